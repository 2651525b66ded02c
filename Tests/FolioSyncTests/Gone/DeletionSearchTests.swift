import FolioModel
import FolioTestSupport
import Testing

// The pure parts of the search are no interface of the module.
@testable import FolioSync

@Suite struct DeletionSearchTests {
    struct Figure: Sendable, CustomTestStringConvertible {
        let items: Int
        let deleted: Int
        /// Head, search and the head again.
        let requests: Int
        var isRun = false

        var testDescription: String { "\(deleted) of \(items)" }
    }

    static let figures = [
        Figure(items: 1_000, deleted: 0, requests: 3),
        Figure(items: 1_000, deleted: 1, requests: 8),
        Figure(items: 10_000, deleted: 100, requests: 12, isRun: true),
        Figure(items: 10_000, deleted: 0, requests: 3),
        Figure(items: 10_000, deleted: 1, requests: 10),
        Figure(items: 10_000, deleted: 5, requests: 30),
        Figure(items: 10_000, deleted: 50, requests: 90),
        Figure(items: 100_000, deleted: 0, requests: 3),
        Figure(items: 100_000, deleted: 1, requests: 13),
        Figure(items: 100_000, deleted: 5, requests: 42),
        Figure(items: 100_000, deleted: 100, requests: 320),
        Figure(items: 100_000, deleted: 100, requests: 16, isRun: true),
    ]

    @Test(arguments: figures)
    func deletionsAreFoundWithFewRequests(_ figure: Figure) throws {
        let runs = figure.items > 10_000 ? 6 : 20
        for seed in 0..<UInt64(runs) {
            var listing = MemoryListing(count: figure.items, ties: 0.02, seed: seed)
            let mirror = MemoryMirror(listing.entries)
            let deleted =
                figure.isRun
                ? listing.deleteRun(figure.deleted) : listing.deleteScattered(figure.deleted)

            let found = try Self.search(&listing, mirror)

            #expect(found.missing == deleted, "seed \(seed)")
            #expect(listing.requests <= figure.requests, "seed \(seed)")
        }
    }

    @Test(arguments: [0, 1, 50, 98, 99, 100, 497, 998, 999])
    func aDeletionAtAnyPlaceIsFound(place: Int) throws {
        var listing = MemoryListing(count: 1_000, seed: 1)
        let mirror = MemoryMirror(listing.entries)
        let removed = listing.remove(at: place)

        #expect(try Self.search(&listing, mirror).missing == [removed])
    }

    @Test(arguments: [0.3, 0.7])
    func tiesInAnyOrderMakeNoSuspects(ties: Double) throws {
        for seed in 0..<UInt64(20) {
            var listing = MemoryListing(count: 10_000, ties: ties, seed: seed)
            let mirror = MemoryMirror(listing.entries)
            let deleted = listing.deleteScattered(5)

            let found = try Self.search(&listing, mirror)

            #expect(found.missing == deleted, "seed \(seed)")
        }
    }

    @Test func churnMakesNoSuspectsOfLivingItemsAndTheSearchEnds() throws {
        for seed in 0..<UInt64(40) {
            var listing = MemoryListing(count: 10_000, ties: 0.3, seed: seed)
            let mirror = MemoryMirror(listing.entries)
            _ = listing.deleteScattered(5)

            let found = try Self.search(&listing, mirror) { listing in
                switch listing.requests % 4 {
                case 0: listing.insert("new\(listing.requests)")
                case 1: listing.insert("old\(listing.requests)", backDated: true)
                case 2: _ = listing.deleteScattered(1)
                default: break
                }
            }

            let living = Set(listing.entries.map(\.mediaID))
            #expect(found.missing.isDisjoint(with: living), "seed \(seed)")
            #expect(listing.requests < 250, "seed \(seed)")
        }
    }

    @Test func soManyDeletionsThatReadingEverythingIsCheaperAreLeftToThat() throws {
        var listing = MemoryListing(count: 10_000, seed: 3)
        let mirror = MemoryMirror(listing.entries)
        _ = listing.deleteScattered(900)

        #expect(try Self.search(&listing, mirror).isScanCheaper)
        #expect(listing.requests < 20)
    }

    @Test func itemsThatWereListedAnewFarBelowAreFound() throws {
        var listing = MemoryListing(count: 5_000, seed: 4)
        let mirror = MemoryMirror(listing.entries)
        listing.insert("late", backDated: true)

        #expect(try Self.search(&listing, mirror).known.contains("late"))
    }

    @Test func theSearchOfTheEndEndsSoonWhereTheRemoteTakesNoNoticeOfTheOffset() throws {
        let listing = MemoryListing(count: 3_000, seed: 5)
        let page = Array(listing.entries.prefix(100))
        let head = ListedPage(offset: 0, entries: page)
        let mirror = MemoryMirror(listing.entries)
        var search = DeletionSearch(
            below: try #require(head.anchors.last), expected: mirror.count(), pageSize: 100)

        while case .read(let offset) = try search.next(mirror), search.pages < 10 {
            try search.take(ListedPage(offset: offset, entries: page), mirror)
        }

        #expect(search.pages == 2)
        #expect(search.findings.isEndless)
        #expect(search.findings.missing.isEmpty)
    }

    /// New elements on each page, wherever it is read.
    @Test func theSearchOfTheEndEndsWhereEveryPageIsFullOfOthers() throws {
        let listing = MemoryListing(count: 3_000, seed: 6)
        let mirror = MemoryMirror(listing.entries)
        let head = ListedPage(offset: 0, entries: Array(listing.entries.prefix(100)))
        let oldest = try #require(listing.entries.last?.moment)
        var search = DeletionSearch(
            below: try #require(head.anchors.last), expected: mirror.count(), pageSize: 100)

        while case .read(let offset) = try search.next(mirror) {
            let made = (0..<100).map {
                ListedPage.Entry(
                    mediaID: "made\(offset + $0)", moment: oldest - .seconds(Int64($0)))
            }
            try search.take(ListedPage(offset: offset, entries: made), mirror)
        }

        #expect(search.pages < 20)
        #expect(search.findings.isEndless)
        #expect(search.findings.missing.isEmpty)
    }

    /// Reads the head as the pull does, then searches. `change` runs before each request.
    static func search(
        _ listing: inout MemoryListing, _ known: MemoryMirror,
        change: (inout MemoryListing) -> Void = { _ in }
    ) throws -> (missing: Set<String>, known: Set<String>, isScanCheaper: Bool) {
        var mirror = known
        let head = listing.page(at: 0)
        mirror.learn(head)
        var comparison = ListingComparison()
        let proof = try comparison.take(head, isLast: head.hasMore == false, mirror: mirror)
        mirror.held = proof.missing
        var search = DeletionSearch(
            below: try #require(head.anchors.last), expected: mirror.count(), pageSize: 100)
        while true {
            change(&listing)
            switch try search.next(mirror) {
            case .scan: return ([], [], true)
            case .done:
                if search.pages > 1 { mirror.learn(listing.page(at: 0)) }
                return (Set(mirror.held.keys), Set(mirror.known.keys), false)
            case .read(let offset):
                let page = listing.page(at: offset)
                mirror.learn(page)
                try search.take(page, mirror)
                mirror.held.merge(search.findings.missing) { $1 }
                for id in page.ids { mirror.held[id] = nil }
            }
        }
    }
}
