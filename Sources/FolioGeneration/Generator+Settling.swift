import FolioModel
import FolioRemote
import FolioStore

extension Generator {
    /// Sends the request of a journalled call, once, and writes down what became of it.
    ///
    /// `early` is a reply that came before the row: only where a test leaves that rule out.
    func send(
        _ call: Generation, _ plan: GenerationPlan, early: PaidReply? = nil
    ) async -> GenerationOutcome.Result {
        let before: BalanceObservation?
        let reply: PaidReply
        do {
            before = try library.latestObservation()
            try Task.checkCancellation()
        } catch {
            let error = Self.userFacing(error)
            return await settleRefused(call, error, RemoteError(.notSent(reason: error.message)))
        }
        do {
            if let early {
                reply = early
            } else {
                reply = try await exchange(plan.request)
            }
        } catch {
            return await settle(call, after: error)
        }
        switch reply {
        case .image(let reply):
            return await settleMade(call, PlausibleReply(reply), before: before)
        case .captions(let reply):
            return await settleMade(call, PlausibleCaptions(reply), before: before)
        }
    }

    /// What a paid request is answered with.
    enum PaidReply: Sendable {
        case image(ImageReply)
        case captions(CaptionReply)
    }

    func exchange(_ request: PaidRequest) async throws -> PaidReply {
        do {
            return try await sendOnce(request)
        } catch let error as RemoteError where !rules.contains(.sentOnce) && !error.provesNotRun {
            return try await sendOnce(request)
        }
    }

    /// The one place that sends a paid request.
    private func sendOnce(_ request: PaidRequest) async throws -> PaidReply {
        switch request {
        case .image(let prompt, let terms):
            let request = ImageRequest(
                prompt: prompt, model: terms.model, ratio: terms.ratio.text)
            return .image(try await remote.generateImage(request))
        case .captions(let topic, let terms):
            let request = CaptionRequest(topic: topic, terms: terms)
            return .captions(try await remote.generateCaption(request))
        }
    }

    private func settle(
        _ call: Generation, after error: any Error
    ) async -> GenerationOutcome.Result {
        let remoteError = error as? RemoteError
        let event =
            rules.contains(.refusalIsProved) ? PaidCallEvent(failure: error) : .refusal
        switch call.state.after(event) {
        case .refused:
            let refusal = remoteError ?? RemoteError(.notSent(reason: "\(error)"))
            var shown: any UserFacingError = refusal
            if case .notSent = refusal.failure, Task.isCancelled {
                shown = GenerationError.interrupted
            }
            return await settleRefused(call, shown, refusal)
        default:
            return await settleUnknown(call, remoteError, reason: Self.reason(of: error))
        }
    }

    private func settleRefused(
        _ call: Generation, _ shown: any UserFacingError, _ refusal: RemoteError
    ) async -> GenerationOutcome.Result {
        var balance: Int?
        if case .insufficientCredits(_, let available) = refusal.failure {
            balance = available.flatMap(PlausibleReply.balance)
        }
        // If it cannot be written, the row stays `sent`: the next run calls it unknown, which is
        // less than is known now and nothing wrong.
        _ = try? await persistently {
            try library.settleRefused(
                call.id, evidence: refusal.message, status: refusal.status,
                requestID: refusal.requestID, raw: refusal.raw, balance: balance, now: time.now())
        }
        return .refused(reread(call), shown)
    }

    private func settleUnknown(
        _ call: Generation, _ error: RemoteError?, reason: String
    ) async -> GenerationOutcome.Result {
        let isInterrupted = Task.isCancelled
        // If it cannot be written, the row stays `sent`, which the next run calls unknown.
        _ = try? await persistently {
            try library.settleUnknown(
                call.id, evidence: isInterrupted ? "interrupted: \(reason)" : reason,
                status: error?.status, requestID: error?.requestID, raw: error?.raw,
                now: time.now())
        }
        let shown: GenerationError =
            isInterrupted
            ? .interruptedInFlight : .outcomeUnknown(reason: reason, of: call.kind)
        return .unknown(reread(call), shown)
    }

    private func settleMade(
        _ call: Generation, _ plausible: PlausibleReply, before: BalanceObservation?
    ) async -> GenerationOutcome.Result {
        let reply = plausible.reply
        guard !reply.mediaID.isEmpty else {
            let error = RemoteError(
                .outcomeUnknown(reason: "the reply has no media id"), status: reply.status,
                requestID: reply.requestID, raw: reply.raw)
            return await settleUnknown(call, error, reason: "the reply has no media id")
        }
        do {
            // Looked up before the item is written, since afterwards every id is a known one.
            let twin = try library.item(mediaID: reply.mediaID).flatMap {
                try library.generation(of: $0.id) == nil ? nil : $0.id
            }
            let item = try await persistently {
                try library.settleMade(call.id, plausible.forJournal(of: call), now: time.now())
            }
            return .made(
                MadeImage(
                    item: item, generationID: call.id, creditsUsed: reply.creditsUsed,
                    creditsRemaining: reply.creditsRemaining, nextStep: reply.nextStep,
                    warnings: plausible.warnings(about: call, before: before, twin: twin)))
        } catch {
            let reason = Self.userFacing(error).message
            return .unknown(
                reread(call), GenerationError.notRecorded(mediaID: reply.mediaID, reason: reason))
        }
    }

    private func settleMade(
        _ call: Generation, _ plausible: PlausibleCaptions, before: BalanceObservation?
    ) async -> GenerationOutcome.Result {
        let reply = plausible.reply
        do {
            try await persistently {
                try library.settleMade(call.id, plausible.forJournal, now: time.now())
            }
            return .captions(
                MadeCaptions(
                    generationID: call.id, captions: reply.captions,
                    creditsUsed: reply.creditsUsed, creditsRemaining: reply.creditsRemaining,
                    warnings: plausible.warnings(about: call, before: before)))
        } catch {
            let reason = Self.userFacing(error).message
            return .unknown(
                reread(call), GenerationError.captionsNotRecorded(reply.captions, reason: reason))
        }
    }

    /// An outcome that was paid for is worth several tries: a disk may be full for a moment only.
    private func persistently<Value>(_ write: () throws -> Value) async throws -> Value {
        for _ in 0..<2 {
            do {
                return try write()
            } catch {
                // An interrupted wait is a shorter wait; the outcome is written all the same.
                try? await time.sleep(.milliseconds(300))
            }
        }
        return try write()
    }

    /// The row as it is now; what is known of it where it cannot be read.
    private func reread(_ call: Generation) -> Generation {
        (try? library.generation(call.id)) ?? call
    }

    private static func reason(of error: any Error) -> String {
        if let error = error as? RemoteError {
            if case .outcomeUnknown(let reason) = error.failure { return reason }
            return error.message
        }
        if error is CancellationError { return "the request was cut off" }
        return (error as? any UserFacingError)?.message ?? "\(error)"
    }
}
