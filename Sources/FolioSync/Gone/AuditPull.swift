import FolioModel
import FolioRemote
import FolioStore

/// Reads the pages of the rolling audit that are due.
struct AuditPull {
    let pull: MediaPull
    let deletionGuard: DeletionGuard

    /// How often a page is looked for higher up, where the listing moved.
    private static let stepsBackLimit = 3
    /// Pages beyond what is due that a crowd of items of one moment may take.
    private static let crowdLimit = 20

    /// Goes on from where the last sync ended; what each sync compared is stored once, together
    /// with how far the audit is.
    func run(after reading: MediaReading, _ summary: inout SyncSummary) async throws {
        var audit = try noted().checked(at: pull.now())
        let allowance = audit.allowance(
            items: try pull.library.listedCount(), pageSize: reading.pageSize, now: pull.now())
        guard allowance > 0 else { return }
        if audit.frontier == .distantFuture, reading.frontier != .distantFuture {
            // The head of the listing was compared just now.
            audit.frontier = reading.frontier
        }
        var round = AuditRound(from: audit.frontier, pageSize: reading.pageSize)
        while round.pages < allowance
            || (round.isCrowded && round.pages < allowance + Self.crowdLimit)
        {
            try Task.checkCancellation()
            pull.report(.auditing(round.pages, of: allowance))
            let offset = try round.offset(HeldMirror(library: pull.library))
            let page = try await MediaPage.read(at: offset, pull)
            audit.spend(at: pull.now())
            summary.auditRequests += 1
            try page.learn(pull, &summary)
            try round.take(page.listed, pull.library)
            guard round.stepsBack <= Self.stepsBackLimit, !round.isAtEnd else { break }
        }
        try store(round, &audit, &summary)
    }

    /// A library that was never audited begins now.
    private func noted() throws -> RollingAudit {
        if let noted = try RollingAudit.noted(in: pull.library) { return noted }
        var audit = RollingAudit(afterWholeReadingAt: pull.now())
        audit.restsUntil = pull.now()
        audit.startedAt = pull.now()
        return audit
    }

    private func store(
        _ round: AuditRound, _ audit: inout RollingAudit, _ summary: inout SyncSummary
    ) throws {
        let library = pull.library
        if !round.evidence.missing.isEmpty {
            try deletionGuard.check(
                missing: round.evidence.missing.count + library.missingCount(),
                known: library.listedCount())
        }
        audit.frontier = round.nextFrontier
        if round.isAtEnd { audit.beginNextCycle(at: pull.now()) }
        summary.suspects += try library.record(
            round.evidence, auditProgress: try audit.text, now: pull.now())
        summary.auditedItems += round.compared
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

    var compared: Int { comparison.compared }
    /// Whether the audit is within items of one moment that fill more than a page.
    var isCrowded: Bool { comparison.pagesOfOneMoment > 0 }

    /// Where the next sync goes on. What is left of a crowd is passed over: it proves nothing.
    var nextFrontier: Timestamp {
        isCrowded && comparison.frontier != .distantFuture
            ? comparison.frontier - .milliseconds(1) : comparison.frontier
    }

    func offset(_ mirror: HeldMirror) throws -> Int {
        if let following { return following }
        var mirror = mirror
        mirror.held = evidence.missing
        guard comparison.frontier != .distantFuture else { return 0 }
        let rank = try mirror.count(newerThan: comparison.frontier)
        return max(rank - ListingReader.overlap - stepsBack * pageSize / 2, 0)
    }

    mutating func take(_ page: ListedPage, _ library: Library) throws {
        pages += 1
        following = nil
        guard comparison.goesOn(with: page) else {
            stepsBack += 1
            return
        }
        stepsBack = 0
        let isLast = page.count == 0 || page.hasMore == false
        let mirror = HeldMirror(library: library, held: evidence.missing)
        evidence.add(try comparison.take(page, isLast: isLast, mirror: mirror))
        for id in page.ids { evidence.missing[id] = nil }
        isAtEnd = isLast
        let end = page.offset + page.count
        if page.ends(pageSize: pageSize) {
            following = end
        } else if isCrowded {
            following = max(end - ListingReader.overlap, page.offset + 1)
        }
    }
}
