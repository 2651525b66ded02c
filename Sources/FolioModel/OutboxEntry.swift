/// A local intention that the remote has not seen yet.
package struct OutboxEntry: Hashable, Sendable, Identifiable {
    /// Grows in the order in which the intentions were made.
    package var id: Int64
    package var action: Action
    package var state: State
    /// How often it was tried.
    package var attempts: Int
    /// Not to be tried before this moment; `nil` means at any time.
    package var notBefore: Timestamp?
    /// Why the last try failed, for people.
    package var lastError: String?
    package var createdAt: Timestamp
    /// What an edited post showed before the edit; `nil` for other actions, and where an older
    /// version wrote the entry.
    package var base: PostBase?

    package init(
        id: Int64, action: Action, state: State, attempts: Int = 0,
        notBefore: Timestamp? = nil, lastError: String? = nil, createdAt: Timestamp,
        base: PostBase? = nil
    ) {
        self.id = id
        self.action = action
        self.state = state
        self.attempts = attempts
        self.notBefore = notBefore
        self.lastError = lastError
        self.createdAt = createdAt
        self.base = base
    }

    /// What is to be done on the remote. Edits are absolute values, so a repeat is harmless.
    package enum Action: Hashable, Sendable, Codable {
        /// Send an item's original. `mediaID` is set once a place for it is reserved.
        case upload(itemID: MediaItem.ID, mediaID: String?)
        case deleteMedia(itemID: MediaItem.ID, force: Bool)
        /// Create the post of this id as the library holds it.
        case createPost(postID: Post.ID, draft: Bool, useQueue: Bool)
        /// Make the remote's post agree with the fields named.
        case updatePost(postID: Post.ID, PostEdit)
        case deletePost(postID: Post.ID)
        case schedulePost(postID: Post.ID, at: Timestamp?)
        case retryPost(postID: Post.ID)
        /// Add items to a post or take them off, against the remote's own list at that time.
        case changeMedia(postID: Post.ID, add: [MediaItem.ID], remove: [MediaItem.ID], first: Bool)
    }

    package enum State: String, Sendable, CaseIterable, Codable {
        /// Waits for the next sync.
        case pending
        /// A process is sending it, or stopped while it was.
        case sending
        /// Done; kept for the history.
        case done
        /// Needs a decision: it failed for good, or its moment has passed. Blocks nothing else.
        case parked
        /// Sent once, and its outcome is unknown; never sent again by itself.
        case unknown
        /// Taken back before it was sent.
        case cancelled
    }
}

/// New values for some fields of a post; `nil` leaves a field as it is.
package struct PostEdit: Hashable, Sendable, Codable {
    package var content: String?
    package var scheduledFor: Timestamp?
    package var timezone: String?
    /// Items in display order; replaces the whole list.
    package var itemIDs: [MediaItem.ID]?

    package init(
        content: String? = nil, scheduledFor: Timestamp? = nil, timezone: String? = nil,
        itemIDs: [MediaItem.ID]? = nil
    ) {
        self.content = content
        self.scheduledFor = scheduledFor
        self.timezone = timezone
        self.itemIDs = itemIDs
    }
}
