package import FolioModel

/// Why a sync did not begin.
package enum SyncError: UserFacingError, Equatable {
    case alreadyRunning
    /// The library is pinned to another account: ids of organization and workspace.
    case otherAccount(pinned: String, found: String)
    case otherBaseURL(pinned: String, found: String)

    package var message: String {
        switch self {
        case .alreadyRunning: "another sync is running"
        case .otherAccount(let pinned, let found):
            "this library belongs to the account \(pinned), and the key to \(found); "
                + "nothing was changed"
        case .otherBaseURL(let pinned, let found):
            "this library belongs to \(pinned), not to \(found); nothing was changed"
        }
    }

    package var hint: String? {
        switch self {
        case .alreadyRunning: "wait for it, or end it, then try again"
        case .otherAccount: "log in with the key of that account, or use another --library"
        case .otherBaseURL: "log in there again, or use another --library"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .alreadyRunning: .unavailable
        case .otherAccount, .otherBaseURL: .needsDecision
        }
    }
}
