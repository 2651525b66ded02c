import FolioModel
import FolioRemote
import FolioStore

/// Reads the remote's media, newest first, into the mirror. Absence marks nothing.
struct MediaPull {
    let library: Library
    let remote: any Remote
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncProgress) -> Void

    /// Reads until a page holds only known, unchanged items that line up with the mirror, one of
    /// them from before the last whole reading; else to the end.
    ///
    /// Items that an interrupted reading brought, or that were made here since, prove nothing
    /// about what lies below them.
    func run(_ summary: inout SyncSummary) async throws {
        let lastReading = try lastReading()
        var reader = ListingReader()
        var undecodable = 0
        var seen = 0
        while true {
            try Task.checkCancellation()
            let page = try await remote.media(offset: reader.offset, limit: ListingReader.limit)
            let overlap = reader.overlapIDs
            let fresh = page.elements.filter { !overlap.contains($0.mediaID) }
            let learned = try apply(page, fresh: fresh, to: &summary)
            undecodable += page.undecodable.count
            seen += fresh.count
            report(.readingMedia(seen))
            if let lastReading, try linesUp(page, learned),
                try library.hadMirrored(anyOf: page.elements.map(\.mediaID), by: lastReading),
                try !hasMoreThanExpected(page)
            {
                return try noteWholeReading(page)
            }
            let step = reader.read(
                ids: page.elements.map(\.mediaID), count: page.count, hasMore: page.hasMore,
                mostPossible: try library.mirroredCount() + undecodable)
            switch step {
            case .next: continue
            case .end: return try noteWholeReading(page)
            case .stop(let reason):
                return summary.warnings.append("reading media stopped: \(reason)")
            }
        }
    }

    /// `nil` also where the clock has gone back since: then no moment can be compared with it.
    private func lastReading() throws -> Timestamp? {
        let noted = try library.state(.mediaReadToTheEnd).flatMap { Int64($0) }
            .map(Timestamp.init(milliseconds:))
        return noted.flatMap { $0 <= now() ? $0 : nil }
    }

    private func noteWholeReading(_ page: Page<RemoteMediaItem>) throws {
        try library.setState(.mediaReadToTheEnd, to: "\(now().milliseconds)")
        try library.setState(.mediaSurplus, to: surplus(page).map { "\($0)" })
    }

    /// Whether the remote counts items that no page has shown: some were listed below the newest,
    /// as their times had it.
    private func hasMoreThanExpected(_ page: Page<RemoteMediaItem>) throws -> Bool {
        let known = try library.state(.mediaSurplus).flatMap { Int($0) }
        guard let known, let surplus = try surplus(page) else { return false }
        return surplus < known
    }

    /// How many items the mirror has beyond the remote's own count, such as deleted ones.
    private func surplus(_ page: Page<RemoteMediaItem>) throws -> Int? {
        try page.total.map { try library.presentCount() - $0 }
    }

    /// The rows of a page are one transaction.
    private func apply(
        _ page: Page<RemoteMediaItem>, fresh: [RemoteMediaItem], to summary: inout SyncSummary
    ) throws -> Library.Learned {
        let learned = try library.learn(fresh, now: now())
        let unreadable = page.undecodable.map { (raw: $0.raw, reason: $0.reason) }
        try library.keepUndecodable(unreadable, source: "media", now: now())
        summary.undecodable += page.undecodable.count
        summary.added += learned.added
        summary.changed += learned.changed
        summary.unchanged += learned.unchanged
        return learned
    }

    /// Whether a page shows nothing new, and the mirror holds nothing between its newest and its
    /// oldest item that the page does not show.
    private func linesUp(
        _ page: Page<RemoteMediaItem>, _ learned: Library.Learned
    ) throws -> Bool {
        guard !page.elements.isEmpty, page.undecodable.isEmpty, learned.added.isEmpty,
            learned.changed.isEmpty
        else { return false }
        let moments = page.elements.compactMap(\.createdAt)
        guard let oldest = moments.min(), let newest = moments.max() else { return true }
        let mirrored = try library.mirroredMediaIDs(after: oldest, before: newest)
        return Set(mirrored).isSubset(of: page.elements.map(\.mediaID))
    }
}

/// Asks for items one by one that the remote is expected to change soon.
struct PendingPull {
    let library: Library
    let remote: any Remote
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncProgress) -> Void

    /// Each once; one that the remote does not have now stays as it is.
    func run(limit: Int, _ summary: inout SyncSummary) async throws {
        let pending = try library.pendingItems()
        for (index, item) in pending.prefix(limit).enumerated() {
            guard let mediaID = item.mediaID else { continue }
            try Task.checkCancellation()
            report(.readingPending(index, of: min(limit, pending.count)))
            do {
                let learned = try library.learn([try await remote.mediaItem(mediaID)], now: now())
                summary.changed += learned.changed.filter { !summary.changed.contains($0) }
            } catch let error as RemoteError {
                guard !error.stopsSync else { throw error }
                summary.warnings.append("\(item.id) is still pending: \(error.message)")
            }
        }
    }
}
