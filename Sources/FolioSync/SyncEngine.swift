package import FolioModel
package import FolioRemote
package import FolioStore

/// Makes the library agree with the remote.
///
/// Whatever it stores is a small transaction of its own, so that a sync may end at any instant and
/// the next one goes on. Absence alone proves nothing: see ``SuspectConfirmation``.
package struct SyncEngine: Sendable {
    let library: Library
    let remote: any Remote
    let originals: any OriginalFiles
    let baseURL: String
    let requestCount: @Sendable () -> Int
    let rules: SafetyRules
    let engineRules: EngineRules
    let now: @Sendable () -> Timestamp

    /// `requestCount` tells how many requests the remote has sent, where it counts them itself;
    /// else its calls are counted. Only tests give `rules` and
    /// `engineRules`.
    package init(
        library: Library, remote: any Remote, originals: any OriginalFiles, baseURL: String,
        requestCount: (@Sendable () -> Int)? = nil, rules: SafetyRules = .all,
        engineRules: EngineRules = .all,
        now: @escaping @Sendable () -> Timestamp
    ) {
        let counting = CountingRemote(remote)
        self.library = library
        self.remote = requestCount == nil ? counting : remote
        self.originals = originals
        self.baseURL = baseURL
        self.requestCount = requestCount ?? { counting.requests.value }
        self.rules = rules
        self.engineRules = engineRules
        self.now = now
    }

    /// Pulls, then pushes, and tells what it did. A part that the remote answers with something
    /// senseless ends alone, and the summary tells of it.
    ///
    /// - Throws: ``SyncError`` where a guard stops; `RemoteError` where the remote cannot
    ///   be used any more (what was done until then stays done); `LibraryError`.
    package func run(
        _ options: SyncOptions = SyncOptions(),
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) async throws -> SyncSummary {
        guard let lock = try library.takeSyncLock() else { throw SyncError.alreadyRunning }
        defer { withExtendedLifetime(lock) {} }
        let before = requestCount()
        var summary = SyncSummary()
        try DryRun.removeLeftovers(in: library)
        let mark = try library.ledgerMark()
        do {
            let identity = try await IdentityPin.verify(
                library, remote, baseURL: baseURL, rules: rules)
            try settleAbandonedPaidCalls()
            if let balance = IdentityPin.balance(identity, at: now()) {
                try library.observe(balance, since: mark)
                summary.balance = balance
            }
            try await runParts(options, progress, &summary)
        } catch let error as RemoteError {
            // All that was done is stored, and the next sync goes on.
            guard case .requestsUsedUp(let count) = error.failure else { throw error }
            summary.stoppedAfter = count
            summary.unknown = try library.outbox(in: [.unknown])
            summary.waiting = try library.outbox(in: [.pending])
        }
        summary.requests = requestCount() - before
        try library.setState(.lastSyncAt, to: "\(now().milliseconds)")
        try library.setState(.lastSyncSummary, to: summary.sentence)
        return summary
    }

    /// Calls whose process ended are unknown; only who can take the lock at once may say so.
    private func settleAbandonedPaidCalls() throws {
        guard let lock = try library.takePaidLock() else { return }
        _ = try library.settleAbandoned(holding: lock)
    }
}
