package import FolioModel

/// A post to create: `POST /posts`.
package struct PostDraft: Hashable, Sendable {
    package var content: String
    package var accountIDs: [Int]
    /// Remote media ids in display order.
    package var mediaIDs: [String]
    /// `nil` publishes now, unless ``isDraft`` or ``usesQueue``.
    package var scheduledFor: Timestamp?
    package var timezone: String?
    /// Stored without publishing.
    package var isDraft: Bool
    /// Takes the remote's next free queue slot.
    package var usesQueue: Bool

    package init(
        content: String, accountIDs: [Int], mediaIDs: [String] = [],
        scheduledFor: Timestamp? = nil, timezone: String? = nil, isDraft: Bool = false,
        usesQueue: Bool = false
    ) {
        self.content = content
        self.accountIDs = accountIDs
        self.mediaIDs = mediaIDs
        self.scheduledFor = scheduledFor
        self.timezone = timezone
        self.isDraft = isDraft
        self.usesQueue = usesQueue
    }
}

/// New values for some fields of a remote post; arrays replace: `PATCH /posts/{id}`.
package struct PostChange: Hashable, Sendable {
    package var content: String?
    package var scheduledFor: Timestamp?
    package var timezone: String?
    package var accountIDs: [Int]?
    package var mediaIDs: [String]?

    package init(
        content: String? = nil, scheduledFor: Timestamp? = nil, timezone: String? = nil,
        accountIDs: [Int]? = nil, mediaIDs: [String]? = nil
    ) {
        self.content = content
        self.scheduledFor = scheduledFor
        self.timezone = timezone
        self.accountIDs = accountIDs
        self.mediaIDs = mediaIDs
    }
}

/// Which posts to list, and in what order: `GET /posts` (`remote-api.md` §10.2).
package struct PostFilter: Hashable, Sendable {
    package var offset: Int
    /// 1 to 100.
    package var limit: Int
    package var updatedAfter: Timestamp?
    /// Finds a post whose creation's reply was lost.
    package var createdAfter: Timestamp?
    /// `sort`: `created_at`, `updated_at`, …; newest last where `ascending`.
    package var sort: String?
    package var ascending: Bool

    package init(
        offset: Int = 0, limit: Int = 100, updatedAfter: Timestamp? = nil,
        createdAfter: Timestamp? = nil, sort: String? = nil, ascending: Bool = false
    ) {
        self.offset = offset
        self.limit = limit
        self.updatedAfter = updatedAfter
        self.createdAfter = createdAfter
        self.sort = sort
        self.ascending = ascending
    }
}
