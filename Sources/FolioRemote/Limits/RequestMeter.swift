package import FolioModel

/// Remembers when requests were sent and what replies asked for, for all who share a key.
///
/// The windows roll: they end at the moment that is asked about.
package protocol RequestMeter: Sendable {
    /// Shows `wait` what was sent before `now`, and counts one request at `now` where it returns
    /// `nil`, in its class too. In between nobody else counts, in this process or another.
    ///
    /// Returns what `wait` returned: how long there is no room, or `nil` for a counted request.
    func take(
        at now: Timestamp, of kind: RequestClass?,
        unless wait: @Sendable (RequestCounts) -> Duration?
    ) async throws -> Duration?

    /// A reply asked for something that holds for everyone.
    func remember(_ demand: RequestDemand, now: Timestamp) async throws
}

/// What a reply said about further requests.
package struct RequestDemand: Hashable, Sendable {
    /// The requests a minute that it named; `nil` leaves what was known.
    package var limit: Int?
    /// No request before this moment; `nil` leaves what was known.
    package var closedUntil: Timestamp?
    /// What it left of its window; `nil` leaves what was known.
    package var allowance: RequestAllowance?

    package init(
        limit: Int? = nil, closedUntil: Timestamp? = nil, allowance: RequestAllowance? = nil
    ) {
        self.limit = limit
        self.closedUntil = closedUntil
        self.allowance = allowance
    }
}

/// How many requests a reply left, until its window ends.
package struct RequestAllowance: Hashable, Sendable {
    package var left: Int
    package var until: Timestamp

    package init(left: Int, until: Timestamp) {
        self.left = left
        self.until = until
    }
}

/// Requests in the windows that the remote counts by, and what it asked for.
package struct RequestCounts: Hashable, Sendable {
    package var minute: Window
    package var hour: Window
    package var day: Window
    /// Those of the class that is asked about, in the window of the class; `nil` without a class.
    package var ofClass: Window?
    /// The limit that a reply named last, to anyone.
    package var limitNamedLast: Int?
    /// No request before this moment: a reply asked anyone for it.
    package var closedUntil: Timestamp?
    package var allowance: RequestAllowance?

    package init(
        minute: Window, hour: Window, day: Window, ofClass: Window? = nil,
        limitNamedLast: Int? = nil, closedUntil: Timestamp? = nil,
        allowance: RequestAllowance? = nil
    ) {
        self.minute = minute
        self.hour = hour
        self.day = day
        self.ofClass = ofClass
        self.limitNamedLast = limitNamedLast
        self.closedUntil = closedUntil
        self.allowance = allowance
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
