package import FolioModel

/// Why items were not forgotten. Nothing has changed then, unless it says so.
package enum ForgetError: UserFacingError, Equatable {
    /// Items that something else still needs, each with what that is.
    case needed([Held])
    /// A sync may be fetching what is to be erased.
    case syncRunning
    /// The items are gone, but not all that is left of them in files, for this reason.
    case tracesLeft(reason: String)

    /// An item that cannot be forgotten yet.
    package struct Held: Hashable, Sendable {
        package let item: MediaItem.ID
        package let by: Holder

        package init(item: MediaItem.ID, by: Holder) {
            self.item = item
            self.by = by
        }
    }

    /// What needs an item.
    package enum Holder: Hashable, Sendable {
        /// A paid call for it, or with the same prompt, that is planned or not settled.
        case paidCall(Generation.ID)
        /// A change that the remote has not seen.
        case outboxEntry(OutboxEntry.ID)
        /// A post that is still to be published, or may be.
        case post(Post.ID, status: String)
    }

    package var message: String {
        switch self {
        case .needed(let held):
            "nothing was forgotten: "
                + held.prefix(5).map { "\($0.item) \($0.by.reason)" }.joined(separator: "; ")
                + (held.count > 5 ? "; and \(held.count - 5) more" : "")
        case .tracesLeft(let reason):
            "the items are forgotten, and traces are left in the files: \(reason)"
        case .syncRunning: "nothing was forgotten: a sync is running, which may be fetching it"
        }
    }

    package var hint: String? {
        switch self {
        case .needed(let held): held.first?.by.hint
        case .tracesLeft: "clear them away with: folio forget --finish"
        case .syncRunning: "wait for it, or end it, then try again"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .needed: .needsDecision
        case .syncRunning: .unavailable
        case .tracesLeft: .failed
        }
    }
}

extension ForgetError.Holder {
    fileprivate var reason: String {
        switch self {
        case .paidCall(let id): "has the open paid call \(id)"
        case .outboxEntry(let id): "has a change that waits to be sent (\(id))"
        case .post(let id, let status): "is used by the post \(id), which is \(status)"
        }
    }

    fileprivate var hint: String {
        switch self {
        case .paidCall: "settle it first: folio recover, or folio plan drop ENTRY"
        case .outboxEntry: "send it first: folio sync; or see folio status and folio conflicts"
        case .post(let id, _): "take it off first: folio detach \(id) ITEM"
        }
    }
}
