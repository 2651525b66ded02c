import GRDB

/// Changing, scheduling and deleting a post; remote-api.md §10.4 to §10.6.
enum PostChangeRoutes {
    private static let changeable = [
        "content", "scheduled_for", "scheduled_at", "timezone", "account_ids", "media_ids",
        "platform_content",
    ]

    static func update(_ call: Call) throws -> Reply {
        var post = try Post.require(call.parameter("post_id"), call.db)
        let body = try call.body()
        try PostRequest.refuseMisnamed(body)
        guard changeable.contains(where: body.has) else {
            throw APIError.validation(
                "At least one of these is needed: \(changeable.joined(separator: ", "))")
        }
        guard ["scheduled", "draft"].contains(post.status) else {
            throw APIError.conflict(
                "post_not_editable", "Only scheduled and draft posts can be changed",
                details: ["status": .string(post.status)])
        }
        try apply(body, to: &post, call)
        let current = try Destination.all(of: post.id, call.db).map(\.accountID)
        let accounts = try PostRules.accounts(try body.ints("account_ids") ?? current, call.db)
        let ids = try body.strings("media_ids")
        let media = try ids.map { try PostRules.media($0, call.db) } ?? post.media(call.db)
        if post.status == "scheduled" {
            try PostRequest.requireSubstance(post, accounts, media)
            try PostRules.check(post, accounts: accounts, media: media)
        }
        try post.save(call.db)
        if ids != nil { try post.setMedia(media.map(\.id), call.db) }
        try Destination.set(
            accounts.map(\.id), of: post.id, status: post.status == "draft" ? "draft" : "queued",
            scheduledFor: post.scheduledFor, call.db)
        return .ok(try post.json(call))
    }

    private static func apply(_ body: Fields, to post: inout Post, _ call: Call) throws {
        if body.has("content") { post.content = try body.string("content") ?? "" }
        if let zone = try body.string("timezone") { post.timezone = try PostRules.timezone(zone) }
        if body.has("platform_content") {
            post.platformContent = try body.object("platform_content") ?? .null
        }
        if let time = try body.time("scheduled_for") ?? body.time("scheduled_at") {
            if post.status == "scheduled" { try PostRules.future(time, after: call.now) }
            post.scheduledFor = time
        } else if body.has("scheduled_for") || body.has("scheduled_at") {
            guard post.status == "draft" else {
                throw APIError.validation("scheduled_for cannot be removed from a scheduled post")
            }
            post.scheduledFor = nil
        }
        post.updatedAt = call.now
    }

    static func delete(_ call: Call) throws -> Reply {
        let post = try Post.require(call.parameter("post_id"), call.db)
        if let platforms = call.queryList("delete_on_platforms") {
            guard platforms.allSatisfy({ $0 == "x" }) else {
                throw APIError.validation("delete_on_platforms must be one of: x")
            }
        } else if ["published", "partially_failed", "publishing"].contains(post.status) {
            throw APIError.conflict(
                "post_already_published", "This post is published; delete it on the platform")
        }
        try call.db.execute(literal: "DELETE FROM post WHERE id = \(post.id)")
        return .ok([
            "post_id": .string(post.id), "id": .string(post.id), "deleted": true,
            "message": "Post deleted",
        ])
    }

    static func schedule(_ call: Call) throws -> Reply {
        var post = try Post.require(call.parameter("post_id"), call.db)
        let body = try call.body()
        guard post.status == "draft" else {
            throw APIError.conflict(
                "post_not_draft", "Only drafts can be scheduled; this post is \(post.status)",
                details: ["status": .string(post.status)])
        }
        let isNow = try body.bool("publish_now") ?? false
        let time = try body.time("scheduled_for") ?? body.time("scheduled_at")
        guard isNow != (time != nil) else {
            throw APIError.validation("Either scheduled_for or publish_now: true is needed")
        }
        // The remote wants a minute ahead here.
        if let time { try PostRules.future(time, after: call.now + 59_999) }
        if let zone = try body.string("timezone") { post.timezone = try PostRules.timezone(zone) }

        let stored = try Destination.all(of: post.id, call.db).map(\.accountID)
        let accounts = try PostRules.accounts(try body.ints("account_ids") ?? stored, call.db)
        let media = try PostRules.media(try post.media(call.db).map(\.id), call.db)
        try PostRequest.requireSubstance(post, accounts, media)
        try PostRules.check(post, accounts: accounts, media: media)
        if isNow { try RateWindows.admitPost(call) }
        post.scheduledFor = time
        post.status = isNow ? "publishing" : "scheduled"
        post.updatedAt = call.now
        try post.save(call.db)
        try Destination.set(
            accounts.map(\.id), of: post.id, status: isNow ? "publishing" : "queued",
            scheduledFor: time ?? call.now, call.db)
        return .ok(try scheduled(post, isNow: isNow, call))
    }

    private static func scheduled(_ post: Post, isNow: Bool, _ call: Call) throws -> JSON {
        [
            "post_id": .string(post.id), "id": .string(post.id), "status": .string(post.status),
            "scheduled_for": Timestamp.json(post.scheduledFor), "publish_now": .bool(isNow),
            "destinations": .array(try Destination.all(of: post.id, call.db).map(\.json)),
            "message": isNow ? "Publishing" : "Scheduled",
        ]
    }
}
