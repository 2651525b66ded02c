import FolioModel
import FolioRemote
import FolioStore

/// Sends what waits in the outbox: in order for each item and post, while nothing that failed
/// holds up anything else.
struct OutboxPush {
    let library: Library
    let sender: EntrySender
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncProgress) -> Void

    func run(_ summary: inout SyncSummary) async throws {
        try settleAbandoned()
        try await UnknownPosts(
            library: library, remote: sender.remote, rules: sender.rules, now: now
        )
        .settle(&summary)
        // A post may wait for an upload that was asked for after it.
        if try await pass(&summary) { _ = try await pass(&summary) }
        summary.unknown = try library.outbox(in: [.unknown])
        summary.waiting = try library.outbox(in: [.pending])
    }

    /// Only while nobody sends can it be told that an entry was left behind.
    private func settleAbandoned() throws {
        let rules = sender.rules
        let lock =
            rules.contains(.sendersLock)
            ? try library.excludeSenders() : try library.joinSenders()
        guard let lock else { return }
        let abandoned = try library.settleAbandonedEntries(holding: lock)
        guard !rules.contains(.abandonedIsUnknown) else { return }
        for entry in abandoned { try library.settle(entry.id, as: .pending, now: now()) }
    }

    /// Returns whether something was done and something waits, so that another pass may help.
    private func pass(_ summary: inout SyncSummary) async throws -> Bool {
        var held: [OutboxEntry] = []
        var isDone = false
        for entry in try library.outbox(in: [.pending, .sending]) {
            let isDue = entry.notBefore.map { $0 <= now() } ?? true
            guard entry.state == .pending, isDue,
                try !held.contains(where: { try precedes($0, entry) })
            else {
                held.append(entry)
                continue
            }
            report(.pushing(entry))
            guard let outcome = try await sender.send(entry.id, .background) else { continue }
            switch outcome {
            case .done:
                summary.pushed[entry.action.name, default: 0] += 1
                summary.sent.append(entry)
                isDone = true
            case .waits: held.append(entry)
            case .refused, .unknown: break
            case .failed(let error):
                held.append(entry)
                if case .requestsUsedUp = error.failure { throw error }
                summary.warnings.append("\(entry.action.name) failed: \(error.message)")
                guard !error.stopsSync else { throw error }
            }
            let settled = try library.outboxEntry(entry.id)
            if settled.state == .parked { summary.parked.append(settled) }
        }
        return isDone && !held.isEmpty
    }

    private func precedes(_ earlier: OutboxEntry, _ later: OutboxEntry) throws -> Bool {
        try EntryOrder(library: library).precedes(earlier, later)
    }
}

/// Which entries must keep their order.
struct EntryOrder {
    let library: Library

    /// Whether `later` has to wait until `earlier` is settled: both change the same item or post,
    /// or `later` deletes what `earlier` shows.
    func precedes(_ earlier: OutboxEntry, _ later: OutboxEntry) throws -> Bool {
        guard earlier.id < later.id else { return false }
        if let post = later.action.postID { return earlier.action.postID == post }
        guard let item = later.action.itemID else { return false }
        if earlier.action.itemID == item { return true }
        // An upload is what an earlier post may be waiting for.
        guard case .deleteMedia = later.action else { return false }
        return try shownItems(earlier.action).contains(item)
    }

    /// Items that the action needs on the remote.
    func shownItems(_ action: OutboxEntry.Action) throws -> [MediaItem.ID] {
        switch action {
        case .createPost(let id, _, _): try library.post(id).itemIDs
        case .updatePost(_, let edit): edit.itemIDs ?? []
        case .changeMedia(_, let add, _, _): add
        case .upload, .deleteMedia, .deletePost, .schedulePost, .retryPost: []
        }
    }
}
