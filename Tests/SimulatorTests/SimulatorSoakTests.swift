import FolioSimulator
import FolioTestSupport
import Foundation
import Testing

/// As many seeds as somebody asks for: `make soak SEEDS=N`.
@Suite(.enabled(if: Soak.seeds != nil, "asked for with make soak SEEDS=N"))
struct SimulatorSoakTests {
    @Test func noSeedBreaksARule() async throws {
        let count = Soak.seeds ?? 0
        let campaign = try await Campaign.run(from: TestSeed.value(1), failing: 20) {
            $0.seeds >= count
        }

        print("simulator: \(campaign.summary)")
        // Making a life shorter takes minutes: the others are told by their seeds.
        for failure in campaign.failures.dropFirst() {
            print("simulator: seed \(failure.seed) fails too: \(failure.violation?.invariant ?? "")")
        }
        for failure in campaign.failures.prefix(1) {
            Issue.record("\(try await failure.shortest())")
        }
    }
}

/// What the environment asks for.
enum Soak {
    static let seeds = ProcessInfo.processInfo.environment["FOLIO_SEEDS"].flatMap { Int($0) }
}
