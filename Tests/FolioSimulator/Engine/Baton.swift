import Synchronization

/// Lets several simulated processes take turns: one runs, until it asks the remote for something
/// or ends; chance decides who goes on.
final class Baton: Sendable {
    private struct State {
        var members: Set<Int>
        var waiting: [(id: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var chance: Chance
    }

    private let state: Mutex<State>

    init(members: Int, chance: Chance) {
        state = Mutex(State(members: Set(0..<members), chance: chance))
    }

    /// Waits until it is this process's turn. A turn is given only when all processes wait, so
    /// the order does not depend on the machine.
    func turn(_ id: Int) async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waiting.append((id, continuation)) }
            next()
        }
    }

    /// This process has ended.
    func leave(_ id: Int) {
        state.withLock { _ = $0.members.remove(id) }
        next()
    }

    private func next() {
        let chosen = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty, state.waiting.count == state.members.count else {
                return nil
            }
            state.waiting.sort { $0.id < $1.id }
            return state.waiting.remove(at: state.chance.below(state.waiting.count)).continuation
        }
        chosen?.resume()
    }
}
