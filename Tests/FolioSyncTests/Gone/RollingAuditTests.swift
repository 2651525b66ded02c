import FolioModel
import FolioStore
import FolioTestSupport
import Testing

// The pure parts of the audit are no interface of the module.
@testable import FolioSync

@Suite struct RollingAuditTests {
    private static let hour = Duration.seconds(3_600)

    @Test(arguments: [(1_000, 3), (10_000, 18), (100_000, 170)])
    func aCycleTakesAWeekAndSoManyRequestsADay(items: Int, daily: Int) throws {
        var listing = MemoryListing(count: items, ties: 0.02, seed: 1)
        let mirror = MemoryMirror(listing.entries)
        // Both a deletion and an item that is listed anew: their number tells nothing.
        let deleted = listing.deleteScattered(5)
        for number in 0..<5 { listing.insert("late\(number)", backDated: true) }

        let cycle = try Self.run(&listing, mirror, every: Self.hour)

        #expect(cycle.missing == deleted)
        #expect(cycle.duration <= .seconds(7 * 86_400))
        #expect(cycle.mostInADay <= daily)
    }

    @Test(arguments: 0..<10)
    func whateverMovesMeanwhileEveryDeletionIsFoundAndNoLivingItemSuspected(
        seed: UInt64
    ) throws {
        var listing = MemoryListing(count: 3_000, ties: 0.5, seed: seed)
        let mirror = MemoryMirror(listing.entries)
        let deleted = listing.deleteScattered(20)

        let cycle = try Self.run(&listing, mirror, every: .seconds(600)) { listing in
            switch listing.requests % 3 {
            case 0: listing.insert("new\(listing.requests)")
            case 1: listing.insert("old\(listing.requests)", backDated: true)
            default: _ = listing.deleteScattered(1)
            }
        }

        let living = Set(listing.entries.map(\.mediaID))
        #expect(deleted.isSubset(of: cycle.missing))
        #expect(cycle.missing.isDisjoint(with: living))
    }

    @Test func afterAWholeReadingItRestsForADay() {
        let audit = RollingAudit(afterWholeReadingAt: .sample)

        let rested = Timestamp.sample + .seconds(86_400)
        #expect(Self.pages(audit, of: 1_000, at: rested - .seconds(1)) == 0)
        #expect(Self.pages(audit, of: 1_000, at: rested) > 0)
    }

    @Test func aMachineThatWasOffCatchesUpWithoutPassingTheDailyLimit() {
        let audit = RollingAudit(afterWholeReadingAt: .sample)

        let late = Timestamp.sample + .seconds(6 * 86_400)
        let pages = Self.pages(audit, of: 100_000, at: late)

        #expect(pages == RollingAudit.dailyLimit(items: 100_000, pageSize: 100))
    }

    @Test func aClockThatWentBackBeginsTheCycleAnew() {
        let audit = RollingAudit(afterWholeReadingAt: .sample)

        let earlier = Timestamp.sample - .seconds(30 * 86_400)

        #expect(audit.checked(at: earlier).frontier == .distantFuture)
        #expect(Self.pages(audit.checked(at: earlier), of: 9, at: earlier) > 0)
    }

    private static func pages(_ audit: RollingAudit, of items: Int, at now: Timestamp) -> Int {
        audit.allowance(items: items, compared: 0, pageSize: 100, now: now)
    }

    struct Cycle {
        var missing: Set<String> = []
        var duration = Duration.zero
        var mostInADay = 0
    }

    /// Runs a cycle with a sync so often. `change` runs before each request.
    static func run(
        _ listing: inout MemoryListing, _ known: MemoryMirror, every pause: Duration,
        change: (inout MemoryListing) -> Void = { _ in }
    ) throws -> Cycle {
        var mirror = known
        var audit = RollingAudit(afterWholeReadingAt: .sample)
        let start = audit.restsUntil
        var now = start
        var cycle = Cycle()
        var days: [Int64: Int] = [:]
        while true {
            let allowance = audit.allowance(
                items: mirror.count(), compared: mirror.count(newerThan: audit.frontier),
                pageSize: 100, now: now)
            if allowance > 0 {
                var round = AuditRound(from: audit.frontier, pageSize: 100)
                while round.wantsMore(allowance: allowance) {
                    change(&listing)
                    let page = listing.page(at: try round.offset(mirror))
                    audit.spend(at: now)
                    days[(now - start).inMilliseconds / 86_400_000, default: 0] += 1
                    mirror.learn(page)
                    try round.take(page, mirror)
                    for id in page.ids { cycle.missing.remove(id) }
                }
                cycle.missing.formUnion(round.evidence.missing.keys)
                mirror.held.merge(round.evidence.missing) { $1 }
                audit.frontier = round.nextFrontier
                if round.isAtEnd { break }
            }
            now = now + pause
            try #require(now - start < .seconds(30 * 86_400))
        }
        cycle.duration = now - start
        cycle.mostInADay = days.values.max() ?? 0
        return cycle
    }
}
