import FolioTestSupport
import Foundation
import Testing

/// The power fails at each call that changes the disk and at each edge of an exchange.
@Suite(.serialized) struct CrashTests {
    @Test(arguments: Sample.scenarios)
    func aLossOfPowerAtARandomPointLeavesWholeTransactions(scenario: CrashScenario) async throws {
        let reference = try await Reference(scenario)
        #expect(reference.points > 0)
        let runs = self.runs(of: scenario, reference)
        let due = runs.count { $0.point <= reference.points }
        #expect(try await Sample.strikes(of: runs) == due)
        CrashReport.note("power: \(scenario.name)", points: reference.points, runs: runs.count)
    }

    private func runs(of scenario: CrashScenario, _ reference: Reference) -> [CrashRun] {
        // The last one is after all was done.
        let all = (1...reference.points + 1).flatMap { point in
            FaultDisk.Survival.allCases.flatMap { survival in
                Sample.seeds(for: survival).map { seed in
                    CrashRun(
                        scenario: scenario, reference: reference, fault: .power,
                        survival: survival, point: point, seed: seed)
                }
            }
        }
        return Sample.choose(from: all)
    }
}

/// Which runs a test makes: all of them in `make proof`, else as many of each scenario as time
/// allows, chosen by the seed. `FOLIO_SWEEP` names another number, `FOLIO_SCENARIO` a scenario.
enum Sample {
    private static let environment = ProcessInfo.processInfo.environment
    private static let isWhole = environment["FOLIO_PROOF"] == "1"
    private static let asked = environment["FOLIO_SWEEP"].flatMap(Int.init)
    private static let everyday = 4

    static let scenarios = CrashScenario.all.filter { scenario in
        environment["FOLIO_SCENARIO"].map { scenario.name.contains($0) } ?? true
    }

    /// What survives of a torn write and of others is a matter of chance.
    static func seeds(for survival: FaultDisk.Survival) -> [UInt64] {
        let seeds = TestSeed.values(2)
        return isWhole && [.torn, .reordered].contains(survival) ? seeds : [seeds[0]]
    }

    static func choose(from all: [CrashRun]) -> [CrashRun] {
        if isWhole, asked == nil { return all }
        var generator = SeededGenerator(seed: TestSeed.value(1))
        return Array(all.shuffled(using: &generator).prefix(asked ?? everyday))
    }

    /// Makes the runs, one on each processor at a time, and counts those in which the fault struck.
    static func strikes(of runs: [CrashRun]) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            var strikes = 0
            var waiting = runs.makeIterator()
            for run in waiting.next(ProcessInfo.processInfo.activeProcessorCount) {
                group.addTask { try await run.run() }
            }
            while let hasStruck = try await group.next() {
                strikes += hasStruck ? 1 : 0
                if let run = waiting.next() { group.addTask { try await run.run() } }
            }
            return strikes
        }
    }
}

extension IteratorProtocol {
    /// At most so many of the next ones.
    fileprivate mutating func next(_ count: Int) -> [Element] {
        (0..<count).compactMap { _ in next() }
    }
}

/// Tells `make proof` how much was tried.
enum CrashReport {
    static func note(_ what: String, points: Int, runs: Int) {
        let environment = ProcessInfo.processInfo.environment
        guard environment["FOLIO_PROOF"] ?? environment["FOLIO_SWEEP"] != nil else { return }
        print("crash: \(what): \(points) points, \(runs) runs")
    }
}
