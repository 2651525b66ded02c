import FolioModel
import FolioStore

/// Finds with few pages where the listing parts from the mirror.
///
/// Between two anchors the mirror predicts how many elements stand. Where fewer do, some were
/// deleted; where more do, some are not known yet. Such a gap is halved until a page shows all of
/// it. A deletion and an old item that is listed anew between the same anchors cancel out: the
/// audit finds those.
///
/// Ask ``next(_:)`` for a page to read, learn what it shows, give it to ``take(_:_:)``, and so on.
struct DeletionSearch: Sendable {
    enum Step: Hashable, Sendable {
        /// Read the page at this offset.
        case read(Int)
        /// Nothing more can be found this way.
        case done
        /// So much has changed that reading everything takes fewer requests.
        case scan
    }

    /// What the search has found.
    struct Findings: Sendable {
        /// Media ids that pages should have shown and did not, with their places.
        var missing: [String: Timestamp] = [:]
        /// The listing moved between two pages, or a page proved nothing: what was not found may
        /// be there all the same.
        var isInconclusive = false
        /// The remote shows the same at another offset, or more than any listing has: it has no end
        /// to be found.
        var isEndless = false
        /// How many elements the listing has; `nil` where its end was not seen.
        var total: Int?
    }

    private enum Phase {
        case seekingEnd
        /// A short page was the last, if nothing follows it.
        case provingEnd(ListedPage)
        case closing(ListingGap)
        case idle
    }

    /// More halvings than any listing needs.
    private static let depthLimit = 40

    private(set) var findings = Findings()
    /// Pages taken in.
    private(set) var pages = 0
    private let head: Anchor
    private let pageSize: Int
    private let pageLimit: Int
    private var phase = Phase.seekingEnd
    private var end: ListingEnd
    /// What the page before showed while the end was looked for.
    private var former: [ListedPage.Entry] = []
    private var gaps: [ListingGap] = []
    private var isEstimated = false

    /// Searches below `head`, in a listing of which `expected` elements are known. `pageSize` is
    /// what the remote makes of the limit.
    init(below head: Anchor, expected: Int, pageSize: Int) {
        self.head = head
        self.pageSize = max(pageSize, 3)
        pageLimit = 2 * expected / self.pageSize + Self.depthLimit
        end = ListingEnd(known: head.rank, expected: expected, pageSize: self.pageSize)
    }

    mutating func next(_ mirror: some MirrorRanks) throws -> Step {
        guard pages < pageLimit else {
            findings.isInconclusive = true
            return .done
        }
        switch phase {
        case .seekingEnd: return .read(end.offset)
        case .provingEnd(let page): return .read(page.offset + page.count)
        case .closing, .idle: break
        }
        if !isEstimated, try scanIsCheaper(mirror) { return .scan }
        isEstimated = true
        while let gap = gaps.popLast() {
            guard try mirror.net(gap.upper, gap.lower) != 0 else { continue }
            phase = .closing(gap)
            return .read(gap.offset(pageSize: pageSize))
        }
        return .done
    }

    /// Takes in a page whose items the mirror has learned.
    mutating func take(_ page: ListedPage, _ mirror: some MirrorRanks) throws {
        pages += 1
        for id in page.ids { findings.missing[id] = nil }
        let asked = phase
        phase = .idle
        switch asked {
        case .seekingEnd: try seekEnd(page, mirror)
        case .provingEnd(let last): try proveEnd(last, followedBy: page, mirror)
        case .closing(let gap):
            let reachesEnd =
                gap.lower.moment == .distantPast && page.offset + page.count >= gap.lower.rank
            try split(gap, page, isLast: reachesEnd, mirror)
        case .idle: break
        }
    }
}

/// The end of the listing.
extension DeletionSearch {
    private mutating func seekEnd(_ page: ListedPage, _ mirror: some MirrorRanks) throws {
        guard end.take(page) else { return seekOn(after: page) }
        let gap = ListingGap(upper: head, lower: .end(end.known), depth: 0)
        findings.total = end.known
        guard gap.span >= 0 else {
            findings.isInconclusive = true
            return
        }
        guard page.count > 0, page.defect == nil else {
            // Its length still tells how much is missing.
            findings.isInconclusive = findings.isInconclusive || page.count > 0
            gaps.append(gap.deeper)
            return
        }
        let lowest = page.anchors.last ?? head
        if page.hasMore == nil, try mirror.net(lowest, gap.lower) != 0 {
            phase = .provingEnd(page)
        } else {
            try split(gap, page, isLast: true, mirror)
        }
    }

    /// A remote that takes no notice of the offset would be read for ever, in doubling steps.
    private mutating func seekOn(after page: ListedPage) {
        let isRepeated = !page.entries.isEmpty && page.entries == former
        former = page.entries
        guard !isRepeated, end.offset <= ListingReader.mostElements else {
            findings.isInconclusive = true
            findings.isEndless = true
            return
        }
        phase = .seekingEnd
    }

    private mutating func proveEnd(
        _ last: ListedPage, followedBy page: ListedPage, _ mirror: some MirrorRanks
    ) throws {
        let gap = ListingGap(
            upper: head, lower: .end(last.offset + last.count), depth: 0)
        if page.count == 0 { return try split(gap, last, isLast: true, mirror) }
        // The page was cut, or the listing grew: no more than its anchors is known.
        findings.isInconclusive = true
        findings.total = nil
        guard let lowest = last.anchors.last else { return }
        try split(ListingGap(upper: head, lower: lowest, depth: 0), last, isLast: false, mirror)
    }
}

/// Gaps.
extension DeletionSearch {
    /// Compares what lies between the outermost anchors of a page, and leaves for later what lies
    /// beyond them in the gap.
    private mutating func split(
        _ gap: ListingGap, _ page: ListedPage, isLast: Bool, _ mirror: some MirrorRanks
    ) throws {
        var anchors = page.anchors
        if isLast, page.defect == nil { anchors.append(.end(page.offset + page.count)) }
        guard let first = anchors.first, let last = anchors.last,
            first.moment > gap.lower.moment, last.moment < gap.upper.moment
        else {
            // It proves nothing, or is from another place: the listing moved, or repeats.
            findings.isInconclusive = true
            return
        }
        let seen = page.ids
        let expected = try mirror.places(newerThan: last.moment, through: first.moment)
        for (id, place) in expected where !seen.contains(id) { findings.missing[id] = place }
        for part in gap.parts(above: first, below: last) {
            if part.isUsable(in: gap), part.depth < Self.depthLimit {
                gaps.append(part)
            } else {
                findings.isInconclusive = true
            }
        }
    }

    /// Whether nearly every page of the open gaps would have to be read anyway: then a reading of
    /// everything costs little more, and is a whole audit.
    private func scanIsCheaper(_ mirror: some MirrorRanks) throws -> Bool {
        let missing = try gaps.reduce(0) { $0 + abs(try mirror.net($1.upper, $1.lower)) }
        let pages = gaps.reduce(0) { $0 + $1.pages(pageSize: pageSize) }
        return missing > 2 * pages
    }
}
