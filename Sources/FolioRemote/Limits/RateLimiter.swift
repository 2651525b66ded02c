import FolioModel

/// Lets requests through as fast as the remote takes them, and no faster.
///
/// It counts what was sent in the last minute, hour and day, and obeys what replies say. Share
/// one among all clients of a key in a process; its meter shares it among processes.
package actor RateLimiter {
    private let meter: any RequestMeter
    private let time: TimeSource
    private let urgency: RequestUrgency
    private let maximumRequests: Int?
    private var limits: RequestLimits
    private var admitted = 0
    /// No request before this moment: a reply asked for it.
    private var closedUntil: Timestamp?
    /// What the last reply left, counted down since. Others learn of it only where it is little.
    private var allowance: RequestAllowance?
    /// Requests left at which other processes are told, and told again.
    private static let littleLeft = 20
    /// The limit that everyone knows of.
    private var sharedLimit: Int?
    private var sharesAllowance = false

    /// Starts with `limits` and what `meter` remembers. With `maximumRequests` no more than so many
    /// are let through.
    package init(
        meter: any RequestMeter = MemoryRequestMeter(), limits: RequestLimits = RequestLimits(),
        time: TimeSource = .system, urgency: RequestUrgency = .interactive,
        maximumRequests: Int? = nil
    ) {
        self.meter = meter
        self.limits = limits
        self.time = time
        self.urgency = urgency
        self.maximumRequests = maximumRequests
    }

    /// Waits until one more request may be sent, and counts it; one of a class under the limit of
    /// the class too.
    ///
    /// - Throws: ``RemoteError/Failure/budgetExhausted(wait:)`` at once if the wait would be longer
    ///   than `patience`; ``RemoteError/Failure/requestsUsedUp(count:)``; `CancellationError`; an
    ///   error of the meter. Nothing is counted then.
    package func admit(_ kind: RequestClass? = nil, patience: Duration) async throws {
        var left = patience
        while true {
            try Task.checkCancellation()
            guard let wait = try await take(kind) else { return }
            guard wait <= left else { throw RemoteError(.budgetExhausted(wait: wait)) }
            left -= wait
            try await time.sleep(wait)
        }
    }

    /// Learns from a reply's headers, for other processes too.
    func learn(_ notice: RateLimitNotice) async {
        let demand = take(notice)
        guard demand != RequestDemand() else { return }
        // Without it the next process only knocks where it might have waited.
        try? await meter.remember(demand, now: time.now())
    }

    /// What of a notice is worth telling everyone.
    private func take(_ notice: RateLimitNotice) -> RequestDemand {
        let now = time.now()
        var demand = RequestDemand()
        if let limit = notice.limit, limit > 0, limit != sharedLimit {
            sharedLimit = limit
            demand.limit = limit
        }
        if let limit = notice.limit { limits = limits.corrected(by: limit) }
        if let wait = notice.retryAfter, wait > .zero {
            closedUntil = max(closedUntil ?? now, now + wait)
            demand.closedUntil = closedUntil
        }
        // A reset that is past, or further away than the longest short window, means nothing.
        if let left = notice.remaining, left >= 0, let span = notice.untilReset,
            span > .zero, span <= .seconds(3_600)
        {
            allowance = RequestAllowance(left: left, until: now + span)
            if left <= Self.littleLeft || sharesAllowance { demand.allowance = allowance }
            sharesAllowance = left <= Self.littleLeft
        } else {
            allowance = nil
        }
        return demand
    }

    /// Counts one request and returns `nil`, or tells how long there is no room.
    private func take(_ kind: RequestClass?) async throws -> Duration? {
        if let maximumRequests, admitted >= maximumRequests {
            throw RemoteError(.requestsUsedUp(count: maximumRequests))
        }
        // Before the meter is awaited: another caller may come meanwhile.
        admitted += 1
        let now = time.now()
        let gauge = RequestGauge(
            limits: limits, closedUntil: closedUntil,
            allowance: allowance.flatMap { $0.until > now ? $0 : nil }, urgency: urgency,
            kind: kind)
        do {
            let wait = try await meter.take(at: now, of: kind) { gauge.wait($0, now) }
            if let wait {
                admitted -= 1
                return wait
            }
        } catch {
            admitted -= 1
            throw error
        }
        allowance?.left -= 1
        return nil
    }
}

/// Tells whether there is room for one more request.
struct RequestGauge: Sendable {
    let limits: RequestLimits
    /// A reply to this process asked for it.
    let closedUntil: Timestamp?
    /// What the last reply to this process left.
    let allowance: RequestAllowance?
    let urgency: RequestUrgency
    let kind: RequestClass?

    /// How long to wait; `nil` where there is room.
    func wait(_ counts: RequestCounts, _ now: Timestamp) -> Duration? {
        let limits = counts.limitNamedLast.map(limits.corrected) ?? limits
        let waits = [
            closedUntil.map { $0 - now }, counts.closedUntil.map { $0 - now },
            wait(for: allowance, limits, now), wait(for: counts.allowance, limits, now),
            room(counts.minute, limits.perMinute, .seconds(60), now),
            room(counts.hour, limits.perHour, .seconds(3_600), now),
            room(counts.day, limits.perDay, .seconds(86_400), now),
            roomOfKind(counts, limits, now),
        ]
        let longest = waits.compactMap(\.self).max() ?? .zero
        return longest > .zero ? longest : nil
    }

    private func wait(
        for allowance: RequestAllowance?, _ limits: RequestLimits, _ now: Timestamp
    ) -> Duration? {
        guard let allowance, allowance.left <= urgency.reserve(of: limits.perMinute) else {
            return nil
        }
        return allowance.until - now
    }

    private func roomOfKind(
        _ counts: RequestCounts, _ limits: RequestLimits, _ now: Timestamp
    ) -> Duration? {
        guard let kind, let sent = counts.ofClass else { return nil }
        return room(sent, limits.limit(of: kind), kind.window, now)
    }

    private func room(
        _ window: RequestCounts.Window, _ limit: Int?, _ span: Duration, _ now: Timestamp
    ) -> Duration? {
        guard let limit, window.count >= limit - urgency.reserve(of: limit) else { return nil }
        let oldest = window.oldest ?? now
        // Never more than the window, where the oldest moment lies in the future.
        return min(max(oldest + span - now, .milliseconds(1)), span)
    }
}
