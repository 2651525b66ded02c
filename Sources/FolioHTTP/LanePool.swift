import Synchronization

/// Lanes that keep their connections open for the next request.
///
/// A lane serves one ``AddressRule``, so that a restricted request never travels over a
/// connection that was opened without the restriction.
final class LanePool: Sendable {
    /// Idle lanes kept per rule.
    private static let width = 4

    private struct State {
        var idle: [AddressRule: [Lane]] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// A lane for `request` alone: a kept one, or a new one where none is idle or the request
    /// may be sent only once.
    func lane(for request: HTTPRequest) throws(HTTPError) -> Lane {
        let (kept, isClosed) = state.withLock { state in
            let kept =
                request.delivery == .ordinary ? state.idle[request.addresses]?.popLast() : nil
            return (kept, state.isClosed)
        }
        guard !isClosed else {
            throw HTTPError(.failed("the client is closed"), nothingWasSent: true)
        }
        if let kept { return kept }
        return try Lane()
    }

    /// Takes a lane back that no request is using any more.
    func giveBack(_ lane: Lane, after request: HTTPRequest) {
        guard request.delivery == .ordinary else { return }
        state.withLock { state in
            let idle = state.idle[request.addresses]?.count ?? 0
            guard !state.isClosed, idle < Self.width else { return }
            state.idle[request.addresses, default: []].append(lane)
        }
    }

    func close() {
        // The lanes are freed outside the lock: closing connections takes a moment.
        _ = state.withLock { state in
            state.isClosed = true
            let idle = state.idle
            state.idle = [:]
            return idle
        }
    }
}
