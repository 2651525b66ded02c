package import FolioModel
package import FolioRemote
import Synchronization

/// A clock that only moves when someone sleeps, and then at once.
package final class FakeTime: Sendable {
    private let state: Mutex<(now: Timestamp, sleeps: [Duration])>

    /// Starts at `now`.
    package init(_ now: Timestamp = .sample) {
        state = Mutex((now, []))
    }

    package var now: Timestamp { state.withLock { $0.now } }

    /// Every sleep so far.
    package var sleeps: [Duration] { state.withLock { $0.sleeps } }

    package func advance(by span: Duration) {
        state.withLock { $0.now = $0.now + span }
    }

    /// For those who wait; chance always gives a half, so that pauses are not spread.
    package var source: TimeSource {
        TimeSource(
            now: { self.now },
            sleep: { span in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.now = state.now + span
                    state.sleeps.append(span)
                }
            }, random: { 0.5 })
    }
}
