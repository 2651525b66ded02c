import FolioModel
import FolioRemote

/// A page of the listing as a piece of evidence: who was shown where, and whether it proves
/// anything.
struct ListedPage: Sendable {
    struct Entry: Hashable, Sendable {
        let mediaID: String
        /// The remote's own creation time.
        let moment: Timestamp
    }

    /// Why a page proves nothing.
    enum Defect: Hashable, Sendable {
        /// Newer items stand below older ones.
        case notNewestFirst
        case repeatsAnItem
        /// It has more elements than were asked for.
        case tooLong
        /// Elements that cannot be read, or without a time: any of them may be the one that seems
        /// to be missing.
        case unreadable(Int)
    }

    let offset: Int
    let entries: [Entry]
    /// Elements of any kind: what offsets are counted in.
    let count: Int
    let defect: Defect?
    /// The remote's word; `nil` where it gave none.
    let hasMore: Bool?

    init(
        _ page: Page<RemoteMediaItem>, offset: Int, limit: Int, rules: SafetyRules = .all
    ) {
        let entries = page.elements.compactMap { item in
            item.createdAt.map { Entry(mediaID: item.mediaID, moment: $0) }
        }
        self.init(
            offset: offset, entries: entries, count: page.count, hasMore: page.hasMore,
            limit: limit, rules: rules)
    }

    init(
        offset: Int, entries: [Entry], count: Int? = nil, hasMore: Bool? = nil,
        limit: Int = ListingReader.limit, rules: SafetyRules = .all
    ) {
        self.offset = offset
        self.entries = entries
        self.count = count ?? entries.count
        self.hasMore = hasMore
        defect = Self.defect(entries, count: self.count, limit: limit, rules: rules)
    }

    var ids: Set<String> { Set(entries.map(\.mediaID)) }

    /// Whether the listing ends with this page, as far as the page tells.
    func ends(pageSize: Int) -> Bool {
        count == 0 || hasMore == false || (hasMore == nil && count < pageSize)
    }

    private static func defect(
        _ entries: [Entry], count: Int, limit: Int, rules: SafetyRules
    ) -> Defect? {
        if rules.contains(.undecodableProvesNothing), entries.count < count {
            return .unreadable(count - entries.count)
        }
        guard rules.contains(.pageValidation) else { return nil }
        if count > limit { return .tooLong }
        if Set(entries.map(\.mediaID)).count < entries.count { return .repeatsAnItem }
        let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.moment >= $1.moment }
        return isSorted ? nil : .notNewestFirst
    }
}

/// A boundary in the listing: so many elements are newer than a moment.
///
/// Anchors stand only where the time falls from one element to the next, so that the order of
/// items of the same time does not matter.
struct Anchor: Hashable, Sendable {
    let moment: Timestamp
    /// Elements before the boundary, all of them newer than ``moment``.
    let rank: Int

    /// Before the first element.
    static let start = Anchor(moment: .distantFuture, rank: 0)

    /// Behind the last of so many elements.
    static func end(_ rank: Int) -> Anchor { Anchor(moment: .distantPast, rank: rank) }
}

extension ListedPage {
    /// Newest first. The start of the listing is one; its end is not, since it has to be proved.
    var anchors: [Anchor] {
        guard defect == nil else { return [] }
        var found = offset == 0 && count > 0 ? [Anchor.start] : []
        for (index, pair) in zip(entries, entries.dropFirst()).enumerated()
        where pair.0.moment > pair.1.moment {
            found.append(Anchor(moment: pair.1.moment, rank: offset + index + 1))
        }
        return found
    }

    /// How many elements at the end are of one moment, with the one before them: the next page may
    /// show more of that moment.
    var tail: Int {
        guard let last = anchors.last, last != .start else { return 0 }
        return offset + count - last.rank + 1
    }
}

extension Timestamp {
    /// Newer and older than any item.
    static let distantFuture = Timestamp(milliseconds: .max)
    static let distantPast = Timestamp(milliseconds: .min)
}
