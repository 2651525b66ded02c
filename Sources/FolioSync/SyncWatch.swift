import FolioModel
package import FolioRemote

/// Syncs again and again, through sleep, other networks and a remote that is down for a day.
///
/// Ends by cancellation, or where a person has to decide: a refused key, a guard, a library that
/// cannot be written.
package struct SyncWatch: Sendable {
    /// A computer that wakes up finds at most so much of a wait still to come.
    private static let longestNap = Duration.seconds(30)
    private static let firstPause = Duration.seconds(30)
    private static let longestPause = Duration.seconds(600)

    /// What is worth telling between two syncs.
    package enum Event: Hashable, Sendable {
        /// The remote cannot be reached, for the first time; why, and when it is tried again.
        case down(reason: String, wait: Duration)
        /// It answers again.
        case back
        /// A sync could not begin or end for another passing reason.
        case waits(reason: String, wait: Duration)
    }

    private let every: Duration
    private let time: TimeSource
    private let report: @Sendable (Event) -> Void

    package init(
        every: Duration, time: TimeSource, report: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.every = every
        self.time = time
        self.report = report
    }

    /// Runs `sync` until it throws what no waiting mends.
    ///
    /// - Throws: that error; `CancellationError`.
    package func run(_ sync: () async throws -> Void) async throws -> Never {
        var failures = 0
        while true {
            try Task.checkCancellation()
            do {
                try await sync()
                if failures > 0 { report(.back) }
                failures = 0
                try await wait(every)
            } catch let error as any UserFacingError where error.kind == .unavailable {
                let isDown = error.isRemoteDown
                let wait = wait(after: error, failures: failures)
                if !isDown {
                    report(.waits(reason: error.message, wait: wait))
                } else {
                    if failures == 0 { report(.down(reason: error.message, wait: wait)) }
                    failures += 1
                }
                try await self.wait(wait)
            }
        }
    }

    /// Doubles with each failure in a row, spread so that many clients do not return together.
    private func wait(after error: any UserFacingError, failures: Int) -> Duration {
        if let asked = (error as? RemoteError)?.wait { return max(asked, .seconds(1)) }
        guard error.isRemoteDown else { return every }
        let policy = RetryPolicy(
            firstPause: min(every, Self.firstPause), longestPause: max(every, Self.longestPause))
        return policy.pause(before: failures, random: time.random())
    }

    /// By the wall clock, in short naps: time that a computer has slept has passed as well, and a
    /// clock that went back makes nobody wait longer than was meant.
    private func wait(_ span: Duration) async throws {
        var due = time.now() + span
        while true {
            let now = time.now()
            due = min(due, now + span)
            guard now < due else { return }
            try await time.sleep(min(due - now, Self.longestNap))
        }
    }
}

extension UserFacingError {
    /// Nobody answers, or not as the remote does; another sync that runs and a limit that is used
    /// up are something else.
    fileprivate var isRemoteDown: Bool {
        switch (self as? RemoteError)?.failure {
        case .notSent, .unavailable, .unreadable: true
        default: false
        }
    }
}
