import FolioModel

/// `POST /posts`: fields that say nothing are left out.
struct NewPostBody: Encodable {
    let content: String?
    let account_ids: [Int]?
    let media_ids: [String]?
    let scheduled_for: String?
    let timezone: String?
    let draft: Bool?
    let use_queue: Bool?

    init(_ post: PostDraft) {
        content = post.content.isEmpty && !post.mediaIDs.isEmpty ? nil : post.content
        account_ids = post.accountIDs.isEmpty && post.isDraft ? nil : post.accountIDs
        media_ids = post.mediaIDs.isEmpty ? nil : post.mediaIDs
        scheduled_for = post.scheduledFor?.iso8601
        timezone = post.timezone
        draft = post.isDraft ? true : nil
        use_queue = post.usesQueue ? true : nil
    }
}

/// `PATCH /posts/{post_id}`.
struct ChangeBody: Encodable {
    let content: String?
    let scheduled_for: String?
    let timezone: String?
    let account_ids: [Int]?
    let media_ids: [String]?

    init(_ change: PostChange) {
        content = change.content
        scheduled_for = change.scheduledFor?.iso8601
        timezone = change.timezone
        account_ids = change.accountIDs
        media_ids = change.mediaIDs
    }
}

/// `POST /posts/{post_id}/schedule`.
struct ScheduleBody: Encodable {
    let scheduled_for: String?
    let publish_now: Bool?
}

extension PostFilter {
    /// The query of `GET /posts`.
    var query: [(name: String, value: String)] {
        var query = [("limit", "\(min(max(limit, 1), 100))"), ("offset", "\(max(offset, 0))")]
        if let updatedAfter { query.append(("updated_after", updatedAfter.iso8601)) }
        if let createdAfter { query.append(("created_after", createdAfter.iso8601)) }
        if let sort { query.append(("sort", sort)) }
        if sort != nil || ascending { query.append(("order", ascending ? "asc" : "desc")) }
        return query
    }
}
