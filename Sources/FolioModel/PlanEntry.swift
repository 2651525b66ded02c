/// A paid call that waits in the offline plan, and what is to be done with its image.
package struct PlanEntry: Hashable, Sendable, Identifiable {
    /// Short random text; see ``ShortID``.
    package typealias ID = String

    package var id: ID
    /// Its last attempt: `planned` while nothing was sent.
    package var generation: Generation
    /// Names of the albums that the image goes into.
    package var albums: [String]
    /// The post that is to show the image; `nil` for none.
    package var post: PlannedPost?
    /// The post that was made of it, once it is.
    package var postID: Post.ID?
    package var addedAt: Timestamp
    /// Whether it was planned before the library was put back from a copy: it may have been paid
    /// for since the copy was made.
    package var isFromCopy: Bool

    package init(
        id: ID, generation: Generation, albums: [String] = [], post: PlannedPost? = nil,
        postID: Post.ID? = nil, addedAt: Timestamp, isFromCopy: Bool = false
    ) {
        self.id = id
        self.generation = generation
        self.albums = albums
        self.post = post
        self.postID = postID
        self.addedAt = addedAt
        self.isFromCopy = isFromCopy
    }

    /// What is to happen with it next.
    package enum Step: Sendable {
        /// It may be sent: nothing was, or it is proved that what was sent did not run.
        case send
        /// Its image is made; albums and post are still to be written down.
        case finish
        /// It was sent, and what became of it is not known: never sent again by itself.
        case settle
        /// The remote refused what it asks for, and would again; or it may be paid for, or its post
        /// published, by the library that this one was copied from.
        case drop
    }

    /// Derived from the last attempt alone, so that a process that is killed leaves nothing that
    /// means something else.
    package var step: Step {
        switch generation.state {
        case .planned, .notMade: isFromCopy ? .drop : .send
        case .made: isFromCopy && post != nil ? .drop : .finish
        case .sent, .unknown: .settle
        case .refused:
            isFromCopy || Self.isAboutTheRequest(generation.status) ? .drop : .send
        }
    }

    /// Why it is as it is, for people; `nil` while it waits.
    package var reason: String? {
        isFromCopy && step == .drop ? Self.wasPutBack : generation.evidence
    }

    /// Why an entry of a copy waits for a decision.
    package static let wasPutBack =
        "the library was put back from a copy; it may have been paid for since"

    /// Statuses with which the remote refuses a request itself (`remote-api.md` §3).
    private static func isAboutTheRequest(_ status: Int?) -> Bool {
        status.map { [400, 404, 415, 422].contains($0) } ?? false
    }
}

/// A post that is made once its image is.
package struct PlannedPost: Hashable, Sendable, Codable {
    package var content: String
    /// Remote account numbers.
    package var accountIDs: [Int]
    /// When it is to be published; `nil` for a draft.
    package var scheduledFor: Timestamp?
    /// IANA name, for display only.
    package var timezone: String?

    package init(
        content: String, accountIDs: [Int], scheduledFor: Timestamp?, timezone: String? = nil
    ) {
        self.content = content
        self.accountIDs = accountIDs
        self.scheduledFor = scheduledFor
        self.timezone = timezone
    }

    /// Without a time it is never published by itself.
    package var isDraft: Bool { scheduledFor == nil }
}
