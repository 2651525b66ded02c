/// Why there is no whole reply.
///
/// Its text names hosts and reasons, never a header, a body or an address's query.
package struct HTTPError: Error, Hashable, Sendable {
    /// What went wrong.
    package enum Kind: Hashable, Sendable {
        /// The request itself is not fit to be sent: its address, a header or its body.
        case invalidRequest(String)
        /// Plain http to another computer, or another scheme.
        case insecure(String)
        /// The host's name has no address, or no name server answers.
        case couldNotResolve(host: String)
        case couldNotConnect(host: String, reason: String)
        /// The address is one that the request's ``AddressRule`` excludes.
        case refusedAddress(host: String)
        /// No safe connection: the certificate, the host's name on it, or the handshake.
        case tls(String)
        case timedOut(Phase)
        /// The task was cancelled.
        case cancelled
        /// The connection ended before the reply did. `status` is what was seen of it, and proves
        /// nothing; `nil` where no status line came.
        case incompleteReply(status: Int?)
        /// What came is not HTTP, or its compression does not decode.
        case unreadableReply(String)
        /// The reply's headers or body are larger than allowed.
        case replyTooLarge(limit: Int64)
        /// A redirect that was not followed. `to` has no query.
        case redirected(status: Int, to: String)
        /// A file on this computer could not be read or written.
        case file(String)
        /// Anything else, in libcurl's words.
        case failed(String)
    }

    /// What a request that timed out was doing.
    package enum Phase: String, Hashable, Sendable {
        case connecting, sending, waiting, receiving
    }

    package let kind: Kind
    /// Whether not one byte of the request left this computer, so that it cannot have been
    /// executed. False wherever that is not certain.
    package let nothingWasSent: Bool

    /// An error, as a test or a stand-in makes it.
    package init(_ kind: Kind, nothingWasSent: Bool) {
        self.kind = kind
        self.nothingWasSent = nothingWasSent
    }
}

extension HTTPError: CustomStringConvertible {
    /// One sentence without a final period.
    package var description: String {
        switch kind {
        case .invalidRequest(let reason): "the request cannot be sent: \(reason)"
        case .insecure(let reason): "the connection would not be safe: \(reason)"
        case .couldNotResolve(let host): "the address of \(host) could not be found"
        case .couldNotConnect(let host, let reason): "could not connect to \(host): \(reason)"
        case .refusedAddress(let host): "\(host) is not an address of the public internet"
        case .tls(let reason): "no safe connection could be made: \(reason)"
        case .timedOut(let phase): "the request timed out while \(phase.rawValue)"
        case .cancelled: "the request was cancelled"
        case .incompleteReply(nil): "the connection ended before a reply came"
        case .incompleteReply(let status?): "the reply (status \(status)) was cut short"
        case .unreadableReply(let reason): "the reply could not be read: \(reason)"
        case .replyTooLarge(let limit): "the reply is larger than \(limit) bytes"
        case .redirected(let status, let target):
            "the server redirects elsewhere (status \(status)), to \(target)"
        case .file(let reason): reason
        case .failed(let reason): "the request failed: \(reason)"
        }
    }
}
