import Synchronization

/// Says that a running request is no longer wanted.
///
/// Set by the task that is cancelled, read by the thread that waits in libcurl.
final class StopFlag: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .relaxed) }

    func set() {
        flag.store(true, ordering: .relaxed)
    }
}
