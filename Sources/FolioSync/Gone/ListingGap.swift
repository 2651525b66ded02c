import FolioModel

/// What lies between two anchors of the listing and no page has shown yet.
struct ListingGap: Hashable, Sendable {
    let upper: Anchor
    let lower: Anchor
    /// How often it was divided.
    let depth: Int

    /// Elements between the anchors, by the listing.
    var span: Int { lower.rank - upper.rank }

    var deeper: ListingGap { ListingGap(upper: upper, lower: lower, depth: depth + 1) }

    /// Where to read: a gap that one page can show is shown whole, another is divided so that
    /// both parts are shown by as few whole pages as possible.
    func offset(pageSize: Int) -> Int {
        let capacity = Self.capacity(pageSize)
        guard span > capacity else {
            let margin = max((pageSize - span) / 2, 1)
            return max(upper.rank - min(margin, ListingReader.overlap), 0)
        }
        let needed = (span + capacity - 1) / capacity
        let above = span * ((needed - 1) / 2) / needed
        return max(upper.rank + above - 1, 0)
    }

    /// What is left of the gap beside a page, in which these are the outermost anchors.
    func parts(above first: Anchor, below last: Anchor) -> [ListingGap] {
        [
            ListingGap(upper: last, lower: lower, depth: depth + 1),
            ListingGap(upper: upper, lower: first, depth: depth + 1),
        ].filter { $0.upper.moment > $0.lower.moment }
    }

    /// A part is smaller than its whole, unless the listing moved meanwhile.
    func isUsable(in whole: ListingGap) -> Bool {
        span >= 0 && (span < whole.span || whole.depth == 0)
    }

    /// Pages that it takes to show all of it.
    func pages(pageSize: Int) -> Int {
        let capacity = Self.capacity(pageSize)
        return (max(span, 1) + capacity - 1) / capacity
    }

    /// Elements that a page proves something about: all but one at either end.
    private static func capacity(_ pageSize: Int) -> Int { max(pageSize - 2, 1) }
}

/// Looks for the end of the listing: from where it is expected, in steps that double and then
/// halve.
struct ListingEnd: Hashable, Sendable {
    /// At least so many elements are there; all of them, once the end is found.
    private(set) var known: Int
    /// Where to read next.
    private(set) var offset: Int
    /// Nothing is there from here on.
    private var empty: Int?
    private var stride: Int
    private let pageSize: Int

    init(known: Int, expected: Int, pageSize: Int) {
        self.known = known
        self.pageSize = pageSize
        stride = max(pageSize - ListingReader.overlap, 1)
        offset = max(expected - stride, known - 1, 0)
    }

    /// Takes in the page at ``offset``. Returns whether the end is known now.
    mutating func take(_ page: ListedPage) -> Bool {
        let end = page.offset + page.count
        if page.count == 0 {
            empty = min(empty ?? page.offset, page.offset)
            // Nothing more may be there than what was known, or even less.
            if page.offset <= known { known = page.offset }
        } else {
            known = max(known, end)
        }
        if page.count > 0, page.ends(pageSize: pageSize) || end >= empty ?? .max {
            known = end
            return true
        }
        if let empty, empty <= known { return true }
        aim()
        return false
    }

    private mutating func aim() {
        guard let empty else {
            // The first step is to the next page: a few elements more are the usual surprise.
            offset = known - 1 + (stride - max(pageSize - ListingReader.overlap, 1))
            stride *= 2
            return
        }
        let lowest = max(known - 1, 0)
        if empty - lowest <= pageSize {
            offset = lowest
        } else {
            stride = min(stride * 2, (empty - lowest) / 2 + pageSize)
            offset = max(empty - stride, lowest)
        }
    }
}
