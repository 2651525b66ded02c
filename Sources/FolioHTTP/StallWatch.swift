/// Decides when a request has been silent or slow for too long.
struct StallWatch {
    /// How far a request has come.
    struct Progress {
        let phase: HTTPError.Phase
        /// Bytes moved in either direction.
        let bytes: Int64
    }

    private let limits: HTTPLimits
    private let start: ContinuousClock.Instant
    private var phase = HTTPError.Phase.connecting
    private var windowStart: ContinuousClock.Instant
    private var windowBytes: Int64 = 0

    init(_ limits: HTTPLimits, start: ContinuousClock.Instant) {
        self.limits = limits
        self.start = start
        windowStart = start
    }

    /// Whether the request has run out of time.
    mutating func hasExpired(_ progress: Progress, at now: ContinuousClock.Instant) -> Bool {
        if progress.phase != phase {
            phase = progress.phase
            openWindow(progress, at: now)
        }
        if let total = limits.total, now - start >= total { return true }
        let elapsed = now - windowStart
        switch phase {
        case .connecting: return false  // libcurl watches this phase itself.
        case .waiting: return elapsed >= limits.response
        case .sending, .receiving:
            guard elapsed >= limits.stall else { return false }
            let rate = Double(progress.bytes - windowBytes) / (elapsed / .seconds(1))
            if rate < Double(limits.slowestBytesPerSecond) { return true }
            openWindow(progress, at: now)
            return false
        }
    }

    private mutating func openWindow(_ progress: Progress, at now: ContinuousClock.Instant) {
        windowStart = now
        windowBytes = progress.bytes
    }
}
