/// Finds a shorter life that breaks the same rule.
package struct Shrinking: Sendable {
    /// Lives that are tried at most.
    private static let limit = 250

    let seed: UInt64
    let rules: SimulatedRules
    let lives: LifeKind
    private var tries = 0
    package private(set) var steps: [UserStep]
    package private(set) var faults = Set(FaultKind.allCases)
    /// The shortest failing life so far, with every event.
    package private(set) var report: SimulationReport

    /// `nil` where the life of that seed breaks no rule.
    package init?(
        seed: UInt64, rules: SimulatedRules = SimulatedRules(),
        lives: LifeKind = .mixed, length: Int = Campaign.lifeLength
    ) async throws {
        self.seed = seed
        self.rules = rules
        self.lives = lives
        var steps = UserStep.life(of: seed, length: length, lives)
        let report = try await Self.run(seed, rules, lives, steps, faults)
        guard report.violation != nil else { return nil }
        if let last = report.violatingStep { steps.removeAll { $0.number > last } }
        self.steps = steps
        self.report = report
    }

    /// Leaves out steps, then faults, as long as the same rule is broken.
    package mutating func shrink() async throws {
        var size = max(1, steps.count / 2)
        while tries < Self.limit {
            var start = 0
            var isShorter = false
            while start < steps.count {
                var fewer = steps
                fewer.removeSubrange(start..<min(start + size, steps.count))
                if try await isBroken(fewer, faults) {
                    steps = fewer
                    isShorter = true
                } else {
                    start += size
                }
            }
            if size == 1, !isShorter { break }
            size = max(1, size / 2)
        }
        for kind in FaultKind.allCases where report.faults.hits[kind] != nil {
            let fewer = faults.subtracting([kind])
            if try await isBroken(steps, fewer) { faults = fewer }
        }
    }

    private mutating func isBroken(
        _ steps: [UserStep], _ faults: Set<FaultKind>
    ) async throws -> Bool {
        guard tries < Self.limit else { return false }
        tries += 1
        let found = try await Self.run(seed, rules, lives, steps, faults)
        guard found.violation?.invariant == report.violation?.invariant else { return false }
        report = found
        return true
    }

    private static func run(
        _ seed: UInt64, _ rules: SimulatedRules, _ lives: LifeKind, _ steps: [UserStep],
        _ faults: Set<FaultKind>
    ) async throws -> SimulationReport {
        var simulation = try Simulation(
            seed: seed, rules: rules, lives: lives, faults: faults, keepsLog: true)
        return try await simulation.run(steps)
    }

    /// For people: what to repeat, what was broken, and all that happened.
    package var text: String {
        let kinds = steps.map { "\($0.number) \($0.kind.rawValue)" }.joined(separator: ", ")
        let struck = report.faults.hits.keys.map(\.rawValue).sorted().joined(separator: ", ")
        return """
            seed \(seed) breaks \(report.violation.map { "\($0)" } ?? "nothing")
            steps: \(kinds)
            faults: \(struck)
            \(report.log.joined(separator: "\n"))
            """
    }
}

extension SimulationReport {
    /// The shortest life that fails as this one did, for people.
    package func shortest(
        _ rules: SimulatedRules = SimulatedRules(), lives: LifeKind = .mixed
    ) async throws -> String {
        guard var shrinking = try await Shrinking(seed: seed, rules: rules, lives: lives) else {
            return "seed \(seed) failed once and not again"
        }
        try await shrinking.shrink()
        return shrinking.text
    }
}
