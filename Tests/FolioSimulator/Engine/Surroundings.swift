import FolioModel
import FolioRemote
import Synchronization

/// All that simulated processes share besides the library: the remote, time, chance, faults, and
/// the record of what happened.
package final class Surroundings: Sendable {
    struct State {
        var world: RemoteWorld
        /// As the remote was some time ago, for replies from a stale copy.
        var past: RemoteWorld
        /// The true time; clocks are ahead of it or behind.
        var truth: Timestamp
        var ourOffset = Duration.zero
        var chance: Chance
        var book = FaultBook()
        /// Faults that may strike at all.
        var allowed = Set(FaultKind.allCases)
        var isStormy = false
        /// Faults that last, with their end by the true time.
        var spells: [FaultKind: Timestamp] = [:]
        var previousPage: Page<RemoteMediaItem>?
        var trace = TraceHash()
        /// User actions, remote calls and write transactions so far.
        var steps = 0
        var log: [String]?
    }

    let state: Mutex<State>

    init(seed: UInt64, lives: LifeKind, allowed: Set<FaultKind>, keepsLog: Bool) {
        var chance = Chance(seed: seed)
        let climate = Climate(&chance, for: lives)
        let start = Timestamp(milliseconds: 1_767_225_600_000)
        let world = RemoteWorld(climate, now: start + climate.remoteSkew, &chance)
        var state = State(world: world, past: world, truth: start, chance: chance)
        state.allowed = allowed
        state.log = keepsLog ? [] : nil
        state.isStormy = chance.hits(0.8)
        self.state = Mutex(state)
    }

    /// This computer's clock.
    var now: Timestamp { state.withLock { $0.truth + $0.ourOffset } }

    func advance(by span: Duration) { state.withLock { $0.advance(by: span) } }

    func with<Value: Sendable>(_ body: (inout State) throws -> Value) rethrows -> Value {
        try state.withLock { try body(&$0) }
    }
}

extension Surroundings.State {
    var climate: Climate { world.climate }

    mutating func advance(by span: Duration) {
        truth = truth + span
        world.catchUp(to: truth + climate.remoteSkew + remoteJump)
        drainShown()
        spells = spells.filter { $0.value > truth }
        if spells[.massVanish] == nil { world.vanished = [] }
    }

    /// How far the remote's clock has been set ahead meanwhile.
    private var remoteJump: Duration { spells[.remoteClockSkew] == nil ? .zero : .seconds(5) }

    mutating func drainShown() {
        for kind in world.shown { book.note(kind) }
        world.shown = []
    }

    /// Everything that happens is told here, so that two runs can be compared.
    mutating func record(_ event: @autoclosure () -> String) {
        let text = event()
        trace.add(text)
        log?.append("\(truth.iso8601) \(text)")
    }

    mutating func step(_ event: @autoclosure () -> String) {
        steps += 1
        record(event())
    }

    /// Draws a fault of a group, and counts it.
    mutating func draw(_ group: [(value: FaultKind, weight: Int)], _ share: Double) -> FaultKind? {
        guard isStormy, chance.hits(share), let kind = chance.pick(weighted: group),
            allowed.contains(kind)
        else { return nil }
        return kind
    }

    mutating func strike(_ kind: FaultKind) {
        book.note(kind)
        record("fault \(kind.rawValue)")
    }
}
