import FolioModel

extension Simulation {
    /// Syncs that everything must settle in, once faults have stopped: more than a week of them, in
    /// which the audit comes round, and two more for the proofs of what it finds last.
    static let settlingSyncs = 20

    /// Faults stop; within a bounded number of syncs all is in its place.
    mutating func ending() async throws -> [Violation] {
        surroundings.with { state in
            state.isStormy = false
            state.spells = [:]
            state.record("faults stop")
            state.advance(by: .seconds(86_400))
            for index in state.world.items.indices { state.world.items[index].hidden = nil }
        }
        for round in 0..<Self.settlingSyncs {
            let span = Duration.seconds(round < 10 ? 1_900 : 90_000)
            surroundings.with { $0.advance(by: span) }
            // Whoever was asked whether so much may be missing agrees in the end.
            var step = UserStep(
                number: 100_000 + round, kind: round < 8 ? .sync : .agreedSync,
                seed: seed &+ UInt64(round))
            try await settle(step)
            step.kind = .recover
            try await settle(step)
            let violations = try check(wholly: false)
            guard violations.isEmpty else { return violations }
        }
        let world = surroundings.with { $0.world }
        return try SettledChecks(library: snapshot, world: world).violations() + defects()
    }

    private mutating func settle(_ step: UserStep) async throws {
        surroundings.with { $0.step("user \(step.kind.rawValue)") }
        guard let process else { return }
        let actor = Actor(
            process: process, seen: snapshot, chance: Chance(seed: step.seed), number: step.number)
        await perform([(step.kind, actor)], seed: step.seed)
    }
}
