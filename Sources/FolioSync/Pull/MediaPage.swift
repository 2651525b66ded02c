import FolioModel
import FolioRemote
import FolioStore

/// A page of the remote's media: what to learn from it, and what it proves.
struct MediaPage: Sendable {
    let page: Page<RemoteMediaItem>
    let listed: ListedPage

    static func read(at offset: Int, _ pull: MediaPull) async throws -> MediaPage {
        let page = try await pull.remote.media(offset: offset, limit: ListingReader.limit)
        return MediaPage(
            page: page,
            listed: ListedPage(
                page, offset: offset, limit: ListingReader.limit, rules: pull.rules))
    }

    /// Takes what the page shows into the mirror, without what the page before has shown. The
    /// rows of a page are one transaction. A page that is read besides the listing adds nothing to
    /// the number of unchanged items: most of them were counted already.
    @discardableResult
    func learn(
        except overlap: Set<String> = [], _ pull: MediaPull, _ summary: inout SyncSummary
    ) throws -> Library.Learned {
        try learn(except: overlap, facts: [:], at: pull.now(), pull, &summary)
    }

    /// The same, and the place where to read on moves in the same transaction.
    func learn(
        except overlap: Set<String>, place: String?, at moment: Timestamp, _ pull: MediaPull,
        _ summary: inout SyncSummary
    ) throws -> Library.Learned {
        let learned = try learn(
            except: overlap, facts: [.mediaReading: place], at: moment, pull, &summary)
        summary.unchanged += learned.unchanged
        return learned
    }

    private func learn(
        except overlap: Set<String>, facts: [Library.StateName: String?], at moment: Timestamp,
        _ pull: MediaPull, _ summary: inout SyncSummary
    ) throws -> Library.Learned {
        // First, since a page that was passed is not looked at again.
        let unreadable = page.undecodable.map { (raw: $0.raw, reason: $0.reason) }
        try pull.library.keepUndecodable(unreadable, source: "media", now: moment)
        let fresh = page.elements.filter { !overlap.contains($0.mediaID) }
        let learned = try pull.library.learn(fresh, facts: facts, now: moment)
        let moments = listed.entries.map(\.moment)
        if let oldest = moments.min(), let newest = moments.max() {
            try pull.library.placeUnreadable(
                page.undecodable.count, from: oldest, through: newest)
            if listed.defect == nil {
                try pull.library.placeForgotten(
                    shown: listed.ids, newerThan: oldest, olderThan: newest)
            }
        }
        summary.forgotten.formUnion(learned.forgotten)
        summary.undecodable += page.undecodable.count
        summary.added += learned.added
        summary.changed += learned.changed
        summary.cleared += learned.reappeared
        return learned
    }

    /// Whether one of its items was in the mirror at `moment` already.
    func had(by moment: Timestamp, _ library: Library) throws -> Bool {
        try library.hadMirrored(anyOf: page.elements.map(\.mediaID), by: moment)
    }

    /// Whether a page shows nothing new, and the mirror holds nothing between its newest and its
    /// oldest item that the page does not show.
    func linesUp(_ learned: Library.Learned, _ library: Library) throws -> Bool {
        guard !page.elements.isEmpty, page.undecodable.isEmpty, learned.added.isEmpty,
            learned.changed.isEmpty
        else { return false }
        let moments = listed.entries.map(\.moment)
        guard let oldest = moments.min(), let newest = moments.max() else { return true }
        let mirrored = try library.listedPlaces(newerThan: oldest, through: newest)
        return mirrored.filter { $0.value < newest }.keys.allSatisfy(listed.ids.contains)
    }
}

/// What reading the listing from its start has shown.
struct MediaReading: Sendable {
    let startedAt: Timestamp
    var evidence = ListingEvidence()
    /// `false` where the listing makes no sense: nothing is concluded from it.
    var isUsable = true
    /// What the remote makes of the limit.
    var pageSize = ListingReader.limit
    /// The lowest boundary that a page has shown.
    private(set) var anchor = Anchor.start
    /// Items of the last page with any that are ready, for asking whether the remote is sane.
    private(set) var living: [String] = []
    /// Why pages proved nothing.
    private(set) var defects: Set<ListedPage.Defect> = []
    /// Whether the listing was read to its end, compared or not.
    private(set) var reachedEnd = false
    /// Elements shown, as far as the listing was read.
    private(set) var shown = 0
    /// The newest time that was shown.
    private(set) var newest: Timestamp?
    private var comparison: ListingComparison

    init(startedAt: Timestamp, overlaps: Bool = true) {
        self.startedAt = startedAt
        comparison = ListingComparison(overlaps: overlaps)
    }

    /// Whether everything was compared, from the newest to the oldest.
    var isWhole: Bool { !comparison.hasGap && comparison.frontier == .distantPast }
    /// Whether there was nothing to read.
    var isEmpty: Bool { reachedEnd && shown == 0 }
    /// Whether the remote listed in order, though maybe with elements that cannot be read: such a
    /// one stays for ever, and what lies elsewhere is still worth an audit.
    var isInOrder: Bool {
        defects.allSatisfy { if case .unreadable = $0 { true } else { false } }
    }
    var frontier: Timestamp { comparison.frontier }
    var compared: Int { comparison.compared }

    mutating func take(
        _ page: MediaPage, isLast: Bool, _ mirror: HeldMirror
    ) throws {
        var mirror = mirror
        mirror.held = evidence.missing
        let proof = try comparison.take(page.listed, isLast: isLast, mirror: mirror)
        evidence.add(proof)
        for id in page.listed.ids { evidence.missing[id] = nil }
        if let lowest = page.listed.anchors.last { anchor = lowest }
        if let defect = page.listed.defect { defects.insert(defect) }
        reachedEnd = isLast
        shown = max(shown, page.listed.offset + page.listed.count)
        newest = [newest, page.listed.entries.map(\.moment).max()].compactMap { $0 }.max()
        let ready = page.page.elements.filter { $0.state == .ready }.map(\.mediaID)
        if !ready.isEmpty { living = ready }
    }
}

extension ListingEvidence {
    /// Ranges that touch become one.
    mutating func add(_ proof: ListingComparison.Proof) {
        missing.merge(proof.missing) { $1 }
        guard let range = proof.range else { return }
        if let last = ranges.last, last.oldest == range.newest {
            ranges[ranges.count - 1].oldest = range.oldest
        } else {
            ranges.append(range)
        }
    }
}
