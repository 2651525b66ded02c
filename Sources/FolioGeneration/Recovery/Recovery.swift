package import FolioModel
package import FolioRemote
import FolioStore

/// Settles paid calls of unknown outcome from evidence, or by the user's word.
///
/// It never pays, and never waits for a call in flight: that one and all others are left alone.
package struct Recovery: Sendable {
    let generator: Generator
    let check: @Sendable (RemoteIdentity) throws -> Void

    /// `check` throws where the remote answers for another account than the library's: its media
    /// and its balance would prove nothing.
    package init(
        _ generator: Generator,
        check: @escaping @Sendable (RemoteIdentity) throws -> Void = { _ in }
    ) {
        self.generator = generator
        self.check = check
    }

    /// Reads the evidence and settles what it proves; what it leaves open keeps what was seen.
    ///
    /// All open calls are judged together, since they may be taken for each other; `id` then
    /// settles that one alone. With nothing open the remote is not asked. A dry run writes nothing.
    ///
    /// - Throws: what `check` throws; `RemoteError`; `CancellationError`; an error of the library.
    ///   What was settled before stays settled.
    package func run(
        only id: Generation.ID? = nil, dryRun: Bool = false, pageLimit: Int = 100
    ) async throws -> RecoveryOutcome {
        let isMeant = { (call: Generation) in id == nil || call.id == id }
        let open = try library.generations(in: [.sent, .unknown])
        guard open.contains(where: isMeant) else { return RecoveryOutcome() }
        guard let lock = try library.takePaidLock() else {
            return RecoveryOutcome(
                isCallInFlight: true,
                results: open.filter(isMeant).map { RecoveryOutcome.Result(call: $0) })
        }
        if !dryRun { _ = try library.settleAbandoned(holding: lock) }
        let calls = try library.generations(in: dryRun ? [.sent, .unknown] : [.unknown])
        var evidence = try await Evidence.read(for: calls, by: self, pageLimit: pageLimit)
        try await evidence.lookAgain(by: self, pageLimit: pageLimit)
        if !dryRun { try evidence.keep(in: library) }
        let verdicts = evidence.recoveryCase.verdicts()
        var outcome = RecoveryOutcome(isDryRun: dryRun)
        for call in calls where isMeant(call) {
            guard let verdict = verdicts[call.id] else { continue }
            outcome.results.append(
                dryRun
                    ? RecoveryOutcome.Result(call: call, verdict: verdict)
                    : try settle(call, verdict, evidence.recoveryCase.now))
        }
        withExtendedLifetime(lock) {}
        return await withOriginals(outcome)
    }

    var library: Library { generator.library }

    private func settle(
        _ call: Generation, _ verdict: Verdict, _ remoteNow: Timestamp
    ) throws -> RecoveryOutcome.Result {
        let evidence = (verdict.reasons + verdict.warnings).joined(separator: "; ")
        let now = generator.time.now()
        var item: MediaItem?
        switch verdict.decision {
        case .made(let seen, let credits):
            item = try library.settleMade(call, seen, credits: credits, evidence, now: now)
        case .captionsMade(let credits):
            try library.settleCaptionsMade(call.id, credits: credits, evidence: evidence, now: now)
        case .notMade:
            try library.settleNotMade(call.id, evidence: evidence, now: now)
        case .open(let isQuiet):
            // A first quiet reading in what is now the future came from a broken clock.
            let first = call.quietAt.flatMap { $0 <= remoteNow ? $0 : nil } ?? remoteNow
            try library.noteFindings(call.id, evidence, quietAt: isQuiet ? first : nil)
        }
        return RecoveryOutcome.Result(
            call: try library.generation(call.id), verdict: verdict, item: item)
    }

    /// Fetched when the lock is free again: a file is no part of the payment.
    func withOriginals(_ outcome: RecoveryOutcome) async -> RecoveryOutcome {
        var outcome = outcome
        for index in outcome.results.indices {
            guard let item = outcome.results[index].item else { continue }
            let image = MadeImage(
                item: item, generationID: outcome.results[index].call.id, creditsUsed: nil,
                creditsRemaining: nil, nextStep: nil, warnings: [])
            let fetched = await generator.withOriginal(image, index + 1) { _ in }
            outcome.results[index].item = fetched.item
            outcome.results[index].warnings += fetched.warnings.map(\.message)
        }
        return outcome
    }
}

extension Library {
    /// The item of a call that evidence says was made, as if its reply had come.
    func settleMade(
        _ call: Generation, _ seen: RemoteMediaItem, credits: Int?, _ evidence: String,
        now: Timestamp
    ) throws -> MediaItem {
        guard call.state.after(.evidenceOfMaking) == .made else {
            throw RecoveryError.alreadySettled(call.id, call.state)
        }
        // What the listing tells beyond a reply: the file's name, its type, its address.
        _ = try learn([seen], now: now)
        return try settleMade(
            call.id,
            MadeReply(
                item: seen, mediaIDs: [seen.mediaID], echoedPrompt: nil, creditsUsed: credits,
                creditsRemaining: nil, evidence: evidence), now: now)
    }
}
