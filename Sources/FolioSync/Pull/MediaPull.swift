import FolioModel
import FolioRemote
import FolioStore

/// Reads the remote's media, newest first, into the mirror, and compares the two on the way.
struct MediaPull {
    let library: Library
    let remote: any Remote
    var rules = SafetyRules.all
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncProgress) -> Void

    /// Reads until a page holds only known, unchanged items that line up with the mirror, one of
    /// them from before the last whole reading; else, or where `whole`, to the end.
    ///
    /// Items that an interrupted reading brought, or that were made here since, prove nothing
    /// about what lies below them. `check` sees what is missing after each page, and may throw.
    func run(
        whole: Bool = false, _ summary: inout SyncSummary,
        check: (MediaReading) throws -> Void = { _ in }
    ) async throws -> MediaReading {
        let lastReading = whole ? nil : try lastReading()
        var reader = ListingReader(overlaps: rules.contains(.overlap))
        var reading = MediaReading(startedAt: now(), overlaps: rules.contains(.overlap))
        var undecodable = 0
        var seen = 0
        while true {
            try Task.checkCancellation()
            let page = try await MediaPage.read(at: reader.offset, self)
            let overlap = reader.overlapIDs
            let learned = try page.learn(except: overlap, self, &summary)
            undecodable += page.page.undecodable.count
            seen += page.page.elements.count { !overlap.contains($0.mediaID) }
            report(.readingMedia(seen))
            let linesUp = try page.linesUp(learned, lastReading, library)
            let step = reader.read(
                ids: page.page.elements.map(\.mediaID), count: page.page.count,
                hasMore: page.page.hasMore, tail: page.listed.tail,
                mostPossible: try library.mirroredCount() + undecodable)
            let isLast = step == .end || (linesUp && page.page.hasMore == false)
            reading.pageSize = reader.realPageSize ?? reading.pageSize
            if reader.stepsBack == 0 {
                try reading.take(page, isLast: isLast, HeldMirror(library: library))
                try check(reading)
            }
            if linesUp {
                try noteWholeReading()
                return reading
            }
            switch step {
            case .next: continue
            case .end:
                try noteWholeReading()
                return reading
            case .stop(let reason):
                summary.warnings.append("reading media stopped: \(reason)")
                reading.isUsable = false
                return reading
            }
        }
    }

    /// `nil` also where the clock has gone back since: then no moment can be compared with it.
    private func lastReading() throws -> Timestamp? {
        let noted = try library.state(.mediaReadToTheEnd).flatMap { Int64($0) }
            .map(Timestamp.init(milliseconds:))
        return noted.flatMap { $0 <= now() ? $0 : nil }
    }

    private func noteWholeReading() throws {
        try library.setState(.mediaReadToTheEnd, to: "\(now().milliseconds)")
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
                let learned = try library.learn(
                    [try await remote.mediaItem(mediaID)], isListed: false, now: now())
                summary.changed += learned.changed.filter { !summary.changed.contains($0) }
            } catch let error as RemoteError {
                guard !error.stopsSync else { throw error }
                summary.warnings.append("\(item.id) is still pending: \(error.message)")
            }
        }
    }
}
