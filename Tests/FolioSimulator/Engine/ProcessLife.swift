import FolioModel
import FolioStore
import FolioTestSupport
import Synchronization

/// A process was killed: nothing that it does any more has an effect.
struct Crash: Error {}

/// Whether a simulated process still lives, whose turn it is, and when it ends.
final class ProcessLife: Sendable {
    private struct State {
        var isDead = false
        var diesAfterWrite = false
        /// Calls that it has begun and that have not ended.
        var calls = 0
        var turns: TurnExecutor?
        /// Its number among the processes that take turns.
        var rank = 0
        var interrupt: (@Sendable () -> Void)?
    }

    let surroundings: Surroundings
    private let state = Mutex(State())

    init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
    }

    var isDead: Bool { state.withLock { $0.isDead } }

    func die() { state.withLock { $0.isDead = true } }

    func checkAlive() throws {
        if isDead { throw Crash() }
    }

    /// What it does from now on is that task, which takes turns with others.
    func live(in task: Task<some Sendable, Never>, _ turns: TurnExecutor, rank: Int) {
        state.withLock { state in
            state.turns = turns
            state.rank = rank
            state.interrupt = { task.cancel() }
        }
    }

    /// Ends whatever the process does, as `^C` would.
    func interrupt() {
        state.withLock { $0.interrupt }?()
    }

    /// Lets other processes, and other calls of this one, go on here.
    func turn() async {
        let (turns, rank) = state.withLock { ($0.turns, $0.rank) }
        await turns?.turn(rank: rank)
    }

    func beginCall() {
        let isOneOfSeveral = state.withLock { state in
            state.calls += 1
            return state.calls > 1
        }
        if isOneOfSeveral { surroundings.with { $0.book.note(.callsAtOnce) } }
    }

    func endCall() {
        state.withLock { $0.calls -= 1 }
    }

    /// Called around every transaction that writes.
    func witness(_ moment: Library.WriteMoment) throws {
        try checkAlive()
        guard moment == .before else {
            guard state.withLock({ $0.diesAfterWrite }) else { return }
            die()
            throw Crash()
        }
        let fault = surroundings.with { state -> FaultKind? in
            state.step("write")
            state.advance(by: .milliseconds(1))
            let fault = state.draw(FaultKind.ofWrites, state.climate.writeFaults)
            if let fault { state.strike(fault) }
            return fault
        }
        state.withLock { $0.diesAfterWrite = fault == .crashAfterWrite }
        switch fault {
        case .fullDisk: throw LibraryError.diskFull(path: "library")
        case .crashBeforeWrite:
            die()
            throw Crash()
        default: break
        }
    }
}
