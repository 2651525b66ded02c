import FolioModel
import FolioRemote
import FolioStore

/// Asks for suspects one by one, and says which are gone.
///
/// One round asks for an item that is known to live, then for suspects, then for the living item
/// again. Only where both times it answers do the answers in between count; where there are many
/// suspects it is asked for now and then, so that a round that is cut off has brought something.
/// An item is gone once two rounds of different syncs, some time apart, were told that it is not
/// found.
struct SuspectConfirmation {
    let library: Library
    let remote: any Remote
    /// The time between the two proofs.
    let delay: Duration
    /// The number of this sync.
    let sync: Int
    /// Whether the listing was read to its end and shows nothing.
    var isEmptied = false
    /// How many requests this sync has left; `nil` where it may use as many as the limits allow.
    var requestsLeft: @Sendable () -> Int? = { nil }
    let rules: SafetyRules
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncProgress) -> Void

    /// An item that lives and is in no listing is asked for again after so long.
    static let unlistedPause = Duration.seconds(7 * 86_400)
    /// At most so many are asked for in one sync; the next one goes on.
    static let roundLimit = 1_000
    /// So many are asked for between two questions about the living item: no more is lost where a
    /// limit cuts a round off.
    static let groupLimit = 100
    private static let canaryLimit = 3

    /// `living` are media ids that a listing of this sync has shown. Where a person accepts that
    /// it shows nothing at all, there is none, and none is asked for.
    func run(
        living: [String], _ deletionGuard: DeletionGuard, _ summary: inout SyncSummary
    ) async throws {
        try await round(living, deletionGuard, &summary)
        // Without the rule that asks for another sync this one may go on by itself.
        if !rules.contains(.secondSync) { try await round(living, deletionGuard, &summary) }
    }

    private func round(
        _ living: [String], _ deletionGuard: DeletionGuard, _ summary: inout SyncSummary
    ) async throws {
        let asked = try library.suspects().filter { isDue($0) }.prefix(Self.roundLimit)
        guard !asked.isEmpty else { return }
        guard let canary = try await canary(living, deletionGuard) else {
            return summary.warnings.append(
                "\(asked.count) items may be gone; nothing is concluded, since no item that was "
                    + "just listed could be read")
        }
        let limit = groupLimit(asked.count, deletionGuard, known: try library.listedCount())
        var rest = asked
        while !rest.isEmpty {
            // The last request is for the living item.
            let group = rest.prefix(min(limit, max((requestsLeft() ?? .max) - 1, 1)))
            rest.removeFirst(group.count)
            let outcomes = try await ask(group, of: asked.count)
            guard try await answers(canary) else {
                return summary.warnings.append(
                    "an item that was just listed is not found; nothing is concluded from what "
                        + "else is not found")
            }
            try settle(outcomes, deletionGuard, &summary)
        }
    }

    /// Where so many may turn out to be gone that the guard would stop, it must see all of them
    /// before one is marked.
    private func groupLimit(_ due: Int, _ deletionGuard: DeletionGuard, known: Int) -> Int {
        due > deletionGuard.limit(of: known) ? due : Self.groupLimit
    }

    private func ask(
        _ suspects: ArraySlice<Suspect>, of total: Int
    ) async throws -> [SuspectOutcome] {
        var outcomes: [SuspectOutcome] = []
        for (index, suspect) in zip(suspects.indices, suspects) {
            try Task.checkCancellation()
            report(.confirmingDeletions(index, of: total))
            if let outcome = try await ask(suspect) { outcomes.append(outcome) }
        }
        return outcomes
    }

    private func settle(
        _ outcomes: [SuspectOutcome], _ deletionGuard: DeletionGuard, _ summary: inout SyncSummary
    ) throws {
        let gone = outcomes.compactMap { if case .gone(let id) = $0 { id } else { nil } }
        try deletionGuard.check(missing: gone.count, known: try library.listedCount() + gone.count)
        try library.settle(outcomes, sync: sync, now: now())
        summary.confirmedGone += gone
        summary.cleared += outcomes.compactMap {
            if case .unlisted(let id, _) = $0 { id } else { nil }
        }
    }
}

extension SuspectConfirmation {
    /// The first proof may come at once; the second waits for its time, so that no request is
    /// spent on what could not count.
    func isDue(_ suspect: Suspect) -> Bool {
        guard let first = suspect.notFoundAt else {
            return suspect.state == .missing || suspect.askAt <= now()
        }
        // A clock that went back starts the wait anew.
        return first > now() || provesGone(suspect, after: first)
    }

    private func provesGone(_ suspect: Suspect, after first: Timestamp) -> Bool {
        let hasWaited = now() - first >= delay || !rules.contains(.confirmationDelay)
        let isAnother = suspect.notFoundIn != sync || !rules.contains(.secondSync)
        return hasWaited && isAnother
    }

    /// `nil` where the remote said neither.
    private func ask(_ suspect: Suspect) async throws -> SuspectOutcome? {
        do {
            let seen = try await remote.mediaItem(suspect.mediaID)
            _ = try library.learn([seen], isListed: false, now: now())
            return .unlisted(suspect.itemID, askAt: now() + Self.unlistedPause)
        } catch let error as RemoteError where provesAbsence(error) {
            guard let first = suspect.notFoundAt, provesGone(suspect, after: first) else {
                return .notFound(suspect.itemID)
            }
            return .gone(suspect.itemID)
        } catch let error as RemoteError {
            guard !error.stopsSync else { throw error }
            return nil
        }
    }

    /// A 404 of any other kind may come from a proxy, or from a remote that is not well.
    private func provesAbsence(_ error: RemoteError) -> Bool {
        error.failure == .notFound || (!rules.contains(.strictNotFound) && error.status == 404)
    }

    /// The first of a few listed items that answers. Without the rule, any name will do.
    private func canary(
        _ living: [String], _ deletionGuard: DeletionGuard
    ) async throws -> String? {
        guard rules.contains(.canary) else { return "" }
        if isEmptied, deletionGuard.acceptsEmptyListing { return "" }
        let candidates = living.dropFirst(living.count / 2).prefix(Self.canaryLimit)
        for mediaID in candidates where try await answers(mediaID) { return mediaID }
        return nil
    }

    private func answers(_ canary: String) async throws -> Bool {
        guard !canary.isEmpty else { return true }
        do {
            return try await remote.mediaItem(canary).mediaID.lowercased() == canary.lowercased()
        } catch let error as RemoteError {
            guard !error.stopsSync else { throw error }
            return false
        }
    }
}
