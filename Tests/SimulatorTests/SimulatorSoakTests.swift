import FolioSimulator
import FolioTestSupport
import Foundation
import Testing

/// As many seeds as somebody asks for: `make soak SEEDS=N`.
@Suite(.enabled(if: Soak.seeds != nil, "asked for with make soak SEEDS=N"))
struct SimulatorSoakTests {
    @Test func noSeedBreaksARule() async throws {
        let count = Soak.seeds ?? 0
        let campaign = try await Campaign.run(from: TestSeed.value(1), Soak.lives, failing: 20) {
            $0.seeds >= count
        }

        print("simulator: \(campaign.summary)")
        // Making a life shorter takes minutes: the others are told by their seeds.
        for failure in campaign.failures.dropFirst() {
            print(
                "simulator: seed \(failure.seed) fails too: \(failure.violation?.invariant ?? "")")
        }
        for failure in campaign.failures.prefix(1) {
            Issue.record("\(try await failure.shortest(lives: Soak.lives))")
        }
    }
}

/// One life by its number, told in full: `FOLIO_LIFE=1012 swift test --filter SimulatorLifeTests`.
@Suite(.enabled(if: Soak.life != nil, "asked for with FOLIO_LIFE=N"))
struct SimulatorLifeTests {
    @Test func thatLifeBreaksNoRule() async throws {
        let report = try await Campaign.life(
            of: try #require(Soak.life), SimulatedRules(), Soak.lives)
        if report.violation != nil {
            Issue.record("\(try await report.shortest(lives: Soak.lives))")
        }
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
    static let life = ProcessInfo.processInfo.environment["FOLIO_LIFE"].flatMap { UInt64($0) }
    /// `FOLIO_LIVES=paying`, `sending` or `mirroring`; else mixed ones.
    static let lives =
        ProcessInfo.processInfo.environment["FOLIO_LIVES"].flatMap(LifeKind.init) ?? .mixed
    static let seeds = ProcessInfo.processInfo.environment["FOLIO_SEEDS"].flatMap { Int($0) }
}
