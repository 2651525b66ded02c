import FolioModel

/// Lets requests through as fast as the remote takes them, and no faster.
///
/// It counts what was sent in the last minute, hour and day, and obeys what replies say. Share
/// one among all clients of a key in a process; its meter shares it among processes.
package actor RateLimiter {
    private let meter: any RequestMeter
    private let time: TimeSource
    private var limits: RequestLimits
    /// No request before this moment: a reply asked for it.
    private var closedUntil: Timestamp?
    /// What the last reply left until its window ends.
    private var allowance: (left: Int, until: Timestamp)?
    private var isBusy = false
    /// The limit that the meter knows of; `nil` until it was asked.
    private var remembered: Int??
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Starts with `limits` and what `meter` remembers.
    package init(
        meter: any RequestMeter = MemoryRequestMeter(), limits: RequestLimits = RequestLimits(),
        time: TimeSource = .system
    ) {
        self.meter = meter
        self.limits = limits
        self.time = time
    }

    /// Waits until one more request may be sent, and counts it.
    ///
    /// - Throws: ``RemoteError/Failure/budgetExhausted(wait:)`` at once if the wait would be longer
    ///   than `patience`; `CancellationError`; an error of the meter. Nothing is counted then.
    package func admit(patience: Duration) async throws {
        var left = patience
        while true {
            try Task.checkCancellation()
            guard let wait = try await take() else { return }
            guard wait <= left else { throw RemoteError(.budgetExhausted(wait: wait)) }
            left -= wait
            try await time.sleep(wait)
        }
    }

    /// Learns from a reply's headers, for other processes too.
    func learn(_ notice: RateLimitNotice) async {
        take(notice)
        guard let limit = notice.limit, limit > 0, remembered != .some(limit) else { return }
        remembered = .some(limit)
        // The next process is only stricter than it need be.
        try? await meter.remember(limit: limit)
    }

    private func take(_ notice: RateLimitNotice) {
        let now = time.now()
        if let limit = notice.limit { limits = limits.corrected(by: limit) }
        if let wait = notice.retryAfter, wait > .zero {
            closedUntil = max(closedUntil ?? now, now + wait)
        }
        // A reset that is past, or further away than the longest short window, means nothing.
        if let left = notice.remaining, left >= 0, let span = notice.untilReset,
            span > .zero, span <= .seconds(3_600)
        {
            allowance = (left, now + span)
        } else {
            allowance = nil
        }
    }

    /// Counts one request and returns `nil`, or tells how long there is no room.
    private func take() async throws -> Duration? {
        await lock()
        defer { unlock() }
        if remembered == nil {
            let limit = try await meter.limitNamedLast()
            remembered = .some(limit)
            if let limit { limits = limits.corrected(by: limit) }
        }
        let now = time.now()
        let counts = try await meter.counts(now: now)
        if let wait = wait(counts, now) { return wait }
        try await meter.record(at: now)
        if let allowance { self.allowance = (allowance.left - 1, allowance.until) }
        return nil
    }

    private func wait(_ counts: RequestCounts, _ now: Timestamp) -> Duration? {
        if let allowance, allowance.until <= now { self.allowance = nil }
        let waits = [
            closedUntil.map { $0 - now },
            allowance.flatMap { $0.left > 0 ? nil : $0.until - now },
            room(counts.minute, limits.perMinute, .seconds(60), now),
            room(counts.hour, limits.perHour, .seconds(3_600), now),
            room(counts.day, limits.perDay, .seconds(86_400), now),
        ]
        let longest = waits.compactMap(\.self).max() ?? .zero
        return longest > .zero ? longest : nil
    }

    private func room(
        _ window: RequestCounts.Window, _ limit: Int?, _ span: Duration, _ now: Timestamp
    ) -> Duration? {
        guard let limit, window.count >= limit else { return nil }
        let oldest = window.oldest ?? now
        // Never more than the window, where the oldest moment lies in the future.
        return min(max(oldest + span - now, .milliseconds(1)), span)
    }
}

extension RateLimiter {
    /// One caller at a time looks at the meter and records, in the order of arrival. An actor
    /// alone does not give that: others run while the meter is awaited.
    private func lock() async {
        guard isBusy else {
            isBusy = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func unlock() {
        if waiting.isEmpty {
            isBusy = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}
