package import FolioModel

extension RemoteError: UserFacingError {
    package var message: String {
        let said = remoteMessage.map { ": \($0)" } ?? ""
        return switch failure {
        case .notSent(let reason), .notBegun(let reason): "nothing was sent: \(reason)"
        case .keyRefused: "the remote refused the key\(said)"
        case .forbidden: "the key may not do this\(said)"
        case .insufficientCredits(let required?, let available?):
            "not enough credits: \(required) needed, \(available) left"
        case .insufficientCredits: "not enough credits\(said)"
        case .notFound: "the remote does not have it\(said)"
        case .mediaInUse(let posts):
            posts.isEmpty
                ? "scheduled posts use it\(said)"
                : "scheduled posts use it: \(posts.joined(separator: ", "))"
        case .conflict: "the remote refused it in its present state\(said)"
        case .rateLimited(let wait):
            "the remote asks to wait \(wait.wholeSeconds) s before the next request"
        case .budgetExhausted(let wait):
            "the request limits leave no room for \(wait.wholeSeconds) s"
        case .requestsUsedUp(let count): "all of the \(count) requests were used"
        case .refused: "the remote refused the request\(said)"
        case .unavailable(let reason): "the remote cannot be reached: \(reason)"
        case .fileFailed(let reason): reason
        case .unreadable(let reason): "the remote's reply is not understood: \(reason)"
        case .outcomeUnknown(let reason): "it is not known whether the request ran: \(reason)"
        }
    }

    package var hint: String? {
        switch failure {
        case .notSent, .unavailable: "check the network, then try again"
        case .notBegun, .fileFailed: "check the disk and the library: folio doctor"
        case .keyRefused: "give a new key: folio login"
        case .forbidden: "make a key with the scopes read, write and ai, then: folio login"
        case .insufficientCredits: "see what is left: folio status"
        case .notFound: "see what the remote has: folio sync"
        case .mediaInUse: "to delete it all the same, add --force"
        case .conflict: "read its present state first: folio sync"
        case .rateLimited(let wait), .budgetExhausted(let wait):
            "try again in \(wait.wholeSeconds) s"
        case .requestsUsedUp: "allow more with --max-requests"
        case .refused: nil
        case .unreadable: "see what the remote answers: folio doctor --remote"
        case .outcomeUnknown: "see what became of it: folio sync, then folio status"
        }
    }

    package var kind: FailureKind {
        switch failure {
        case .notSent, .rateLimited, .budgetExhausted, .requestsUsedUp, .unavailable: .unavailable
        case .notBegun, .fileFailed: .failed
        case .keyRefused, .forbidden: .notAllowed
        case .insufficientCredits: .refusedSpending
        case .notFound: .notFound
        case .mediaInUse, .conflict: .needsDecision
        case .refused: .usage
        case .unreadable: .unavailable
        case .outcomeUnknown: .outcomeUnknown
        }
    }
}

extension Duration {
    /// Rounded up, since a wait that is too short is no use.
    package var wholeSeconds: Int64 {
        components.seconds + (components.attoseconds > 0 ? 1 : 0)
    }
}
