import GRDB

/// The remote's rolling windows per key; remote-api.md §8.
///
/// The three headers are on every reply, as the remote documents. Without limits they state a
/// budget too large to be met, so that a client which obeys them is not slowed down.
enum RateWindows {
    private struct Window {
        let kind: Route.Kind
        let seconds: Int64
        let limit: Int
    }

    private static let windows = [
        Window(kind: .call, seconds: 60, limit: 60),
        Window(kind: .call, seconds: 3_600, limit: 1_000),
        Window(kind: .call, seconds: 86_400, limit: 10_000),
        Window(kind: .post, seconds: 60, limit: 20),
        Window(kind: .image, seconds: 3_600, limit: 60),
    ]
    private static let unlimited = 1_000_000

    /// Counts the call, or refuses it without counting.
    static func admit(_ call: Call, _ kind: Route.Kind) throws {
        guard call.settings.limits == .real, call.key != nil else { return }
        // A post for later is exempt from the posting window, so posts are counted one by one
        // where their time is known.
        let kinds: [Route.Kind] = kind == .image ? [.call, .image] : [.call]
        for kind in kinds { try require(kind, call) }
        for kind in kinds { try count(kind, call) }
    }

    /// Counts one post to be published now.
    static func admitPost(_ call: Call) throws {
        guard call.settings.limits == .real, call.key != nil else { return }
        try require(.post, call)
        try count(.post, call)
    }

    /// The minute's window, as on every reply.
    static func headers(_ call: Call) throws -> [Reply.Header] {
        let isLimited = call.settings.limits == .real
        let limit = isLimited ? 60 : unlimited
        let (used, oldest) = isLimited ? try usage(windows[0], call) : (0, nil)
        let reset = (oldest ?? call.now) + 60_000
        return [
            .init(name: "X-RateLimit-Limit", value: String(limit)),
            .init(name: "X-RateLimit-Remaining", value: String(max(0, limit - used))),
            .init(name: "X-RateLimit-Reset", value: String((reset + 999) / 1000)),
        ]
    }

    /// The refusal when a window is full.
    static func refusal(retryAfter seconds: Int) -> APIError {
        APIError(
            status: 429, code: "rate_limit_exceeded",
            message: "Rate limit exceeded. Retry after \(seconds) seconds", retryable: true,
            details: ["retry_after": .int(seconds)],
            headers: [.init(name: "Retry-After", value: String(seconds))])
    }

    private static func require(_ kind: Route.Kind, _ call: Call) throws {
        for window in windows where window.kind == kind {
            let (used, oldest) = try usage(window, call)
            guard used >= window.limit, let oldest else { continue }
            let wait = oldest + window.seconds * 1000 - call.now
            throw refusal(retryAfter: max(1, Int((wait + 999) / 1000)))
        }
    }

    private static func count(_ kind: Route.Kind, _ call: Call) throws {
        try call.db.execute(
            literal: """
                INSERT INTO windowCall (keyID, kind, at)
                VALUES (\(call.key?.id ?? ""), \(kind.rawValue), \(call.now));
                DELETE FROM windowCall WHERE at < \(call.now - Timestamp.day)
                """)
    }

    /// Calls inside the window, and the time of the one that leaves it first.
    private static func usage(_ window: Window, _ call: Call) throws -> (Int, Int64?) {
        let row = try Row.fetchOne(
            call.db,
            literal: """
                SELECT COUNT(*), MIN(at) FROM windowCall
                WHERE keyID = \(call.key?.id ?? "") AND kind = \(window.kind.rawValue)
                    AND at > \(call.now - window.seconds * 1000)
                """)
        return (row?[0] ?? 0, row?[1])
    }
}
