import GRDB

/// What became of a post at each destination, and second tries; remote-api.md §10.6.
enum PostResultRoutes {
    static func results(_ call: Call) throws -> Reply {
        let post = try Post.require(call.parameter("post_id"), call.db)
        let destinations = try Destination.all(of: post.id, call.db)
        return .ok([
            "post_id": .string(post.id), "id": .string(post.id),
            "post_status": .string(post.status), "status": .string(post.status),
            "content": .string(post.content), "scheduled_for": Timestamp.json(post.scheduledFor),
            "results": .array(post.status == "draft" ? [] : destinations.map(\.json)),
        ])
    }

    static func retry(_ call: Call) throws -> Reply {
        let post = try Post.require(call.parameter("post_id"), call.db)
        let accounts = try call.optionalBody().ints("account_ids")
        let failed = try Destination.all(of: post.id, call.db).filter {
            $0.status == "failed" && accounts?.contains($0.accountID) != false
        }
        try Publisher.retry(failed, call.db, now: call.now)
        return .ok(
            retried(failed, "GET /posts/\(post.id)/results shows how it went").merging([
                "post_id": .string(post.id), "id": .string(post.id),
            ]))
    }

    static func retryFailed(_ call: Call) throws -> Reply {
        let conditions = try conditions(try call.body())
        guard !conditions.isEmpty else {
            throw APIError.validation(
                "At least one of these is needed: post_ids, account_id, platform, failed_after, "
                    + "failed_before, max_attempts")
        }
        let all = (["destination.status = 'failed'"] + conditions).joined(separator: " AND ")
        let failed = try Destination.fetch(call.db, "WHERE \(all)")
        try Publisher.retry(failed, call.db, now: call.now)
        return .ok(retried(failed, "GET /posts/{post_id}/results shows how it went"))
    }

    private static func conditions(_ body: Fields) throws -> [SQL] {
        var conditions: [SQL] = []
        if let ids = try body.strings("post_ids") {
            guard ids.count <= 200 else {
                throw APIError.validation("post_ids may have at most 200 ids")
            }
            conditions.append("postID IN \(ids.map { $0.lowercased() })")
        }
        if let account = try body.int("account_id", in: 0...Int.max) {
            conditions.append("accountID = \(account)")
        }
        if let platform = try body.string("platform") {
            conditions.append("account.platform = \(platform)")
        }
        if let time = try body.time("failed_after") { conditions.append("failedAt > \(time)") }
        if let time = try body.time("failed_before") { conditions.append("failedAt < \(time)") }
        if let most = try body.int("max_attempts", in: 1...10) {
            conditions.append("attempts < \(most)")
        }
        return conditions
    }

    private static func retried(_ destinations: [Destination], _ nextStep: String) -> JSON {
        [
            "retried_count": .int(destinations.count), "retried": .int(destinations.count),
            "destinations": .array(
                destinations.map {
                    $0.json.merging([
                        "status": "queued", "new_status": "queued", "error": .null,
                        "post_id": .string($0.postID),
                    ])
                }), "next_step": .string(nextStep),
            "message": "\(destinations.count) destination(s) will be tried again",
        ]
    }
}
