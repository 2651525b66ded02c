import FolioModel
import FolioRemote
import FolioStore

/// Reads the pages of the rolling audit that are due.
struct AuditPull {
    let pull: MediaPull
    let deletionGuard: DeletionGuard

    /// Goes on from where the last sync ended; what each sync compared is stored once, together
    /// with how far the audit is. With `requests` it reads so many pages, whatever is due.
    ///
    /// Returns whether it came to the end of the listing.
    func run(
        after reading: MediaReading, requests: Int?, _ summary: inout SyncSummary
    ) async throws -> Bool {
        var audit = try noted().checked(at: pull.now())
        if audit.frontier == .distantFuture, reading.frontier != .distantFuture {
            // The head of the listing was compared just now.
            audit.frontier = reading.frontier
        }
        let due = audit.allowance(
            items: try pull.library.listedCount(),
            compared: try pull.library.listedCount(newerThan: audit.frontier),
            pageSize: reading.pageSize, now: pull.now())
        let allowance = requests ?? due
        guard allowance > 0 else { return false }
        var round = AuditRound(from: audit.frontier, pageSize: reading.pageSize)
        while round.wantsMore(allowance: allowance) {
            try Task.checkCancellation()
            pull.report(.auditing(round.pages, of: allowance))
            let offset = try round.offset(mirror(round))
            let page = try await MediaPage.read(at: offset, pull)
            audit.spend(at: pull.now())
            summary.auditRequests += 1
            try page.learn(pull, &summary)
            try round.take(page.listed, mirror(round))
        }
        try store(round, &audit, after: reading, &summary)
        return round.isAtEnd
    }

    private func mirror(_ round: AuditRound) -> HeldMirror {
        HeldMirror(library: pull.library, held: round.evidence.missing)
    }

    /// A library that was never audited begins now.
    private func noted() throws -> RollingAudit {
        if let noted = try RollingAudit.noted(in: pull.library) { return noted }
        // Else it would begin anew with every sync, and no page would ever be due.
        return try RollingAudit.begin(at: pull.now(), in: pull.library)
    }

    private func store(
        _ round: AuditRound, _ audit: inout RollingAudit, after reading: MediaReading,
        _ summary: inout SyncSummary
    ) throws {
        let library = pull.library
        try deletionGuard.check(round.evidence, library)
        audit.frontier = round.nextFrontier
        if round.isAtEnd { audit.beginNextCycle(at: pull.now()) }
        summary.suspects += try library.record(
            round.evidence, auditProgress: try audit.text, now: pull.now())
        summary.auditedItems += round.compared
        guard let newest = reading.newest else { return }
        for range in round.evidence.ranges {
            summary.suspects += try library.suspectNeverListed(
                createdFrom: max(range.oldest, Timestamp(milliseconds: 0)),
                through: min(range.newest, newest), addedBefore: reading.startedAt,
                now: pull.now())
        }
    }
}

/// Pages of the audit that follow each other in one sync.
struct AuditRound {
    private(set) var evidence = ListingEvidence()
    private(set) var pages = 0
    /// More than 0 while the last page began below what it should go on from.
    private(set) var stepsBack = 0
    private(set) var isAtEnd = false
    private var comparison: ListingComparison
    private var following: Int?
    private let pageSize: Int

    init(from frontier: Timestamp, pageSize: Int) {
        comparison = ListingComparison(from: frontier)
        self.pageSize = pageSize
    }

    /// How often a page is looked for higher up, where the listing moved: 3,200 items in all.
    private static let stepsBackLimit = 6
    /// Pages beyond what is due that a crowd of items of one moment may take.
    private static let crowdLimit = 20

    var compared: Int { comparison.compared }

    /// Whether another page is due. What was begun may take a few more, lest it begin anew on
    /// each sync.
    func wantsMore(allowance: Int) -> Bool {
        guard !isAtEnd, stepsBack <= Self.stepsBackLimit else { return false }
        let extra = stepsBack > 0 ? Self.stepsBackLimit : isCrowded ? Self.crowdLimit : 0
        return pages < allowance + extra
    }

    /// Whether the audit is within items of one moment that fill more than a page.
    var isCrowded: Bool { comparison.pagesOfOneMoment > 0 }

    /// Where the next sync goes on. What is left of a crowd is passed over: it proves nothing.
    var nextFrontier: Timestamp {
        let frontier = comparison.frontier
        guard isCrowded, frontier != .distantFuture, frontier != .distantPast else {
            return frontier
        }
        return frontier - .milliseconds(1)
    }

    /// Where to read next. `mirror` expects what this round found missing no more.
    func offset(_ mirror: some MirrorRanks) throws -> Int {
        if let following { return following }
        guard comparison.frontier != .distantFuture else { return 0 }
        let rank = try mirror.count(newerThan: comparison.frontier)
        let back = stepsBack > 0 ? (pageSize / 2) << (stepsBack - 1) : 0
        return max(rank - RollingAudit.overlap(pageSize: pageSize) - back, 0)
    }

    mutating func take(_ page: ListedPage, _ mirror: some MirrorRanks) throws {
        pages += 1
        following = nil
        guard comparison.goesOn(with: page) else {
            stepsBack += 1
            return
        }
        stepsBack = 0
        let isLast = page.count == 0 || page.hasMore == false
        evidence.add(try comparison.take(page, isLast: isLast, mirror: mirror))
        for id in page.ids { evidence.missing[id] = nil }
        isAtEnd = isLast
        let end = page.offset + page.count
        if page.ends(pageSize: pageSize) {
            following = end
        } else if isCrowded {
            following = max(
                end - RollingAudit.overlap(pageSize: pageSize), page.offset + 1)
        }
    }
}
