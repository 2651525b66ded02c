package import FolioModel
package import FolioStore

/// One thing that a sync did, or would do.
package struct SyncStep: Hashable, Sendable {
    package var kind: Kind
    /// What it is about; each `nil` where it is about something else.
    package var item: MediaItem.ID?
    /// The remote's id of the item; `nil` where the remote has not seen it.
    package var mediaID: String?
    package var post: Post.ID?
    /// The remote's id of the post; `nil` where the remote has not seen it.
    package var postID: String?
    package var entry: OutboxEntry?

    package init(
        _ kind: Kind, item: MediaItem.ID? = nil, mediaID: String? = nil, post: Post.ID? = nil,
        postID: String? = nil, entry: OutboxEntry? = nil
    ) {
        self.kind = kind
        self.item = item
        self.mediaID = mediaID
        self.post = post
        self.postID = postID
        self.entry = entry
    }

    /// Why a change of ours waits, needs a decision or is of unknown outcome; `nil` for all else.
    package var reason: String? {
        guard [.waits, .parked, .unknown].contains(kind) else { return nil }
        return entry?.lastError ?? (kind == .waits ? "it waits for a change before it" : nil)
    }

    /// What happens. The words are those of the JSON output.
    package enum Kind: String, Sendable, CaseIterable {
        /// An item or a post that was not known before.
        case added
        /// A known one of which the remote says something else.
        case changed
        /// A change of ours that the remote has then.
        case sent
        /// A change of ours that needs a decision.
        case parked
        /// A change of ours of which nobody knows whether it arrived.
        case unknown
        /// A change of ours that waits.
        case waits
        /// An original that is fetched.
        case fetched
        /// An item that the remote does not show where it should; a later sync tells more.
        case missing
        /// An item that is proved gone; it stays here.
        case gone
    }
}

extension SyncSummary {
    private static let chunk = 500

    /// Shows each step in the order in which a sync takes them, a few hundred rows at a time.
    ///
    /// `library` is the one that was synced. In a dry run that is a copy, and `real` the one that
    /// was not changed: items that only the copy has are named by the remote's ids alone.
    package func forEachStep(
        in library: Library, knownIn real: Library? = nil, _ body: (SyncStep) throws -> Void
    ) throws {
        try items(added, .added, library, real, body)
        try items(changed, .changed, library, real, body)
        for id in postsChanged {
            let post = try library.post(id)
            try body(SyncStep(.changed, post: id, postID: post.postID))
        }
        for (kind, entries) in [
            (SyncStep.Kind.sent, sent), (.parked, parked), (.unknown, unknown), (.waits, waiting),
        ] {
            for entry in entries {
                try body(
                    SyncStep(
                        kind, item: entry.action.itemID, post: entry.action.postID, entry: entry))
            }
        }
        try items(downloads, .fetched, library, real, body)
        try items(suspects, .missing, library, real, body)
        try items(confirmedGone, .gone, library, real, body)
    }

    private func items(
        _ ids: [MediaItem.ID], _ kind: SyncStep.Kind, _ library: Library, _ real: Library?,
        _ body: (SyncStep) throws -> Void
    ) throws {
        for start in stride(from: 0, to: ids.count, by: Self.chunk) {
            let part = Array(ids[start..<min(start + Self.chunk, ids.count)])
            let names = try library.mediaIDs(of: part)
            let known = try real?.mediaIDs(of: part) ?? names
            for id in part {
                let mediaID = names[id].flatMap { $0.isEmpty ? nil : $0 }
                try body(SyncStep(kind, item: known[id] == nil ? nil : id, mediaID: mediaID))
            }
        }
    }
}
