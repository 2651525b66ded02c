import FolioModel
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation

/// One simulated life of a library: the real engine and store, a simulated remote, virtual time.
///
/// The same seed, steps and faults give the same trace.
package struct Simulation {
    let seed: UInt64
    let surroundings: Surroundings
    let rules: SimulatedRules
    let lives: LifeKind
    let library: SimulatedLibrary
    let ids: SharedChance
    var process: SimulatedProcess?
    var reader: SnapshotReader?
    var snapshot = Snapshot()
    /// All that was ever promised or taken back.
    var deeds = Deed()
    var pardon = Pardon()
    var backup: (deeds: Deed, snapshot: Snapshot)?
    /// Calls that begin before then may be taken for what somebody else paid.
    var taintedUntil = Timestamp(milliseconds: .min)

    package init(
        seed: UInt64, rules: SimulatedRules = SimulatedRules(), lives: LifeKind = .mixed,
        faults: Set<FaultKind> = Set(FaultKind.allCases), keepsLog: Bool = false
    ) throws {
        self.seed = seed
        self.rules = rules
        self.lives = lives
        surroundings = Surroundings(
            seed: seed, lives: lives, allowed: faults, keepsLog: keepsLog)
        library = try SimulatedLibrary()
        ids = SharedChance(seed: seed ^ 0x1D)
    }

    /// Lives through `steps`, then lets everything settle, and tells the first broken rule.
    package mutating func run(_ steps: [UserStep]) async throws -> SimulationReport {
        reader = try SnapshotReader(library.file)
        try logIn()
        try open()
        var violations: [Violation] = []
        var last: Int?
        for (index, step) in steps.enumerated() {
            try await take(step)
            violations = try check(wholly: index % 12 == 11)
            last = step.number
            guard violations.isEmpty else { break }
        }
        if violations.isEmpty {
            violations = try await ending()
            if !violations.isEmpty { last = nil }
        }
        return surroundings.with { state in
            SimulationReport(
                seed: seed, steps: state.steps, trace: state.trace, faults: state.book,
                violation: violations.first, violatingStep: violations.isEmpty ? nil : last,
                calls: state.world.books.charges.count, log: state.log ?? [])
        }
    }

    /// The life that this seed means.
    package func life(length: Int) -> [UserStep] {
        UserStep.life(of: seed, length: length, lives)
    }

    mutating func open() throws {
        process = nil
        process = try SimulatedProcess(folder: library.folder, surroundings, ids, rules)
    }

    /// A library belongs to an account from its login on, before anything can go wrong.
    private func logIn() throws {
        let identity = surroundings.with { $0.world.identity($0.world.now) }
        let pin = IdentityPin(baseURL: SimulatedProcess.baseURL, identity)
        try Library.open(library.folder)
            .setStates([.baseURL: pin.baseURL, .account: pin.account])
    }

    private mutating func take(_ step: UserStep) async throws {
        begin(step)
        let spent = costsOutside()
        switch step.kind {
        case .waitBriefly, .waitLong, .others, .storm, .calm, .spell, .hide, .clockJump:
            surroundings.with { $0.happen(step.kind) }
        case .backUp:
            try library.backUp()
            backup = (deeds, snapshot)
        case .restore: try restore()
        case .together: try await together(step)
        default: try await alone(step)
        }
        if costsOutside() > spent { taint() }
    }

    private func begin(_ step: UserStep) {
        surroundings.with { state in
            state.chance = Chance(seed: step.seed)
            state.world.chance = Chance(seed: step.seed ^ 0xACE)
            state.step("user \(step.kind.rawValue)")
            state.advance(by: .seconds(1))
            if state.chance.hits(0.3) { state.past = state.world }
        }
    }

    private mutating func alone(_ step: UserStep) async throws {
        guard let process else { return }
        let actor = Actor(
            process: process, seen: snapshot, chance: Chance(seed: step.seed ^ 0xAC70),
            number: step.number)
        await perform([(step.kind, actor)], seed: step.seed ^ 0x7A)
        if process.life.isDead { try open() }
    }

    /// Each in a task of its own, which may be cancelled. They take turns where they call the
    /// remote, and so do several calls of one of them; the seed says who goes on.
    mutating func perform(_ acts: [(UserStep.Kind, Actor)], seed: UInt64) async {
        let turns = TurnExecutor(seed: seed)
        var tasks: [Task<Deed, Never>] = []
        for (rank, (kind, actor)) in acts.enumerated() {
            let life = actor.process.life
            let task = Task(executorPreference: turns) {
                await life.turn()
                var actor = actor
                await actor.perform(kind)
                return actor.deed
            }
            life.live(in: task, turns, rank: rank)
            tasks.append(task)
        }
        turns.start()
        var done = Deed()
        for task in tasks { done.addFromBeside(await task.value) }
        deeds.add(done)
    }

    private mutating func together(_ step: UserStep) async throws {
        var chance = Chance(seed: step.seed ^ 0x70)
        let seed = chance.next()
        let kinds = (0..<2).map { _ in chance.pick(UserStep.shared) ?? .sync }
        surroundings.with { $0.strike(.twoProcesses) }
        let actors = try kinds.indices.map { id in
            Actor(
                process: try SimulatedProcess(folder: library.folder, surroundings, ids, rules),
                seen: snapshot, chance: Chance(seed: chance.next()),
                number: step.number + id * 1_000)
        }
        await perform(Array(zip(kinds, actors)), seed: seed)
    }

    /// An older copy of the library takes its place: what came after it is forgiven.
    private mutating func restore() throws {
        guard let backup else { return }
        surroundings.with { $0.strike(.restoredBackup) }
        let world = surroundings.with { $0.world }
        pardon.prompts.formUnion(world.books.charges.map(\.text))
        pardon.prompts.formUnion(snapshot.calls.values.map(\.prompt))
        let posts = Array(snapshot.posts.values) + Array(backup.snapshot.posts.values)
        pardon.marks.formUnion(posts.map { PostMark.of($0.content) })
        pardon.marks.formUnion(world.books.created.keys)
        pardon.posts.formUnion(world.posts.map(\.postID) + world.books.deletedPosts)
        process = nil
        reader = nil
        try library.restore()
        reader = try SnapshotReader(library.file)
        deeds = backup.deeds
        snapshot = backup.snapshot
        try open()
    }
}

/// What one simulated life came to.
package struct SimulationReport: Sendable {
    package let seed: UInt64
    package let steps: Int
    package let trace: TraceHash
    package let faults: FaultBook
    package let violation: Violation?
    /// Number of the user step after which a rule was broken; `nil` with a violation means after
    /// the faults had stopped.
    package let violatingStep: Int?
    /// Paid calls that the remote executed.
    package let calls: Int
    /// Every event, where it was asked for.
    package let log: [String]
}
