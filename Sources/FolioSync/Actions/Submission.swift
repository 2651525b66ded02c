import FolioModel
import FolioRemote
import FolioStore

/// Sends an entry at once for a person who waits, through the same code as the sync.
struct Submission {
    let sender: EntrySender
    let baseURL: String

    private var library: Library { sender.library }

    /// How it ended: what was refused is thrown, and nothing of it is left then.
    enum End {
        case done
        case queued(String)
        case unknown(String)
    }

    /// Another process was first.
    private static let claimed = End.queued("a sync is sending it")

    /// `before` is the post as it was; `isHeld` means that the entry is parked for this process
    /// alone. An entry that waited before this command is not taken back for what stops this one.
    func submit(
        _ entry: OutboxEntry, before: Post?, mayQueue: Bool, isHeld: Bool = false,
        isNew: Bool = true
    ) async throws -> End {
        do {
            try await IdentityPin.verify(library, sender.remote, baseURL: baseURL)
            try await sendWhatPrecedes(entry)
        } catch let error as any UserFacingError {
            // Nothing of the entry was sent, so there is nothing that could be unknown.
            if mayQueue, error.kind == .unavailable { return .queued(error.message) }
            if isNew {
                let isTakenBack = try sender.takeBack(entry, restoring: before, error.message)
                guard isTakenBack else { return Self.claimed }
            }
            if error.kind == .unavailable { throw PostRefusal.offline(reason: error.message) }
            throw error
        } catch {
            if !mayQueue { try sender.takeBack(entry, restoring: before, "it was interrupted") }
            throw error
        }
        let outcome = try await sender.send(
            entry.id, from: isHeld ? .parked : .pending,
            .attended(before: before, mayQueue: mayQueue))
        return try end(outcome, of: entry, mayQueue: mayQueue)
    }

    private func end(
        _ outcome: SendOutcome?, of entry: OutboxEntry, mayQueue: Bool
    ) throws -> End {
        switch outcome {
        case nil: return Self.claimed
        case .done: return .done
        case .unknown(let error): return .unknown(error.message)
        case .refused(let refusal): throw refusal
        case .waits(let reason):
            guard mayQueue else { throw PostRefusal.offline(reason: reason) }
            return .queued(reason)
        case .failed(let error):
            if mayQueue, error.kind != .notAllowed { return .queued(error.message) }
            if error.kind == .unavailable { throw PostRefusal.offline(reason: error.message) }
            throw error
        }
    }

    /// Earlier entries about the same things, and uploads that this one needs, go first. One of
    /// them that fails leaves this one waiting.
    private func sendWhatPrecedes(_ entry: OutboxEntry) async throws {
        let order = EntryOrder(library: library)
        let needed = try order.shownItems(entry.action)
        for other in try library.outbox(in: [.pending]) where other.id != entry.id {
            var isNeeded = try order.precedes(other, entry)
            if case .upload(let item, _) = other.action, needed.contains(item) { isNeeded = true }
            guard isNeeded else { continue }
            let outcome = try await sender.send(other.id, .background)
            if case .failed(let error) = outcome, error.stopsSync { throw error }
        }
    }
}
