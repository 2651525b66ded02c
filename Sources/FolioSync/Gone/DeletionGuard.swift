import FolioStore

/// Stops a sync that would conclude too much at once.
struct DeletionGuard: Sendable {
    /// At most so many items may be missing or be marked gone in one sync; `nil` for the usual.
    let maximum: Int?
    let rules: SafetyRules

    /// Whether a person said that the remote may have lost everything.
    var acceptsEmptyListing: Bool { maximum ?? 0 > 0 }

    /// More than 50 items, and more than a tenth of the mirror, are no everyday deletion.
    func limit(of known: Int) -> Int { maximum ?? max(50, known / 10) }

    /// - Throws: ``SyncError/massDeletion(missing:known:limit:)``.
    func check(missing: Int, known: Int) throws(SyncError) {
        guard rules.contains(.massGuard) else { return }
        let limit = limit(of: known)
        guard missing > limit else { return }
        throw .massDeletion(missing: missing, known: known, limit: limit)
    }

    /// Counts what is missing since former syncs too, without what is being deleted from here.
    func check(_ evidence: ListingEvidence, _ library: Library) throws {
        guard !evidence.missing.isEmpty else { return }
        try check(
            missing: evidence.missing.count + library.missingCount() - library.openDeletionCount(),
            known: library.listedCount())
    }

    /// An empty listing, where items are known, is more likely a fault than a deletion of
    /// everything.
    ///
    /// - Throws: ``SyncError/emptied(known:)``.
    func check(emptyListingOf known: Int) throws(SyncError) {
        guard rules.contains(.massGuard), known > maximum ?? 0 else { return }
        throw .emptied(known: known)
    }
}
