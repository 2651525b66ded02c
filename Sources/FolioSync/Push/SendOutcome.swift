package import FolioModel
package import FolioRemote

/// How sending one outbox entry ended.
package enum SendOutcome: Sendable {
    case done
    /// Nothing was sent: something that it needs is not there yet. The reason, for people.
    case waits(String)
    /// Definitely refused, or senseless by now.
    case refused(SendRefusal)
    /// It did not work, and may be repeated later.
    case failed(RemoteError)
    /// It may have run, and must not run twice.
    case unknown(RemoteError)

    /// What follows from an error of a call that may be repeated, or that proves that it did not
    /// run.
    init(_ error: RemoteError) {
        switch error.failure {
        case .notFound, .mediaInUse, .conflict, .refused, .insufficientCredits:
            self = .refused(.remote(error))
        case .notSent, .notBegun, .keyRefused, .forbidden, .rateLimited, .budgetExhausted,
            .requestsUsedUp, .unavailable, .fileFailed, .unreadable, .outcomeUnknown:
            self = .failed(error)
        }
    }
}

/// Why an entry is not sent, for good.
package enum SendRefusal: UserFacingError, Equatable {
    case remote(RemoteError)
    case timePassed(Timestamp)
    /// The post's status on the remote.
    case notEditable(String)
    case notOnRemote(MediaItem.ID)
    case itemGone(MediaItem.ID)
    case itemFailed(MediaItem.ID)
    case originalMissing(MediaItem.ID)
    case postUnsent(Post.ID)
    /// The post was changed there since it was edited here.
    case changedThere([PostConflict])
    /// The deleted post that this one stands in for is on the remote after all.
    case replacedIsThere

    package var message: String {
        switch self {
        case .remote(let error): error.message
        case .timePassed(let moment):
            "its time, \(moment.iso8601), has passed; a late post is never sent"
        case .notEditable(let status): "the remote's post is \(status) and cannot be changed"
        case .notOnRemote(let id): "the remote does not have the item \(id)"
        case .itemGone(let id): "the item \(id) was deleted on the remote"
        case .itemFailed(let id): "the remote could not use the file of the item \(id)"
        case .originalMissing(let id): "the original of the item \(id) is not held here"
        case .postUnsent(let id): "the remote has not seen the post \(id) yet"
        case .replacedIsThere:
            "the post that it stands in for is on the remote after all; nothing was sent"
        case .changedThere(let conflicts) where conflicts.contains { $0.theirs == nil }:
            "the post was deleted on the remote; what was written here is kept, and nothing was "
                + "sent"
        case .changedThere(let conflicts):
            "the \(conflicts.map(\.field.words).joined(separator: " and the ")) of the post "
                + "changed on the remote as well; both are kept, and nothing was sent"
        }
    }

    package var hint: String? {
        switch self {
        case .remote(let error): error.hint
        case .timePassed: "give it another time: folio post update POST --at WHEN"
        case .notEditable: "see it: folio post show POST"
        case .notOnRemote(let id): "send it first: folio media upload \(id)"
        case .itemGone: "use another item, or upload it again"
        case .itemFailed: "upload another file"
        case .originalMissing: "adopt the file first: folio media adopt FILE"
        case .postUnsent: "send it first: folio sync"
        case .changedThere: "see both: folio conflicts"
        case .replacedIsThere: "change that one, and delete this one: folio post delete POST"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .remote(let error): error.kind
        case .timePassed, .notEditable, .itemGone, .itemFailed, .postUnsent, .changedThere,
            .replacedIsThere:
            .needsDecision
        case .notOnRemote, .originalMissing: .notFound
        }
    }
}

extension RemoteError {
    /// Whether nothing else can be asked of the remote for now.
    var stopsSync: Bool {
        switch failure {
        case .notSent, .notBegun, .keyRefused, .rateLimited, .budgetExhausted, .requestsUsedUp:
            true
        case .unavailable: status == nil
        default: false
        }
    }

    /// How long the remote asks to wait, if it does.
    var wait: Duration? {
        switch failure {
        case .rateLimited(let wait), .budgetExhausted(let wait): wait
        default: nil
        }
    }
}

/// When an entry that failed is tried again, and when it is parked.
enum Patience {
    /// Failures that are the entry's own, while the remote could be reached.
    static let tries = 5

    /// 1, 5, 25 and 125 minutes.
    static func wait(afterTries tries: Int) -> Duration {
        .seconds(60 * (0..<max(0, min(tries, 4) - 1)).reduce(1) { product, _ in product * 5 })
    }
}

extension PostConflict.Field {
    fileprivate var words: String {
        switch self {
        case .content: "text"
        case .scheduledFor: "time"
        }
    }
}
