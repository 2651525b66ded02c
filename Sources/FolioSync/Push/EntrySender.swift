import FolioModel
import FolioRemote
import FolioStore

/// Sends one outbox entry: for the sync and for the commands alike.
struct EntrySender {
    let library: Library
    let remote: any Remote
    let originals: any OriginalFiles
    var rules = EngineRules.all
    let now: @Sendable () -> Timestamp

    /// Who waits for the outcome.
    enum Setting: Sendable {
        /// Nobody: a refusal is kept in the outbox, parked.
        case background
        /// A person: a refusal is told, and nothing of it stays. `before` is the post as it was.
        /// Where `mayQueue` is false, nothing stays of a failure either.
        case attended(before: Post?, mayQueue: Bool)
    }

    /// Claims the entry, sends it, and writes down how that ended.
    ///
    /// `nil` where another process was first. The lock tells others that this entry is alive.
    func send(
        _ id: OutboxEntry.ID, from state: OutboxEntry.State = .pending, _ setting: Setting
    ) async throws -> SendOutcome? {
        let senders = try library.joinSenders()
        defer { withExtendedLifetime(senders) {} }
        guard try library.claim(id, from: state) else { return nil }
        // Read after the claim: from here on nobody edits it.
        let entry = try library.outboxEntry(id)
        var seen: RemotePost?
        let outcome = try await outcome(of: entry, &seen)
        try settle(entry, outcome, setting)
        // What the remote has by now, without the edit that is not sent.
        if let seen { try learn(seen) }
        return outcome
    }

    /// `seen` is the post as it is now, where that refused the entry.
    private func outcome(
        of entry: OutboxEntry, _ seen: inout RemotePost?
    ) async throws -> SendOutcome {
        do {
            try Task.checkCancellation()
            try await perform(entry)
            return .done
        } catch let ended as Ended {
            seen = ended.seen
            return ended.outcome
        } catch let error as RemoteError {
            return SendOutcome(error)
        } catch is CancellationError {
            return .failed(RemoteError(.notSent(reason: "it was interrupted")))
        }
    }

    private func perform(_ entry: OutboxEntry) async throws {
        switch entry.action {
        case .upload(let item, let mediaID):
            try await upload(item, reserved: mediaID, entry.id)
        case .deleteMedia(let item, let force): try await deleteMedia(item, force: force)
        case .createPost(let post, let draft, let useQueue):
            try await createPost(post, draft: draft, useQueue: useQueue)
        case .updatePost(let post, let edit): try await updatePost(post, edit, entry)
        case .changeMedia(let post, let add, let remove, let first):
            try await changeMedia(post, add: add, remove: remove, first: first, entry)
        case .deletePost(let post): try await deletePost(post)
        case .schedulePost(let post, let moment): try await schedulePost(post, at: moment)
        case .retryPost(let post): try await retryPost(post)
        }
    }

    /// Runs a call that must not run twice: what does not prove that it did not run is unknown.
    func once<Value>(_ call: () async throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        do {
            return try await call()
        } catch let error as RemoteError {
            guard error.provesNotRun || !rules.contains(.unknownIsNotRepeated) else {
                throw Ended(.unknown(error))
            }
            throw error
        } catch {
            let reason = "it was interrupted"
            throw Ended(.unknown(RemoteError(.outcomeUnknown(reason: reason))))
        }
    }

    /// Unwinds to ``outcome(of:)``.
    struct Ended: Error {
        let outcome: SendOutcome
        /// The post as it is now; `nil` where it was not asked for.
        let seen: RemotePost?

        init(_ outcome: SendOutcome, seen: RemotePost? = nil) {
            self.outcome = outcome
            self.seen = seen
        }
    }
}
