import FolioSimulator
import FolioTestSupport
import Foundation
import Testing

@Suite struct SimulatorTests {
    @Test func aHundredThousandStepsBreakNoRule() async throws {
        let steps = Int(ProcessInfo.processInfo.environment["SIM_STEPS"] ?? "") ?? 100_000
        let start = Date()
        let first = UInt64(ProcessInfo.processInfo.environment["SIM_SEED"] ?? "") ?? 1
        let campaign = try await Campaign.run(from: first) { $0.steps >= steps }
        print(campaign.summary, Date().timeIntervalSince(start))
        for failure in campaign.failures.prefix(1) {
            if var shrinking = try await Shrinking(seed: failure.seed) {
                try await shrinking.shrink()
                print(shrinking.text)
            }
        }
        #expect(campaign.failures.isEmpty)
    }
}
