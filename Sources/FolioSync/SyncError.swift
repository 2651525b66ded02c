package import FolioModel

/// Why a sync did not begin, or was stopped before anything was concluded.
package enum SyncError: UserFacingError, Equatable {
    case alreadyRunning
    /// The library is pinned to another account: ids of organization and workspace.
    case otherAccount(pinned: String, found: String)
    case otherBaseURL(pinned: String, found: String)
    /// So many of the items that the remote had are not found any more, all at once.
    case massDeletion(missing: Int, known: Int, limit: Int)
    /// The remote lists nothing, and so many items are known.
    case emptied(known: Int)

    package var message: String {
        switch self {
        case .alreadyRunning: "another sync is running"
        case .otherAccount(let pinned, let found):
            "this library belongs to the account \(pinned), and the key to \(found); "
                + "nothing was changed"
        case .otherBaseURL(let pinned, let found):
            "this library belongs to \(pinned), not to \(found); nothing was changed"
        case .massDeletion(let missing, let known, let limit):
            "\(missing) of \(known) items are missing on the remote, more than \(limit); "
                + "nothing was marked"
        case .emptied(let known):
            "the remote lists no media, and \(known) items were there; nothing was changed"
        }
    }

    package var hint: String? {
        switch self {
        case .alreadyRunning: "wait for it, or end it, then try again"
        case .otherAccount: "log in with the key of that account, or use another --library"
        case .otherBaseURL: "log in there again, or use another --library"
        case .massDeletion(let missing, _, _):
            "if they were deleted: folio sync --max-delete \(missing)"
        case .emptied(let known):
            "if all were deleted: folio sync --max-delete \(known)"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .alreadyRunning: .unavailable
        case .otherAccount, .otherBaseURL, .massDeletion, .emptied: .needsDecision
        }
    }
}
