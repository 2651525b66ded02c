import FolioSimulator
import FolioTestSupport
import Foundation
import Testing

/// As many seeds as somebody asks for: `make soak SEEDS=N`.
@Suite(.enabled(if: Soak.seeds != nil, "asked for with make soak SEEDS=N"))
struct SimulatorSoakTests {
    @Test func noSeedBreaksARule() async throws {
        let count = Soak.seeds ?? 0
        let campaign = try await Campaign.run(from: TestSeed.value(1)) { $0.seeds >= count }

        print("simulator: \(campaign.summary)")
        for failure in campaign.failures { Issue.record("\(try await failure.shortest())") }
    }

    /// Of every tenth seed, on two threads at the same time.
    @Test func aSeedThatIsLivedTwiceLeavesTheSameTrace() async throws {
        let first = TestSeed.value(1)
        for seed in stride(from: first, to: first + UInt64(Soak.seeds ?? 0), by: 10) {
            async let one = Campaign.life(of: seed)
            async let other = Campaign.life(of: seed)
            let traces = try await (one.trace, other.trace)
            #expect(traces.0 == traces.1, "seed \(seed)")
        }
    }
}

/// What the environment asks for.
enum Soak {
    static let seeds = ProcessInfo.processInfo.environment["FOLIO_SEEDS"].flatMap { Int($0) }
}
