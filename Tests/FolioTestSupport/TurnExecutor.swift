import Dispatch
import Synchronization

/// Runs tasks one at a time, in an order that depends on a seed and not on the machine.
///
/// It holds for tasks that are made with it as their preference, for their children, and for the
/// actors that they call, as long as they wait for nobody else. A task runs until it waits; where
/// several wait for their turn, the seed says who goes on.
package final class TurnExecutor: TaskExecutor {
    private enum Next {
        case job(UnownedJob)
        case turn(CheckedContinuation<Void, Never>)
    }

    private struct State {
        var jobs: [UnownedJob] = []
        var waiting: [(rank: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var generator: SeededGenerator
        var hasStarted = false
        var isRunning = false

        /// `nil` where nothing is left to do, for now.
        mutating func next() -> Next? {
            if !jobs.isEmpty { return .job(jobs.removeFirst()) }
            guard !waiting.isEmpty else {
                isRunning = false
                return nil
            }
            let order = waiting.indices.sorted {
                (waiting[$0].rank, $0) < (waiting[$1].rank, $1)
            }
            let chosen = order.count > 1 ? Int(generator.next() % UInt64(order.count)) : 0
            return .turn(waiting.remove(at: order[chosen]).continuation)
        }
    }

    private let state: Mutex<State>

    package init(seed: UInt64) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    /// Begins. Tasks are made before, so that it does not depend on the machine who comes first.
    package func start() {
        state.withLock { $0.hasStarted = true }
        goOn()
    }

    /// Lets others go on here, and waits until it is this task's turn: chance decides among all
    /// that wait, and nobody gets a turn while anyone else can run. Those of a lower `rank` are
    /// counted first, then those that came first.
    package func turn(rank: Int = 0) async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waiting.append((rank, continuation)) }
        }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        goOn()
    }

    private func goOn() {
        let isMine = state.withLock { state in
            guard state.hasStarted, !state.isRunning else { return false }
            state.isRunning = true
            return true
        }
        if isMine { DispatchQueue.global().async { self.runAll() } }
    }

    private func runAll() {
        while let next = state.withLock({ $0.next() }) {
            switch next {
            case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
            case .turn(let continuation): continuation.resume()
            }
        }
    }
}
