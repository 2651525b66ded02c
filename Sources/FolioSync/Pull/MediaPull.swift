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
    /// about what lies below them. An interrupted reading goes on at its place once the head has
    /// been read down to it.
    func run(_ summary: inout SyncSummary) async throws {
        let lastReading = try lastReading()
        var asked = now()
        var reading = MediaReading(
            after: MediaReading(json: try library.state(.mediaReading)), now: asked)
        var seen = 0
        while true {
            try Task.checkCancellation()
            if seen > 0 { asked = now() }
            let reader = reading.current.reader
            let page = try await remote.media(offset: reader.offset, limit: ListingReader.limit)
            let fresh = page.elements.filter { !reader.overlapIDs.contains($0.mediaID) }
            let step = try read(page, fresh, &reading)
            let place = step == .next ? try reading.json() : nil
            let learned = try apply(page, fresh: fresh, place: place, at: asked, to: &summary)
            reading.current.new += learned.added.count
            seen += fresh.count
            report(.readingMedia(seen, of: page.total))
            if try linesUp(page, learned) {
                if let part = reading.nextPart {
                    if step == .next, try meets(page, part) {
                        reading.joinNextPart()
                        try library.setState(.mediaReading, to: reading.json())
                    }
                } else if let lastReading, try had(page, by: lastReading),
                    try !hasMoreThanExpected(page)
                {
                    return try noteWholeReading(page, since: reading.current.since)
                }
            }
            switch step {
            case .next: continue
            case .end: return try noteWholeReading(page, since: reading.current.since)
            case .stop(let reason):
                return summary.warnings.append("reading media stopped: \(reason)")
            }
        }
    }

    /// Takes a page in, and moves on in the part that is being read.
    private func read(
        _ page: Page<RemoteMediaItem>, _ fresh: [RemoteMediaItem], _ reading: inout MediaReading
    ) throws -> ListingReader.Step {
        let moments = page.elements.compactMap(\.createdAt)
        let isAbove = moments.min().flatMap { oldest in
            reading.current.oldest.map { oldest > $0 }
        }
        reading.current.undecodable += page.undecodable.count
        // What this page brings is not in the mirror yet.
        let most = try library.mirroredCount() + page.count + reading.current.undecodable
        let before = reading.current.reader.overlapIDs
        let step = reading.current.reader.read(
            ids: page.elements.map(\.mediaID), count: page.count, hasMore: page.hasMore,
            mostPossible: most, isAbove: isAbove ?? false)
        reading.current.newest = reading.current.newest ?? moments.max()
        if reading.current.reader.overlapIDs != before, let oldest = moments.min() {
            reading.current.oldest = oldest
        }
        return step
    }

    /// Whether all that lies below a page was read by an earlier part, down to its place.
    private func meets(_ page: Page<RemoteMediaItem>, _ part: MediaReading.Part) throws -> Bool {
        let moments = page.elements.compactMap(\.createdAt)
        if moments.count == page.elements.count, let newest = moments.max(),
            let oldest = moments.min(), let first = part.newest, let last = part.oldest,
            newest <= first, oldest >= last
        {
            return true
        }
        return try had(page, by: part.since)
    }

    /// `nil` also where the clock has gone back since: then no moment can be compared with it.
    private func lastReading() throws -> Timestamp? {
        let noted = try library.state(.mediaReadToTheEnd).flatMap { Int64($0) }
            .map(Timestamp.init(milliseconds:))
        return noted.flatMap { $0 <= now() ? $0 : nil }
    }

    private func had(_ page: Page<RemoteMediaItem>, by moment: Timestamp) throws -> Bool {
        try library.hadMirrored(anyOf: page.elements.map(\.mediaID), by: moment)
    }

    /// What the mirror had when the head was asked for lies in what was read, or below.
    private func noteWholeReading(
        _ page: Page<RemoteMediaItem>, since moment: Timestamp
    ) throws {
        try library.setStates([
            .mediaReadToTheEnd: "\(moment.milliseconds)",
            .mediaSurplus: try surplus(page).map { "\($0)" },
            .mediaReading: nil,
        ])
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

    /// The rows of a page and the place where to read on are one transaction.
    private func apply(
        _ page: Page<RemoteMediaItem>, fresh: [RemoteMediaItem], place: String?,
        at moment: Timestamp, to summary: inout SyncSummary
    ) throws -> Library.Learned {
        // First, since a page that was passed is not looked at again.
        let unreadable = page.undecodable.map { (raw: $0.raw, reason: $0.reason) }
        try library.keepUndecodable(unreadable, source: "media", now: moment)
        let learned = try library.learn(fresh, facts: [.mediaReading: place], now: moment)
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
