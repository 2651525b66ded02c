import Foundation

/// Many simulated lives, one seed after another, on all processors.
package struct Campaign: Sendable {
    /// User steps of one life.
    package static let lifeLength = 60

    package private(set) var seeds = 0
    package private(set) var steps = 0
    /// Paid calls that the remote executed.
    package private(set) var calls = 0
    package private(set) var faults = FaultBook()
    /// The failures by seed, least seed first.
    package private(set) var failures: [SimulationReport] = []

    package init() {}

    /// Runs seeds from `first` on until `isEnough` says so, or so many lives broke a rule.
    package static func run(
        from first: UInt64, rules: SimulatedRules = SimulatedRules(), _ lives: LifeKind = .mixed,
        failing limit: Int = 1, until isEnough: @Sendable (Campaign) -> Bool
    ) async throws -> Campaign {
        var campaign = Campaign()
        let workers = ProcessInfo.processInfo.activeProcessorCount
        try await withThrowingTaskGroup(of: SimulationReport.self) { group in
            var next = first
            for _ in 0..<workers {
                group.addTask { [next] in try await life(of: next, rules, lives) }
                next += 1
            }
            while let report = try await group.next() {
                campaign.add(report)
                guard campaign.failures.count < limit, !isEnough(campaign) else { continue }
                group.addTask { [next] in try await life(of: next, rules, lives) }
                next += 1
            }
        }
        return campaign
    }

    package static func life(
        of seed: UInt64, _ rules: SimulatedRules = SimulatedRules(), _ lives: LifeKind = .mixed
    ) async throws -> SimulationReport {
        var simulation = try Simulation(seed: seed, rules: rules, lives: lives)
        return try await simulation.run(simulation.life(length: lifeLength))
    }

    private mutating func add(_ report: SimulationReport) {
        seeds += 1
        steps += report.steps
        calls += report.calls
        faults.add(report.faults)
        guard report.violation != nil else { return }
        failures.append(report)
        failures.sort { $0.seed < $1.seed }
    }

    /// For people: how much was simulated, and what went wrong how often.
    package var summary: String {
        let counts = FaultKind.allCases.map { "\($0.rawValue) \(faults.hits[$0] ?? 0)" }
        return "\(seeds) seeds, \(steps) steps, \(calls) paid calls, \(faults.total) faults: "
            + counts.joined(separator: ", ")
    }
}
