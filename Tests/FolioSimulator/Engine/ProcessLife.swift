import FolioModel
import FolioStore
import Synchronization

/// A process was killed: nothing that it does any more has an effect.
struct Crash: Error {}

/// Whether a simulated process still lives, and when it ends.
final class ProcessLife: Sendable {
    let surroundings: Surroundings
    private let state = Mutex((isDead: false, diesAfterWrite: false))
    private let place: (baton: Baton, id: Int)?

    init(_ surroundings: Surroundings, place: (baton: Baton, id: Int)? = nil) {
        self.surroundings = surroundings
        self.place = place
    }

    var isDead: Bool { state.withLock { $0.isDead } }

    func die() { state.withLock { $0.isDead = true } }

    func checkAlive() throws {
        if isDead { throw Crash() }
    }

    /// Lets other processes go on here.
    func turn() async {
        if let place { await place.baton.turn(place.id) }
    }

    func leave() {
        if let place { place.baton.leave(place.id) }
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
