import GRDB

/// Creating, reading, changing and deleting posts; remote-api.md §10.
enum PostRoutes {
    static let all = [
        Route("POST", "/api/v1/posts/bulk", scope: "write", BulkRoutes.create),
        Route("POST", "/api/v1/posts/retry-failed", scope: "write", PostResultRoutes.retryFailed),
        Route(
            "POST", "/api/v1/posts", scope: "write", kind: .post,
            afterRefusal: CircuitBreaker.count, create),
        Route("GET", "/api/v1/posts", scope: "read", PostListRoutes.list),
        Route("GET", "/api/v1/posts/{post_id}", scope: "read") { call in
            .ok(try Post.require(call.parameter("post_id"), call.db).json(call))
        },
        Route("PATCH", "/api/v1/posts/{post_id}", scope: "write", PostChangeRoutes.update),
        Route("DELETE", "/api/v1/posts/{post_id}", scope: "write", PostChangeRoutes.delete),
        Route(
            "POST", "/api/v1/posts/{post_id}/schedule", scope: "write",
            PostChangeRoutes.schedule),
        Route("GET", "/api/v1/posts/{post_id}/results", scope: "read", PostResultRoutes.results),
        Route("POST", "/api/v1/posts/{post_id}/retry", scope: "write", PostResultRoutes.retry),
    ]

    private static func create(_ call: Call) throws -> Reply {
        let body = try call.body()
        do {
            return .created(try create(body, call))
        } catch let error as APIError where error.status == 400 {
            try CircuitBreaker.check(body, error, call)
            throw error
        }
    }

    /// Stores one post and says what became of it.
    static func create(_ body: Fields, _ call: Call) throws -> JSON {
        let request = try PostRequest(body, call)
        if request.isImmediate { try RateWindows.admitPost(call) }
        try request.store(call)
        try CircuitBreaker.reset(body, call)
        return try reply(to: request, body, call)
    }

    private static func reply(
        to request: PostRequest, _ body: Fields, _ call: Call
    ) throws -> JSON {
        let count = request.accounts.count
        let message =
            switch request.post.status {
            case "draft": "Draft saved"
            case "publishing": "Publishing to \(count) account(s)"
            default: "Scheduled for \(count) account(s)"
            }
        let reply = try request.post.json(call).merging([
            "post_group_id": .string(request.post.id), "accounts_count": .int(count),
            "message": .string(message),
            "next_step": .string(nextStep(after: request.post)),
            "next_steps": ["results": "GET /posts/\(request.post.id)/results"],
        ]).merging(echo(of: body))
        // That generation counts the destinations instead of listing them.
        return call.settings.shape == .a ? reply.merging(["destinations": .int(count)]) : reply
    }

    /// Fields of the request that a stored post does not have, as they were sent.
    private static func echo(of body: Fields) -> JSON {
        let names = ["draft", "publish_now", "scheduled_at", "use_queue"]
        return .object(
            names.compactMap { name in
                body.json[name].map { JSON.Member(name: name, value: $0) }
            })
    }

    private static func nextStep(after post: Post) -> String {
        switch post.status {
        case "draft": "Publish or schedule it: POST /posts/\(post.id)/schedule"
        case "publishing": "See how it went: GET /posts/\(post.id)/results"
        default: "Change it with PATCH /posts/\(post.id) until its time comes"
        }
    }
}
