import FolioModel
import FolioRemote
import FolioStore

extension Generator {
    /// Makes a plan's paid calls one after the other and tells what became of each.
    ///
    /// A failure that the next one would meet as well ends the run. Nothing is sent again
    /// unless a refusal proved that it did not run: once, after a short wait that the remote
    /// asked for, with a journal row of its own. Cancelling the task ends the run; a request that
    /// is on its way then is of unknown outcome.
    package func run(
        _ plan: GenerationPlan, progress: @Sendable (GenerationProgress) -> Void = { _ in }
    ) async -> GenerationOutcome {
        var outcome = GenerationOutcome()
        for number in 1...plan.count {
            var result = GenerationOutcome.Result.notTried
            if outcome.mayGoOn {
                result = await call(number, of: plan, &outcome, progress)
                progress(.finished(number: number, result))
            }
            outcome.results.append(result)
        }
        return outcome
    }

    private func call(
        _ number: Int, of plan: GenerationPlan, _ outcome: inout GenerationOutcome,
        _ progress: @Sendable (GenerationProgress) -> Void
    ) async -> GenerationOutcome.Result {
        var result = await attempt(number, of: plan, &outcome, progress)
        if case .refused(let call, let error) = result, let wait = Self.wait(asked: error),
            wait <= patience.forRateLimit
        {
            progress(.waiting(number: number, wait))
            do {
                try await time.sleep(wait)
            } catch {
                return .refused(call, GenerationError.interrupted)
            }
            result = await attempt(number, of: plan, &outcome, progress)
        }
        if case .unknown = result, !rules.contains(.unknownIsNotRepeated) {
            result = await attempt(number, of: plan, &outcome, progress)
        }
        if case .made(let image) = result {
            return .made(await withOriginal(image, number, progress))
        }
        return result
    }

    /// One journal row and one request, under `paid.lock` from before the row until after its
    /// outcome.
    private func attempt(
        _ number: Int, of plan: GenerationPlan, _ outcome: inout GenerationOutcome,
        _ progress: @Sendable (GenerationProgress) -> Void
    ) async -> GenerationOutcome.Result {
        let lock: FileLock
        let call: Generation
        var early: PaidReply?
        do {
            try checkLimit(of: plan, outcome)
            lock = try await paidLock(progress)
            outcome.abandoned += try library.settleAbandoned(holding: lock)
            try Task.checkCancellation()
            try checkBudgetsAgain(for: plan, outcome)
            if !rules.contains(.journalFirst) { early = try await exchange(plan.request) }
            call = try begin(plan, holding: lock)
        } catch {
            return .refused(nil, Self.userFacing(error))
        }
        // The lock is let go by its owner's end, which must not come before the outcome.
        defer { withExtendedLifetime(lock) {} }
        progress(.sending(number: number, call))
        return await send(call, plan, early: early)
    }

    /// The journal's row of the next call.
    private func begin(_ plan: GenerationPlan, holding lock: FileLock) throws -> Generation {
        guard let entry = plan.entry else {
            let request = plan.request
            return try library.beginGeneration(
                kind: request.kind, prompt: request.text, model: plan.model,
                ratio: plan.ratio?.text, tags: plan.tags, captionTerms: request.captionTerms,
                expectedCredits: plan.creditsEach, now: time.now())
        }
        return try library.beginPlanned(
            entry, expectedCredits: plan.creditsEach, now: time.now(), holding: lock)
    }

    /// Looks for the lock again and again, outside any transaction.
    private func paidLock(
        _ progress: @Sendable (GenerationProgress) -> Void
    ) async throws -> FileLock {
        var waited = Duration.zero
        while true {
            try Task.checkCancellation()
            if let lock = try library.takePaidLock() { return lock }
            guard waited < patience.forOtherCall else {
                throw GenerationError.otherCallInFlight(waited: waited)
            }
            if waited == .zero { progress(.waitingForOtherCall) }
            try await time.sleep(patience.betweenLooks)
            waited += patience.betweenLooks
        }
    }

    /// What was really charged counts, not the list: a limit holds even where prices have moved.
    private func checkLimit(of plan: GenerationPlan, _ outcome: GenerationOutcome) throws {
        guard let limit = plan.maximumCredits else { return }
        let charges = outcome.made.map { $0.creditsUsed ?? plan.creditsEach ?? 1 }
        let spent = charges.reduce(0, +)
        let next = Self.nextPrice(of: plan, outcome)
        guard spent + next <= limit else {
            throw GenerationError.limitReached(spent: spent, next: next, limit: limit)
        }
    }

    private static func wait(asked error: any Error) -> Duration? {
        switch (error as? RemoteError)?.failure {
        case .rateLimited(let wait), .budgetExhausted(let wait): wait
        default: nil
        }
    }

    static func userFacing(_ error: any Error) -> any UserFacingError {
        if error is CancellationError { return GenerationError.interrupted }
        return (error as? any UserFacingError) ?? LibraryError.unexpected("\(error)")
    }
}

extension GenerationOutcome {
    /// A refusal of this one request need not meet the next; two in a row will go on.
    var mayGoOn: Bool {
        switch results.last {
        case nil, .made, .captions: true
        case .notTried, .unknown: false
        case .refused(_, let error):
            Self.isAboutOneRequest(error) && !Self.isRefusal(results.dropLast().last)
        }
    }

    private static func isRefusal(_ result: Result?) -> Bool {
        if case .refused = result { true } else { false }
    }

    static func isAboutOneRequest(_ error: any Error) -> Bool {
        (error as? RemoteError)?.failure == .refused
    }
}
