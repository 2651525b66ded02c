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

/// One life by its number, told in full: `FOLIO_LIFE=1012 swift test --filter SimulatorLifeTests`.
@Suite(.enabled(if: Soak.life != nil, "asked for with FOLIO_LIFE=N"))
struct SimulatorLifeTests {
    @Test func thatLifeBreaksNoRule() async throws {
        let report = try await Campaign.life(of: try #require(Soak.life))
        if report.violation != nil { Issue.record("\(try await report.shortest())") }
    }
}

/// What the environment asks for.
enum Soak {
    static let life = ProcessInfo.processInfo.environment["FOLIO_LIFE"].flatMap { UInt64($0) }
    static let seeds = ProcessInfo.processInfo.environment["FOLIO_SEEDS"].flatMap { Int($0) }
}
