/// How a sandbox is started.
package struct SandboxOptions: Sendable {
    /// Which of the remote's documented generations of field names replies use.
    package enum Shape: String, Sendable, CaseIterable {
        case a, b, c, union
    }

    /// Whether the remote's rate windows apply.
    package enum Limits: String, Sendable, CaseIterable {
        case none, real
    }

    /// Whether replies take as long as the remote's.
    package enum Latency: String, Sendable, CaseIterable {
        case none, real
    }

    /// What happens to the credits of an image that could not be made.
    package enum Charging: String, Sendable, CaseIterable {
        /// They are never taken.
        case onSuccess = "on-success"
        /// They are taken and given back.
        case thenRefund = "then-refund"
    }

    /// The remote's plans, which set the monthly credits.
    package enum Plan: String, Sendable, CaseIterable {
        case trial, starter, growth, pro
    }

    /// 0 picks a free port.
    package var port = 0
    /// Folder of the state, kept; `nil` for a temporary one that is removed at the end.
    package var state: String?
    package var limits = Limits.none
    package var latency = Latency.none
    package var shape = Shape.union
    package var charging = Charging.onSuccess
    /// The balance of a new state.
    package var credits = 10_000
    /// The plan of a new state.
    package var plan = Plan.growth
    /// Pixels of a picture's longer side; `nil` for the sizes that the remote shows.
    package var imageSize: Int?
    /// Faults from the start, in the form of ``Fault/init(_:)``.
    package var faults: [Fault] = []

    /// The defaults: a free port, a temporary state, no limits, 10,000 credits.
    package init() {}
}
