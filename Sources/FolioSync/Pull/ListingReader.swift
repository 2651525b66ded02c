/// Decides where to read next in a listing by offsets that may move, and when to stop.
///
/// Pages overlap, since an item that vanishes moves all older ones up. A page that shares nothing
/// with the one before may have jumped over some: then the reading steps back. The end is an empty
/// page or the remote's word; a page that is merely short is followed by one more request, because
/// a remote may clamp the limit or cut a page.
struct ListingReader: Sendable, Codable {
    /// What the remote accepts at most (`remote-api.md` §4).
    static let limit = 100
    static let overlap = 10
    private static let stepsBackLimit = 3
    /// A reading that goes on later looks further: thousands may have vanished meanwhile.
    private static let stepsBackLimitAfterPause = 10
    private static let repeatLimit = 3
    /// Whatever comes after that is no listing.
    static let mostElements = pageLimit * limit
    private static let pageLimit = 50_000

    private(set) var offset = 0
    private let overlaps: Bool
    private var previousIDs: [String] = []
    private var expectsOverlap = false
    /// The longest page so far: what the remote makes of the limit.
    private(set) var realPageSize: Int?
    private var pages = 0
    private var repeats = 0
    /// More than 0 while the reading looks for the older end of the page before.
    private(set) var stepsBack = 0
    private var jumpedTo = 0
    private var hasGap = false
    /// Whether no page was read since the reading was taken up again.
    private var isResuming = false
    /// Whether the page before lay above the place where the reading was taken up.
    private var wasAbove = false

    init(overlaps: Bool = true) {
        self.overlaps = overlaps
    }

    /// What follows from a page.
    enum Step: Hashable, Sendable {
        /// Read on at ``ListingReader/offset``.
        case next
        /// The listing was read to its end without a gap.
        case end
        /// No more can be learned; nothing may be concluded. The reason, for people.
        case stop(String)
    }

    /// Ids of the page before, which overlap with the next one.
    var overlapIDs: Set<String> { Set(previousIDs) }

    /// Takes in a page.
    ///
    /// `mostPossible` is how many elements the listing can have at most: all that was ever seen.
    /// The last `tail` elements of the page belong on one page with what follows, if that can be.
    /// `isAbove` tells that all of the page is newer than what the page before ended with.
    mutating func read(
        ids: [String], count: Int, hasMore: Bool?, tail: Int = 0, mostPossible: Int,
        isAbove: Bool = false
    ) -> Step {
        pages += 1
        guard count > 0 else {
            return hasMore == true
                ? .stop("the remote sent an empty page and says that there is more") : ending
        }
        repeats = !ids.isEmpty && ids == previousIDs ? repeats + 1 : 0
        guard repeats < Self.repeatLimit else { return .stop("the remote repeats a page") }
        guard offset <= mostPossible + 2 * Self.limit, pages < Self.pageLimit else {
            return .stop("the remote lists more than it has")
        }
        if expectsOverlap, !ids.isEmpty, overlapIDs.isDisjoint(with: ids) {
            if isResuming, isAbove {
                // The place comes further on. Half a page each time passes over nothing.
                wasAbove = true
                offset += max(1, count / 2)
                return .next
            }
            // Where the page before lay above and this one does not, what would overlap is gone.
            if !isResuming || !wasAbove { return stepBack() }
        }
        stepsBack = 0
        isResuming = false
        if hasMore == false { return ending }
        advance(ids: ids, count: count, hasMore: hasMore, tail: tail)
        return .next
    }

    private var ending: Step {
        hasGap ? .stop("the listing moved too fast to be read without a gap") : .end
    }

    private mutating func advance(ids: [String], count: Int, hasMore: Bool?, tail: Int) {
        let expected = realPageSize ?? (hasMore == nil ? Self.limit : count)
        let kept = count < expected || !overlaps ? 0 : min(max(Self.overlap, tail), count / 2)
        realPageSize = max(realPageSize ?? 0, count)
        previousIDs = ids
        offset += count - kept
        expectsOverlap = kept > 0
    }

    /// Looks for the older end of the page before; after a few tries reads on all the same, since
    /// the rest is still worth reading.
    private mutating func stepBack() -> Step {
        if stepsBack == 0 { jumpedTo = offset }
        stepsBack += 1
        let limit = isResuming ? Self.stepsBackLimitAfterPause : Self.stepsBackLimit
        if stepsBack > limit || (offset == 0 && isResuming) {
            hasGap = true
            expectsOverlap = false
            isResuming = false
            stepsBack = 0
            offset = jumpedTo
        } else {
            // After a pause each step is twice the one before.
            offset = max(0, offset - Self.limit / 2 * (isResuming ? 1 << (stepsBack - 1) : 1))
        }
        return .next
    }
}

extension ListingReader {
    /// The same reading, to go on after a pause in which the listing grew by `new` at its top.
    func resumed(afterGrowingBy new: Int) -> ListingReader {
        var reader = self
        reader.offset += new
        reader.isResuming = true
        reader.wasAbove = false
        reader.stepsBack = 0
        reader.pages = 0
        return reader
    }
}
