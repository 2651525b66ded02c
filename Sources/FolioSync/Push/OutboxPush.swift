import FolioModel
import FolioRemote
import FolioStore

/// Sends what waits in the outbox: a few entries at once, in order for each item and post, while
/// nothing that failed holds up anything else.
struct OutboxPush {
    /// Entries that are sent at once; the HTTP client keeps as many connections.
    private static let lanes = 4
    /// Requests that an entry takes at most, when none has to be repeated.
    private static let dearestEntry = 7

    let library: Library
    let sender: EntrySender
    let now: @Sendable () -> Timestamp
    /// Requests that this sync may still send; `nil` for any number.
    var requestsLeft: @Sendable () -> Int? = { nil }
    let report: @Sendable (SyncProgress) -> Void

    func run(_ summary: inout SyncSummary) async throws {
        try library.holdBackCopiedEntries()
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
}

extension OutboxPush {
    /// Returns whether something was done and something waits, so that another pass may help.
    private func pass(_ summary: inout SyncSummary) async throws -> Bool {
        var queue = try PushQueue(library.outbox(in: [.pending, .sending]), in: library)
        let tries = await sendAll(&queue)
        let wasSent = summary.sent.count
        for done in tries { try tell(done, &summary) }
        if let error = Self.end(of: tries) { throw error }
        return summary.sent.count > wasSent && queue.heldCount > 0
    }

    /// How sending ended for each entry that was begun, in the order of the outbox.
    ///
    /// Where one ends the pushing, no other is begun, but those under way come to their own end: a
    /// call that publishes and is cut off leaves it unknown whether it did.
    private func sendAll(_ queue: inout PushQueue) async -> [Try] {
        await withTaskGroup(of: (place: Int, Try).self) { group in
            var tries: [(place: Int, Try)] = []
            var mayBegin = true
            while true {
                while mayBegin, queue.underWayCount < lanesLeft, let place = queue.next(at: now()) {
                    let entry = queue.entry(place)
                    report(.pushing(entry))
                    group.addTask { (place, await attempt(entry)) }
                }
                guard let ended = await group.next() else { break }
                queue.finish(ended.place, isHeld: ended.1.isHeld)
                if ended.1.endsPush { mayBegin = false }
                tries.append(ended)
            }
            return tries.sorted { $0.place < $1.place }.map(\.1)
        }
    }

    /// The last requests that are allowed go to one entry: several that are begun and not one that
    /// is done would leave the next sync where this one began.
    private var lanesLeft: Int {
        guard let left = requestsLeft() else { return Self.lanes }
        return max(1, min(Self.lanes, left / Self.dearestEntry))
    }

    private func attempt(_ entry: OutboxEntry) async -> Try {
        do {
            return Try(entry: entry, result: .success(try await sender.send(entry.id, .background)))
        } catch {
            return Try(entry: entry, result: .failure(error))
        }
    }

    private func tell(_ done: Try, _ summary: inout SyncSummary) throws {
        guard case .success(let outcome?) = done.result else { return }
        let entry = done.entry
        switch outcome {
        case .done:
            summary.pushed[entry.action.name, default: 0] += 1
            summary.sent.append(entry)
        case .failed(let error) where !error.stopsSync:
            summary.warnings.append("\(entry.action.name) failed: \(error.message)")
        case .waits, .refused, .unknown, .failed: break
        }
        let settled = try library.outboxEntry(entry.id)
        if settled.state == .parked { summary.parked.append(settled) }
    }

    /// Why the pushing ended before its time. That no more requests are allowed is the least of
    /// several reasons: it is no failure.
    private static func end(of tries: [Try]) -> (any Error)? {
        let errors = tries.compactMap(\.end)
        return errors.first { !$0.isEndOfRequests } ?? errors.first
    }
}

/// How sending one entry ended.
private struct Try: Sendable {
    let entry: OutboxEntry
    /// `nil` where another process was first; a failure is of the library itself.
    let result: Result<SendOutcome?, any Error>

    /// Whether it waits for a later pass or sync.
    var isHeld: Bool {
        switch result {
        case .success(nil), .success(.waits), .success(.failed), .failure: true
        case .success: false
        }
    }

    var endsPush: Bool { end != nil }

    /// What of it ends the pushing.
    var end: (any Error)? {
        switch result {
        case .failure(let error): error
        case .success(.failed(let error)) where error.stopsSync: error
        case .success: nil
        }
    }
}

extension Error {
    fileprivate var isEndOfRequests: Bool {
        if case .requestsUsedUp = (self as? RemoteError)?.failure { true } else { false }
    }
}
