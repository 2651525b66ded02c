import FolioHTTP
import FolioModel

/// What a reply's headers say about further requests (`remote-api.md` §8.2).
struct RateLimitNotice: Hashable, Sendable {
    /// `X-RateLimit-Limit`.
    var limit: Int?
    /// `X-RateLimit-Remaining`.
    var remaining: Int?
    /// `X-RateLimit-Reset` as a span from now.
    var untilReset: Duration?
    /// `Retry-After`, in seconds or as a date.
    var retryAfter: Duration?

    init(
        limit: Int? = nil, remaining: Int? = nil, untilReset: Duration? = nil,
        retryAfter: Duration? = nil
    ) {
        self.limit = limit
        self.remaining = remaining
        self.untilReset = untilReset
        self.retryAfter = retryAfter
    }

    /// Moments are compared with the reply's own `Date`, so that a wrong clock here does no harm.
    init(_ headers: HTTPHeaderFields, receivedAt now: Timestamp) {
        let remoteNow = headers["Date"].flatMap(Timestamp.init(httpDate:)) ?? now
        limit = headers["X-RateLimit-Limit"].flatMap { Int($0) }
        remaining = headers["X-RateLimit-Remaining"].flatMap { Int($0) }
        untilReset = headers["X-RateLimit-Reset"].flatMap { Int64($0) }
            .flatMap { (0..<32_503_680_000).contains($0) ? $0 : nil }
            .map { Timestamp(milliseconds: $0 * 1_000) - remoteNow }
        retryAfter = headers["Retry-After"].flatMap { Self.wait($0, remoteNow) }
    }

    /// Longer waits are cut to a day: no window of the remote's is longer.
    private static func wait(_ text: String, _ remoteNow: Timestamp) -> Duration? {
        if let seconds = Double(text), seconds.isFinite {
            return .milliseconds(Int64(min(max(seconds, 0), 86_400) * 1_000))
        }
        guard let moment = Timestamp(httpDate: text) else { return nil }
        return min(max(moment - remoteNow, .zero), .seconds(86_400))
    }
}
