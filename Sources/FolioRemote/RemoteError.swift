/// Why a call to the remote did not do what was asked.
package struct RemoteError: Error, Hashable {
    package var failure: Failure
    /// HTTP status, where a reply arrived.
    package var status: Int?
    /// The remote's own code, such as `media_in_use`.
    package var code: String?
    /// The remote's own sentence; text from outside, escape before printing.
    package var remoteMessage: String?
    package var requestID: String?
    /// The body as it arrived, for the journal.
    package var raw: String?

    package init(
        _ failure: Failure, status: Int? = nil, code: String? = nil,
        remoteMessage: String? = nil, requestID: String? = nil, raw: String? = nil
    ) {
        self.failure = failure
        self.status = status
        self.code = code
        self.remoteMessage = remoteMessage
        self.requestID = requestID
        self.raw = raw
    }

    /// What callers decide by.
    package enum Failure: Hashable, Sendable {
        /// Not one byte was sent: it certainly did not run.
        case notSent(reason: String)
        /// Not one byte was sent, for a reason of this computer's own, such as a full disk.
        case notBegun(reason: String)
        /// 401: the key is missing, wrong, revoked or expired.
        case keyRefused
        /// 403: the key lacks a scope, or a quota is exhausted.
        case forbidden
        /// 402, with both numbers where the remote told them.
        case insufficientCredits(required: Int?, available: Int?)
        /// 404 with code `not_found` in a complete envelope.
        case notFound
        /// 409 `media_in_use`, with the posts that use it.
        case mediaInUse(postIDs: [String])
        /// 409 otherwise.
        case conflict
        /// 429, with the wait that the remote asks for.
        case rateLimited(wait: Duration)
        /// The request budget of this library has no room for that long.
        case budgetExhausted(wait: Duration)
        /// This run has used all the requests that it was allowed.
        case requestsUsedUp(count: Int)
        /// Refused before it ran: 400, 415, 422 and the like.
        case refused
        /// A read got no usable reply after its retries: no network, 5xx, HTML, cut.
        case unavailable(reason: String)
        /// A file on this computer that was sent from or written to failed, as on a full disk.
        case fileFailed(reason: String)
        /// A reply arrived whole, and it is not what the contract says.
        case unreadable(reason: String)
        /// Sent, and whether it ran is not known. Never sent again by itself.
        case outcomeUnknown(reason: String)
    }

    /// Whether the request certainly did not run (`architecture.md` rule 2).
    package var provesNotRun: Bool {
        switch failure {
        case .notSent, .notBegun, .keyRefused, .forbidden, .insufficientCredits, .notFound,
            .rateLimited, .budgetExhausted, .requestsUsedUp, .refused:
            true
        case .mediaInUse, .conflict, .unavailable, .fileFailed, .unreadable, .outcomeUnknown: false
        }
    }
}
