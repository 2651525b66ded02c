import GRDB

/// The body of `POST /posts`, checked.
struct PostRequest {
    let post: Post
    let accounts: [Account]
    let media: [MediaItem]
    /// Whether it goes out at once.
    let isImmediate: Bool

    private static let misnamed = ["media", "media_id", "mediaId", "attachments", "url"]

    /// Checks everything before anything is stored.
    init(_ body: Fields, _ call: Call) throws {
        try Self.refuseMisnamed(body)
        let isDraft = try body.bool("draft") ?? false
        let usesQueue = try body.bool("use_queue") ?? false
        let publishNow = try body.bool("publish_now") ?? false
        var post = Post(createdAt: call.now)
        post.content = try body.string("content") ?? ""
        post.platformContent = try body.object("platform_content") ?? .null
        post.timezone = try PostRules.timezone(try body.string("timezone") ?? "UTC")
        post.campaignID = try Self.campaign(body, call.db)
        // The older name still counts where the newer one is missing.
        let wanted = try body.time("scheduled_for") ?? body.time("scheduled_at")
        post.scheduledFor = publishNow ? nil : wanted
        if usesQueue, post.scheduledFor == nil {
            post.scheduledFor = try Self.nextSlot(call)
        }
        if let time = post.scheduledFor, !isDraft { try PostRules.future(time, after: call.now) }
        if usesQueue { post.extra = post.extra.merging(["use_queue": true]) }
        if let cover = try body.object("cover_photo") {
            post.extra = post.extra.merging(["cover_photo": cover])
        }

        accounts = try PostRules.accounts(try body.ints("account_ids") ?? [], call.db)
        media = try PostRules.media(try body.strings("media_ids") ?? [], call.db)
        if !isDraft {
            try Self.requireSubstance(post, accounts, media)
            try PostRules.check(post, accounts: accounts, media: media)
        }
        isImmediate = !isDraft && post.scheduledFor == nil
        post.status = isDraft ? "draft" : isImmediate ? "publishing" : "scheduled"
        self.post = post
    }

    /// Stores the post, its media and its destinations.
    func store(_ call: Call) throws {
        try post.save(call.db)
        try post.setMedia(media.map(\.id), call.db)
        let status = post.status == "scheduled" ? "queued" : post.status
        try Destination.set(
            accounts.map(\.id), of: post.id, status: status,
            scheduledFor: isImmediate ? call.now : post.scheduledFor, call.db)
    }

    static func refuseMisnamed(_ body: Fields) throws {
        guard let name = misnamed.first(where: body.has) else { return }
        throw APIError(
            status: 400, code: "invalid_field_name",
            message: "Unknown field \(name); attach media with media_ids, a list of ids",
            details: ["field": .string(name), "use": "media_ids"])
    }

    static func requireSubstance(
        _ post: Post, _ accounts: [Account], _ media: [MediaItem]
    ) throws {
        let hasText = post.content.contains { !$0.isWhitespace }
        guard hasText || !media.isEmpty || post.platformContent != .null else {
            throw APIError.validation("content is required unless there are media_ids")
        }
        guard !accounts.isEmpty else {
            throw APIError.validation("account_ids must name at least one account")
        }
    }

    private static func campaign(_ body: Fields, _ db: Database) throws -> Int? {
        guard let id = try body.int("campaign_id", in: 0...Int.max) else { return nil }
        let found = try Row.fetchOne(db, literal: "SELECT 1 FROM campaign WHERE id = \(id)")
        guard found != nil else {
            throw APIError.validation("campaign_id: there is no campaign \(id)")
        }
        return id
    }

    /// The next day at 09:00 UTC at which nothing is scheduled yet.
    private static func nextSlot(_ call: Call) throws -> Int64 {
        var slot = (call.now / Timestamp.day + 1) * Timestamp.day + 9 * 3_600_000
        while try Row.fetchOne(
            call.db, literal: "SELECT 1 FROM post WHERE scheduledFor = \(slot)") != nil
        {
            slot += Timestamp.day
        }
        return slot
    }
}
