package import FolioModel

/// Remembers when requests were sent, for all processes that share a key.
///
/// The windows roll: they end at the moment that is asked about.
package protocol RequestMeter: Sendable {
    /// What was recorded in the last minute, hour and day before `now`.
    func counts(now: Timestamp) async throws -> RequestCounts

    /// One request is about to be sent.
    func record(at moment: Timestamp) async throws

    /// The limit that a reply named last, to any of those processes.
    func limitNamedLast() async throws -> Int?

    /// A reply named another limit than the one before.
    func remember(limit: Int) async throws
}

extension RequestMeter {
    /// `nil`: what replies name is remembered by the limiter alone.
    package func limitNamedLast() -> Int? { nil }

    package func remember(limit: Int) {}
}

/// Requests in the windows that the remote counts by.
package struct RequestCounts: Hashable, Sendable {
    package var minute: Window
    package var hour: Window
    package var day: Window

    package init(minute: Window, hour: Window, day: Window) {
        self.minute = minute
        self.hour = hour
        self.day = day
    }

    /// Requests in one rolling window.
    package struct Window: Hashable, Sendable {
        package var count: Int
        /// The first request that still counts: room comes when it leaves the window. `nil` where
        /// there is none, or where the meter does not know.
        package var oldest: Timestamp?

        package init(count: Int, oldest: Timestamp? = nil) {
            self.count = count
            self.oldest = oldest
        }
    }
}

/// A meter for one process, which forgets with it.
package actor MemoryRequestMeter: RequestMeter {
    /// Oldest first, of the last day.
    private var moments: [Timestamp] = []

    package init() {}

    package func counts(now: Timestamp) -> RequestCounts {
        RequestCounts(
            minute: window(.seconds(60), before: now), hour: window(.seconds(3_600), before: now),
            day: window(.seconds(86_400), before: now))
    }

    package func record(at moment: Timestamp) {
        let forgotten = moments.prefix { $0 <= moment - .seconds(86_400) }.count
        moments.removeFirst(forgotten)
        moments.append(moment)
    }

    private func window(_ span: Duration, before now: Timestamp) -> RequestCounts.Window {
        let inside = moments.reversed().prefix { $0 > now - span }
        return RequestCounts.Window(count: inside.count, oldest: inside.last)
    }
}
