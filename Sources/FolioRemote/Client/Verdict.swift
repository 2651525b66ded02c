import FolioHTTP

/// What one attempt at a call came to. A pure decision, without sending or waiting.
enum Verdict {
    case success(JSONValue, Reply)
    case failure(RemoteError, Next, mayHaveRun: Bool)

    /// What may follow a failure.
    enum Next: Hashable {
        case giveUp
        /// The same request again after a pause, if the policy has one left.
        case retry
        /// The same request again once the remote takes requests again.
        case retryAfter(Duration)
    }
}

extension Verdict {
    /// Statuses that prove, with an error in a whole envelope, that nothing ran
    /// (`architecture.md` rule 2). 409 and 408 are not among them.
    private static let refusals: Set = [400, 401, 402, 403, 404, 415, 422, 429]
    /// Where a 429 does not tell how long to wait.
    private static let usualWait = Duration.seconds(5)

    init(_ reply: Reply, to call: Call) {
        if let data = reply.data {
            self = .success(data, reply)
        } else if call.repetition == .harmless {
            self = Self.judgeHarmless(reply)
        } else if let fault = reply.fault, Self.refusals.contains(reply.status) {
            let error = reply.error(Self.refusal(reply, fault))
            self = .failure(error, Self.afterRefusal(error, call), mayHaveRun: false)
        } else if call.repetition == .never, reply.status == 409, let fault = reply.fault {
            self = .failure(reply.error(Self.refusal(reply, fault)), .giveUp, mayHaveRun: false)
        } else {
            let reason = reply.defect ?? "the remote answered with status \(reply.status)"
            self = .failure(
                reply.error(.outcomeUnknown(reason: Self.about(reply, reason))), .giveUp,
                mayHaveRun: true)
        }
    }

    init(_ error: HTTPError, to call: Call) {
        let reason = "\(error)"
        var status: Int?
        if case .incompleteReply(let seen) = error.kind { status = seen }
        let next: Next = error.isPassing ? .retry : .giveUp
        if error.nothingWasSent {
            self = .failure(
                RemoteError(.notSent(reason: reason)), next, mayHaveRun: false)
        } else if call.repetition == .harmless {
            let failure: RemoteError.Failure =
                error.isPassing ? .unavailable(reason: reason) : .unreadable(reason: reason)
            self = .failure(RemoteError(failure, status: status), next, mayHaveRun: true)
        } else {
            self = .failure(
                RemoteError(.outcomeUnknown(reason: reason), status: status), .giveUp,
                mayHaveRun: true)
        }
    }

    private static func about(_ reply: Reply, _ reason: String) -> String {
        reply.defect == nil ? reason : "the reply (status \(reply.status)) is no use: \(reason)"
    }
}

extension Verdict {
    private static func judgeHarmless(_ reply: Reply) -> Verdict {
        let status = reply.status
        if status == 429 {
            return rateLimited(reply)
        }
        if let fault = reply.fault, (400...499).contains(status), status != 408 {
            let next: Next = fault.isRetryable == true ? .retry : .giveUp
            return .failure(reply.error(refusal(reply, fault)), next, mayHaveRun: false)
        }
        // The remote's own word on a repeat is better than a guess from the status.
        let isPassing =
            reply.fault?.isRetryable
            ?? ((500...599).contains(status) || status == 408
                || ((200...299).contains(status) && !reply.isJSON))
        let reason = reply.defect.map { about(reply, $0) } ?? "it answered with status \(status)"
        let isDown = isPassing || (500...599).contains(status)
        let error = reply.error(isDown ? .unavailable(reason: reason) : .unreadable(reason: reason))
        guard isPassing else { return .failure(error, .giveUp, mayHaveRun: true) }
        let next = reply.notice.retryAfter.map(Next.retryAfter) ?? .retry
        return .failure(error, next, mayHaveRun: true)
    }

    private static func rateLimited(_ reply: Reply) -> Verdict {
        let wait = wait(reply)
        return .failure(
            reply.error(.rateLimited(wait: wait)), .retryAfter(wait), mayHaveRun: false)
    }

    private static func afterRefusal(_ error: RemoteError, _ call: Call) -> Next {
        guard case .rateLimited(let wait) = error.failure, call.repetition != .paid
        else { return .giveUp }
        return .retryAfter(wait)
    }

    private static func wait(_ reply: Reply) -> Duration {
        reply.notice.retryAfter ?? reply.fault?.retryAfter.map { .seconds($0) }
            ?? reply.notice.untilReset.flatMap { $0 > .zero && $0 <= .seconds(3_600) ? $0 : nil }
            ?? usualWait
    }

    private static func refusal(_ reply: Reply, _ fault: RemoteFault) -> RemoteError.Failure {
        switch reply.status {
        // One guide has 401 for a missing scope too; the code then says so.
        case 401: fault.code?.contains("scope") == true ? .forbidden : .keyRefused
        case 402:
            .insufficientCredits(
                required: fault.creditsRequired, available: fault.creditsAvailable)
        case 403: .forbidden
        case 404 where fault.code == "not_found": .notFound
        case 409 where fault.code == "media_in_use": .mediaInUse(postIDs: fault.postIDs)
        case 409: .conflict
        case 429: .rateLimited(wait: wait(reply))
        default: .refused
        }
    }
}

extension HTTPError {
    /// Whether the same request may well succeed a moment later.
    var isPassing: Bool {
        switch kind {
        case .couldNotResolve, .couldNotConnect, .timedOut, .incompleteReply, .unreadableReply,
            .failed:
            true
        case .invalidRequest, .insecure, .refusedAddress, .tls, .cancelled, .replyTooLarge,
            .redirected, .file:
            false
        }
    }
}
