import GRDB

/// Stops a client that sends the same failing post again and again; remote-api.md §8.4.
enum CircuitBreaker {
    /// Failures after which the next one trips it, and how long it stays open.
    private static let threshold = 5
    private static let coolDown: Int64 = 3_600_000

    /// Counts a refusal of the post's content.
    static func count(_ call: Call, _ error: APIError) throws {
        // Only a body that parses says what is the same.
        guard error.status == 400, let body = try? call.body() else { return }
        try call.db.execute(
            literal: """
                INSERT INTO refusedPost (content, count, at) VALUES (\(key(body)), 1, \(call.now))
                ON CONFLICT (content) DO UPDATE SET
                    count = iif(at < \(call.now - coolDown), 1, count + 1), at = excluded.at
                """)
    }

    /// Replaces the refusal of a post that failed too often.
    static func check(_ body: Fields, _ error: APIError, _ call: Call) throws {
        let row = try Row.fetchOne(
            call.db,
            literal: """
                SELECT count FROM refusedPost
                WHERE content = \(key(body)) AND at >= \(call.now - coolDown)
                """)
        guard let count = row?[0] as Int?, count >= threshold else { return }
        throw APIError(
            status: 422, code: "permanent_failure_circuit_breaker",
            message: "This post has failed \(count) times in the same way; change it",
            details: [
                "failures": .int(count), "last_error": error.json,
                "cool_down_seconds": .int(Int(coolDown / 1000)),
            ])
    }

    static func reset(_ body: Fields, _ call: Call) throws {
        try call.db.execute(literal: "DELETE FROM refusedPost WHERE content = \(key(body))")
    }

    private static func key(_ body: Fields) -> String {
        let parts = ["content", "account_ids", "media_ids", "platform_content"].map {
            body.value($0)?.text ?? ""
        }
        return String(Identifier.hash(parts.joined(separator: "\n")), radix: 16)
    }
}
