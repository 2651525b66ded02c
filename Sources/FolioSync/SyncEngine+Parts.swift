import FolioModel
import FolioRemote
import FolioStore

/// The parts of a sync, in an order in which each of them gets its turn where requests are few.
extension SyncEngine {
    typealias Report = @Sendable (SyncProgress) -> Void

    /// Reading the media goes on where it stopped, so it comes first; asking one by one for what
    /// may be gone or is pending comes last, for that may be much.
    func runParts(
        _ options: SyncOptions, _ progress: @escaping Report, _ summary: inout SyncSummary
    ) async throws {
        let media = DeletionPull(
            pull: MediaPull(
                library: library, remote: remote, rules: rules, now: now, report: progress),
            options: options, requestsLeft: requestsLeft(options))
        var reading: MediaReading?
        let isLate = try media.comesLate()
        if options.pulls {
            try await part("reading media", &summary) { reading = try await media.read(&$0) }
            if !isLate { try await search(media, &reading, &summary) }
            try await part("reading accounts", &summary) { try await pullAccounts(&$0) }
            try await part("reading posts", &summary) { summary in
                try await PostPull(
                    library: library, remote: remote, rules: engineRules, now: now,
                    report: progress
                ).run(&summary)
            }
        }
        if options.pushes { try await push(options, progress, &summary) }
        guard options.pulls else { return }
        // Some never settle: they must not take what the parts after them need.
        let half = requestsLeft(options)().map { $0 / 2 } ?? .max
        try await PendingPull(library: library, remote: remote, now: now, report: progress)
            .run(limit: max(min(options.pendingLimit, half), 0), &summary)
        if isLate { try await search(media, &reading, &summary) }
        if let reading {
            try await part("asking for missing items", &summary) {
                try await media.confirm(after: reading, &$0)
            }
        }
        try await DownloadPull(
            library: library, remote: remote, originals: originals, now: now, report: progress
        ).run(options, &summary)
    }

    /// What cannot be searched is not concluded from either.
    private func search(
        _ media: DeletionPull, _ reading: inout MediaReading?, _ summary: inout SyncSummary
    ) async throws {
        guard let head = reading else { return }
        reading = nil
        var found: MediaReading?
        try await part("looking for deletions", &summary) {
            found = try await media.search(after: head, &$0)
        }
        reading = found
    }

    /// Runs a part of a sync. Where the remote can be used but this part cannot be done, the others
    /// still are.
    private func part(
        _ name: String, _ summary: inout SyncSummary,
        _ body: (inout SyncSummary) async throws -> Void
    ) async throws {
        do {
            try await body(&summary)
        } catch let error as RemoteError where !error.stopsSync {
            summary.warnings.append("\(name) failed: \(error.message)")
            summary.failure = summary.failure ?? error
        }
    }

    /// An empty list where accounts are known says nothing about them.
    private func pullAccounts(_ summary: inout SyncSummary) async throws {
        let accounts = try await remote.accounts()
        summary.accounts = accounts.count
        guard try !accounts.isEmpty || library.accounts().isEmpty else {
            return summary.warnings.append("the remote listed no accounts; the known ones stay")
        }
        try library.learn(accounts)
    }

    private func push(
        _ options: SyncOptions, _ progress: @escaping Report, _ summary: inout SyncSummary
    ) async throws {
        try await OutboxPush(
            library: library,
            sender: EntrySender(
                library: library, remote: remote, originals: originals, rules: engineRules,
                now: now),
            now: now, requestsLeft: requestsLeft(options), report: progress
        ).run(&summary)
    }

    private func requestsLeft(_ options: SyncOptions) -> @Sendable () -> Int? {
        let (limit, requestCount) = (options.maximumRequests, requestCount)
        return { limit.map { $0 - requestCount() } }
    }
}
