import Dispatch
import Synchronization

/// A thread's worth of work: one libcurl handle with its connections, and the queue it runs on.
///
/// Used for one request at a time. libcurl blocks while it works, hence a queue of its own.
final class Lane: Sendable {
    private let handle: Mutex<EasyHandle>
    private let queue = DispatchQueue(label: "folio.http.lane")

    init() throws(HTTPError) {
        handle = Mutex(try EasyHandle())
    }

    /// Carries out `order`; stops early when the task is cancelled.
    func perform(_ order: Order) async -> Result<HTTPResponse, HTTPError> {
        let stop = StopFlag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async {
                    continuation.resume(returning: self.run(order, stop))
                }
            }
        } onCancel: {
            stop.set()
        }
    }

    private func run(_ order: Order, _ stop: StopFlag) -> Result<HTTPResponse, HTTPError> {
        handle.withLock { handle in
            Result { () throws(HTTPError) in try handle.perform(order, stop) }
        }
    }
}
