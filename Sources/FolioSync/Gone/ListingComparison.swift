import FolioModel
import FolioStore

/// Compares pages that follow each other with the mirror, from a boundary downward.
///
/// Its frontier is a moment, not an offset: everything newer was compared, however the listing
/// moved since. A page goes on only where it begins above the frontier, so that nothing can lie
/// between two pages that neither shows.
struct ListingComparison: Sendable {
    /// What one page has proved.
    struct Proof: Sendable {
        /// The range that was compared; `nil` where none was.
        var range: AuditedRange?
        /// Media ids that the mirror expected there, with their places.
        var missing: [String: Timestamp] = [:]
    }

    /// Everything newer than this, from where the comparison began, was compared.
    private(set) var frontier: Timestamp
    /// Whether a page left something between it and the one before uncompared.
    private(set) var hasGap = false
    /// Elements compared.
    private(set) var compared = 0
    /// Elements newer than the frontier, when it was shown; `nil` where it was not yet.
    private var rank: Int?
    /// How many pages in a row ended where they began: all of one moment.
    private(set) var pagesOfOneMoment = 0
    /// Media ids seen below the frontier.
    private var carried: Set<String> = []
    /// The offset behind the page before, and whether that was shorter than the limit.
    private var previousEnd: Int?
    private var wasShort = false
    private let overlaps: Bool

    /// Without `overlaps` a page is taken to follow the one before, wherever it begins.
    init(from frontier: Timestamp = .distantFuture, overlaps: Bool = true) {
        self.frontier = frontier
        self.overlaps = overlaps
    }

    /// Takes in the next page. `isLast` where the listing is known to end with it.
    mutating func take(
        _ page: ListedPage, isLast: Bool, mirror: some MirrorRanks
    ) throws -> Proof {
        defer {
            previousEnd = page.offset + page.count
            wasShort = page.count < ListingReader.limit
        }
        guard page.defect == nil else {
            skip(page)
            return Proof()
        }
        var anchors = page.anchors
        if isLast { anchors.append(.end(page.offset + page.count)) }
        if !goesOn(with: page) { restart(anchors.first) }
        rank = rank ?? anchors.first { $0.moment <= frontier }?.rank
        // In a crowd of one moment that no page shows whole, the remote may shuffle items out of
        // sight: then only their number tells something.
        let isCrowded = pagesOfOneMoment > 0 || page.entries.first?.moment == frontier
        guard let lowest = anchors.last(where: { $0.moment < frontier }) else {
            pagesOfOneMoment += page.count > 0 ? 1 : 0
            carried.formUnion(page.ids)
            return Proof()
        }
        let range = AuditedRange(oldest: lowest.moment, newest: frontier)
        let expected = try mirror.places(newerThan: range.oldest, through: range.newest)
        let seen = carried.union(page.ids)
        let missing = expected.filter { !seen.contains($0.key) }
        let listed = rank.map { lowest.rank - $0 }
        advance(page, to: lowest, expected: expected.count)
        guard isCrowded, !missing.isEmpty else { return Proof(range: range, missing: missing) }
        if let listed, expected.count <= listed { return Proof(range: range) }
        hasGap = true
        let asked = missing.sorted { $0.key < $1.key }.prefix(Self.crowdLimit)
        return Proof(missing: Dictionary(uniqueKeysWithValues: asked.map { ($0.key, $0.value) }))
    }

    /// So many items of a crowd may be asked for one by one.
    private static let crowdLimit = 20
}

extension ListingComparison {
    /// Whether nothing can lie between this page and what was compared before.
    ///
    /// What follows a short page begins right behind it, to see whether it was the last.
    func goesOn(with page: ListedPage) -> Bool {
        guard overlaps, page.offset > 0 else { return true }
        if wasShort, page.offset == previousEnd { return true }
        guard let first = page.entries.first else { return page.offset == previousEnd }
        guard frontier != .distantFuture || !carried.isEmpty else { return false }
        return first.moment > frontier || !carried.isDisjoint(with: page.ids)
    }

    private mutating func restart(_ anchor: Anchor?) {
        hasGap = true
        carried = []
        pagesOfOneMoment = 0
        rank = nil
        if let anchor { frontier = min(frontier, anchor.moment) }
    }

    /// A page that proves nothing leaves a gap as far as it reaches.
    private mutating func skip(_ page: ListedPage) {
        hasGap = true
        carried = []
        pagesOfOneMoment = 0
        rank = nil
        if let oldest = page.entries.map(\.moment).min() { frontier = min(frontier, oldest) }
    }

    private mutating func advance(_ page: ListedPage, to anchor: Anchor, expected: Int) {
        frontier = anchor.moment
        rank = anchor.rank
        compared += expected
        pagesOfOneMoment = 0
        carried = Set(page.entries.filter { $0.moment <= frontier }.map(\.mediaID))
    }
}
