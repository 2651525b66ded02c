package import FolioModel
import FolioRemote
import FolioStore

extension Recovery {
    /// Settles a call as the one that made a media item, because the user says so.
    ///
    /// The remote is asked for the item. The charge is the list price.
    ///
    /// - Throws: ``RecoveryError``, `RemoteError`, or an error of the library; nothing has
    ///   changed then.
    package func settleAsMade(
        _ call: Generation, mediaID: String
    ) async throws -> RecoveryOutcome {
        let lock = try lock(for: call)
        guard call.kind == .image else {
            guard mediaID == Self.captionsWord else {
                throw RecoveryError.captionsHaveNoMedia(call.id)
            }
            return try settleCaptionsAsMade(openCall(call))
        }
        try check(try await generator.remote.me())
        let seen = try await media(mediaID)
        guard seen.kind == .image else { throw RecoveryError.notAnImage(seen.mediaID) }
        let trace = try library.traces(of: [seen.mediaID])[seen.mediaID]
        if trace?.isClaimed == true { throw RecoveryError.claimed(seen.mediaID) }
        let call = try openCall(call)
        let item = try library.settleMade(
            call, seen, credits: call.expectedCredits,
            "your word that it made \(seen.mediaID); the list price", now: generator.time.now())
        var result = RecoveryOutcome.Result(call: try library.generation(call.id), item: item)
        if let addedAt = trace?.addedAt, addedAt < call.startedAt {
            result.warnings.append("the library knew the item before the call began")
        }
        withExtendedLifetime(lock) {}
        return await withOriginals(RecoveryOutcome(results: [result]))
    }

    /// What stands for the media id where captions were made, which have none.
    package static let captionsWord = "captions"

    /// Their text is lost; the charge is the list price. Asks no remote.
    private func settleCaptionsAsMade(_ call: Generation) throws -> RecoveryOutcome {
        try library.settleCaptionsMade(
            call.id, credits: call.expectedCredits ?? 0,
            evidence: "your word that they were made; the list price", now: generator.time.now())
        return RecoveryOutcome(results: [
            RecoveryOutcome.Result(call: try library.generation(call.id))
        ])
    }

    /// Settles a call as one that did not run, because the user says so. Asks no remote.
    ///
    /// - Throws: ``RecoveryError`` or an error of the library; nothing has changed then.
    package func settleAsNotMade(_ call: Generation) throws -> RecoveryOutcome {
        let lock = try lock(for: call)
        defer { withExtendedLifetime(lock) {} }
        let call = try openCall(call)
        guard call.state.after(.evidenceAgainstMaking) == .notMade else {
            throw RecoveryError.alreadySettled(call.id, call.state)
        }
        try library.settleNotMade(
            call.id, evidence: "your word that it was not made", now: generator.time.now())
        return RecoveryOutcome(results: [
            RecoveryOutcome.Result(call: try library.generation(call.id))
        ])
    }

    /// The lock, with which calls that a process left behind are unknown.
    private func lock(for call: Generation) throws -> FileLock {
        guard let lock = try library.takePaidLock() else { throw RecoveryError.callInFlight }
        _ = try library.settleAbandoned(holding: lock)
        _ = try openCall(call)
        return lock
    }

    /// The row as it is now, which another process may have settled.
    private func openCall(_ call: Generation) throws -> Generation {
        let call = try library.generation(call.id)
        guard call.state == .unknown else {
            throw RecoveryError.alreadySettled(call.id, call.state)
        }
        return call
    }

    private func media(_ mediaID: String) async throws -> RemoteMediaItem {
        do {
            return try await generator.remote.mediaItem(mediaID)
        } catch let error as RemoteError where error.failure == .notFound {
            throw RecoveryError.noSuchMedia(mediaID)
        }
    }
}
