import FolioModel
import FolioRemote
import FolioStore

/// Reads posts that changed since the last sync, oldest change first.
struct PostPull {
    /// How far behind the cursor a reading begins: clocks and commits on the remote are not exact.
    private static let overlap = Duration.seconds(60)
    private static let pageLimit = 5_000

    let library: Library
    let remote: any Remote
    let rules: EngineRules
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncProgress) -> Void

    /// The cursor moves with the rows of each page while the remote keeps to the order asked for;
    /// otherwise once, with the last page.
    func run(_ summary: inout SyncSummary) async throws {
        var reading = PostReading(cursor: try cursor(), overlap: Self.overlap)
        var seen = 0
        for _ in 0..<Self.pageLimit {
            try Task.checkCancellation()
            let page = try await remote.posts(reading.filter)
            let step = reading.read(page)
            let cursor = reading.cursor(after: step)
            if !rules.contains(.cursorWithRows), let cursor {
                try library.setState(.postsUpdatedAfter, to: "\(cursor.milliseconds)")
            }
            let changed = try library.learn(page.elements, cursor: cursor, now: now())
            summary.postsChanged += changed.filter { !summary.postsChanged.contains($0) }
            let unreadable = page.undecodable.map { (raw: $0.raw, reason: $0.reason) }
            try library.keepUndecodable(unreadable, source: "posts", now: now())
            summary.undecodable += page.undecodable.count
            seen += page.elements.count
            report(.readingPosts(seen))
            switch step {
            case .next: continue
            case .end: return
            case .stop(let reason):
                return summary.warnings.append("reading posts stopped: \(reason)")
            }
        }
        summary.warnings.append("reading posts stopped: there are too many")
    }

    private func cursor() throws -> Timestamp? {
        try library.state(.postsUpdatedAfter).flatMap { Int64($0) }
            .map(Timestamp.init(milliseconds:))
    }
}

/// Decides what page of posts to ask for next.
///
/// Where the remote obeys `updated_after` and the order, the next page is asked for by the newest
/// change seen, so that posts which change meanwhile cannot make it skip others. Where it does not,
/// pages follow by offset and overlap.
struct PostReading: Sendable {
    private(set) var filter: PostFilter
    private var known: Timestamp?
    private var newest: Timestamp?
    private var isInOrder = true
    private var previousIDs: [String] = []

    init(cursor: Timestamp?, overlap: Duration) {
        known = cursor
        filter = PostFilter(
            limit: ListingReader.limit, updatedAfter: cursor.map { $0 - overlap },
            sort: "updated_at", ascending: true)
    }

    mutating func read(_ page: Page<RemotePost>) -> ListingReader.Step {
        let ids = page.elements.map(\.postID)
        let moments = page.elements.compactMap(\.updatedAt)
        if moments.count < page.elements.count || moments != moments.sorted()
            || moments.first.map({ $0 < filter.updatedAfter ?? $0 }) ?? false
        {
            isInOrder = false
        }
        let former = newest
        newest = [newest, moments.max()].compactMap { $0 }.max()
        if page.count == 0 { return .end }
        if ids == previousIDs, !ids.isEmpty, filter.offset > 0 {
            return .stop("the remote repeats a page")
        }
        previousIDs = ids
        switch page.hasMore {
        case false?: return .end
        // A remote may cut its pages, but not to a single post.
        case nil where isInOrder && page.count == 1: return .end
        // Nothing but what the last sync saw, if no more follows: the cursor would not move on.
        case nil where isInOrder && page.count < filter.limit && newest == known:
            filter.offset += page.count
            return .next
        default: break
        }
        if isInOrder, let newest, newest - .seconds(1) > filter.updatedAfter ?? .distantPast,
            newest > former ?? .distantPast
        {
            filter.updatedAfter = newest - .seconds(1)
            filter.offset = 0
        } else {
            let kept = page.count == filter.limit ? 10 : 0
            filter.offset += page.count - kept
        }
        return .next
    }

    /// Up to where everything is known once this page's rows are stored; `nil` leaves it.
    func cursor(after step: ListingReader.Step) -> Timestamp? {
        guard let newest, isInOrder || step == .end else { return nil }
        return max(newest, known ?? newest)
    }
}
