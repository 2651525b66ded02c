package import FolioModel
package import FolioRemote

/// What a sync did, in numbers.
package struct SyncSummary: Hashable, Sendable {
    /// Media items that were not known before, that changed, and that are as they were.
    package var added: [MediaItem.ID] = []
    package var changed: [MediaItem.ID] = []
    package var unchanged = 0
    package var postsChanged: [Post.ID] = []
    /// Accounts that the remote listed; `nil` where they were not read.
    package var accounts: Int?
    /// Outbox entries that were done, in order.
    package var sent: [OutboxEntry] = []
    /// The same, counted by the word for their action.
    package var pushed: [String: Int] = [:]
    /// Entries that need a decision since this sync.
    package var parked: [OutboxEntry] = []
    /// Entries whose outcome is unknown after this sync.
    package var unknown: [OutboxEntry] = []
    /// Entries that wait, each with its reason.
    package var waiting: [OutboxEntry] = []
    /// Listed elements that this version cannot read; they are kept.
    package var undecodable = 0
    /// Media ids that the remote listed and that were forgotten here: left alone.
    package var forgotten: Set<String> = []
    /// Originals that were fetched.
    package var downloads: [MediaItem.ID] = []
    /// Items that were not shown where they should have been; it is not known whether they are gone.
    package var suspects: [MediaItem.ID] = []
    /// Items that are proved gone; they stay here, with all that is known of them.
    package var confirmedGone: [MediaItem.ID] = []
    /// Items that had been missing and are there.
    package var cleared: [MediaItem.ID] = []
    /// Items that were compared with the listing, and requests that the rolling audit took of all.
    package var auditedItems = 0
    package var auditRequests = 0
    /// The proof of a sync that verifies; `nil` for others.
    package var verification: Verification?
    /// The sync stopped because it was allowed no more than so many requests; `nil` where it
    /// came to its end.
    package var stoppedAfter: Int?
    /// Why a part of the sync could not be done while the others were, the first of them where
    /// there are more; `nil` where all were done. Each is among the warnings.
    package var failure: RemoteError?
    /// Requests sent, repeats included where the remote tells them.
    package var requests = 0
    /// Credits left; `nil` where the remote did not say.
    package var balance: BalanceObservation?
    /// What went wrong without stopping the sync; text from outside inside, escape before
    /// printing.
    package var warnings: [String] = []

    package init() {}

    /// One sentence for `folio status`.
    package var sentence: String {
        let pushes = pushed.values.reduce(0, +)
        return "\(added.count) new, \(changed.count) changed, \(postsChanged.count) posts changed, "
            + "\(pushes) sent, \(requests) requests"
            + (stoppedAfter.map { ", stopped after \($0) requests" } ?? "")
            + (failure == nil ? "" : ", a part failed")
    }
}

/// How far a sync is, for a live line.
package enum SyncProgress: Hashable, Sendable {
    /// Media items read so far, of so many where the remote tells.
    case readingMedia(Int, of: Int?)
    /// Pending items asked for, of so many.
    case readingPending(Int, of: Int)
    /// Posts read so far.
    case readingPosts(Int)
    /// Pages read to find what was deleted.
    case searchingDeletions(Int)
    /// Pages of the rolling audit, of so many.
    case auditing(Int, of: Int)
    /// Items asked for that may be gone, of so many.
    case confirmingDeletions(Int, of: Int)
    case pushing(OutboxEntry)
    /// Originals fetched, of so many.
    case downloading(Int, of: Int)
}
