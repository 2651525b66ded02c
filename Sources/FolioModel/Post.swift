/// A post: the mirror of a remote one, or one that waits to be sent.
package struct Post: Hashable, Sendable {
    /// Short random text; see ``ShortID``.
    package typealias ID = String

    package var id: ID
    /// The remote's UUID; `nil` until the remote has the post.
    package var postID: String?
    package var status: Status
    package var content: String
    /// When it is to be published; `nil` for drafts without a time and posts published at once.
    package var scheduledFor: Timestamp?
    /// IANA name, for display only: it never moves the moment (`remote-api.md` §5).
    package var timezone: String?
    /// Remote media ids in display order.
    package var mediaIDs: [String]
    /// Items of this library in display order, where they are known here.
    package var itemIDs: [MediaItem.ID]
    /// Remote account numbers.
    package var accountIDs: [Int]
    package var destinations: [Destination]
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?

    package init(
        id: ID, postID: String? = nil, status: Status, content: String,
        scheduledFor: Timestamp? = nil, timezone: String? = nil, mediaIDs: [String] = [],
        itemIDs: [MediaItem.ID] = [], accountIDs: [Int] = [], destinations: [Destination] = [],
        createdAt: Timestamp, updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.postID = postID
        self.status = status
        self.content = content
        self.scheduledFor = scheduledFor
        self.timezone = timezone
        self.mediaIDs = mediaIDs
        self.itemIDs = itemIDs
        self.accountIDs = accountIDs
        self.destinations = destinations
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// The remote's word, or one of Folio's own for posts that the remote has not seen.
    ///
    /// A word that this version does not know is kept as it is.
    package struct Status: RawRepresentable, Hashable, Sendable {
        package var rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Waits in the outbox; the remote has not seen it.
        package static let queued = Status(rawValue: "queued")
        /// Sent, and whether it arrived is not known.
        package static let unknown = Status(rawValue: "unknown")
        package static let draft = Status(rawValue: "draft")
        package static let scheduled = Status(rawValue: "scheduled")
        package static let publishing = Status(rawValue: "publishing")
        package static let published = Status(rawValue: "published")
        package static let partiallyFailed = Status(rawValue: "partially_failed")
        package static let failed = Status(rawValue: "failed")
        /// Deleted on the remote, kept here.
        package static let gone = Status(rawValue: "gone")

        /// Whether the remote still accepts changes to it (`remote-api.md` §10.4).
        package var isEditable: Bool { [.draft, .scheduled, .queued].contains(self) }
    }

    /// What became of a post on one account.
    package struct Destination: Hashable, Sendable {
        package var accountID: Int
        package var platform: String?
        package var status: String
        package var publishedAt: Timestamp?
        package var url: String?
        /// The platform's reason for a failure, as the remote tells it.
        package var error: String?
        package var attempts: Int?

        package init(
            accountID: Int, platform: String? = nil, status: String,
            publishedAt: Timestamp? = nil, url: String? = nil, error: String? = nil,
            attempts: Int? = nil
        ) {
            self.accountID = accountID
            self.platform = platform
            self.status = status
            self.publishedAt = publishedAt
            self.url = url
            self.error = error
            self.attempts = attempts
        }
    }
}
