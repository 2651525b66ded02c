package import FolioModel

/// A post that a person wants to create.
package struct PostRequest: Hashable, Sendable {
    package var content: String
    /// Items in display order.
    package var itemIDs: [MediaItem.ID]
    package var accountIDs: [Int]
    /// `nil` publishes now, unless ``isDraft`` or ``usesQueue``.
    package var scheduledFor: Timestamp?
    /// IANA name, for display only.
    package var timezone: String?
    package var isDraft: Bool
    /// Takes the remote's next free queue slot.
    package var usesQueue: Bool

    package init(
        content: String, itemIDs: [MediaItem.ID] = [], accountIDs: [Int] = [],
        scheduledFor: Timestamp? = nil, timezone: String? = nil, isDraft: Bool = false,
        usesQueue: Bool = false
    ) {
        self.content = content
        self.itemIDs = itemIDs
        self.accountIDs = accountIDs
        self.scheduledFor = scheduledFor
        self.timezone = timezone
        self.isDraft = isDraft
        self.usesQueue = usesQueue
    }

    /// Whether it is published the moment that it arrives.
    package var publishesNow: Bool { scheduledFor == nil && !isDraft && !usesQueue }
}

/// How an action on a post ended, unless it was refused, which is thrown.
package enum PostOutcome: Hashable, Sendable {
    case sent(Post)
    /// It waits in the outbox for the next sync; the reason, for people.
    case queued(Post, OutboxEntry, reason: String)
    /// It was sent, and whether it ran is not known; never sent again by itself.
    case unknown(Post, OutboxEntry, reason: String)
    /// A post that the remote has not seen was changed here; what waits is its creation.
    case changedHere(Post)

    package var post: Post {
        switch self {
        case .sent(let post), .queued(let post, _, _), .unknown(let post, _, _),
            .changedHere(let post):
            post
        }
    }
}

/// How an action on a media item ended, unless it was refused, which is thrown.
package enum MediaOutcome: Hashable, Sendable {
    case sent(MediaItem)
    case queued(MediaItem, OutboxEntry, reason: String)
}
