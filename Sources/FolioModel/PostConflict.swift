/// What a post showed when it was edited here, on which both sides had agreed.
package struct PostBase: Hashable, Sendable, Codable {
    package var content: String
    package var scheduledFor: Timestamp?
    package var timezone: String?
    /// Remote media ids in display order.
    package var mediaIDs: [String]

    package init(
        content: String, scheduledFor: Timestamp? = nil, timezone: String? = nil,
        mediaIDs: [String] = []
    ) {
        self.content = content
        self.scheduledFor = scheduledFor
        self.timezone = timezone
        self.mediaIDs = mediaIDs
    }

    package init(_ post: Post) {
        self.init(
            content: post.content, scheduledFor: post.scheduledFor, timezone: post.timezone,
            mediaIDs: post.mediaIDs)
    }
}

/// A field of a post that was changed here and on the remote, to different values.
package struct PostConflict: Hashable, Sendable {
    package var field: Field
    /// What both sides had agreed on; `nil` where that was nothing or is not known.
    package var base: String?
    package var ours: String
    /// `nil` where the remote has none.
    package var theirs: String?

    /// Fields that are never merged by themselves. Times are ISO 8601.
    package enum Field: String, Sendable, CaseIterable {
        case content, scheduledFor
    }

    package init(field: Field, base: String?, ours: String, theirs: String?) {
        self.field = field
        self.base = base
        self.ours = ours
        self.theirs = theirs
    }
}

/// How a person settles a conflict.
package enum ConflictDecision: Hashable, Sendable {
    /// Send ours after all, over the remote's values as they were shown.
    case ours
    /// Leave the remote as it is.
    case theirs
    /// Send another text.
    case text(String)

    /// The word in the library.
    package var word: String {
        switch self {
        case .ours: "ours"
        case .theirs: "theirs"
        case .text: "text"
        }
    }
}
