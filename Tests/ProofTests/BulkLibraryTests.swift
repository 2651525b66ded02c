import FolioModel
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// A library of a hundred thousand items does all that a small one does.
@Suite(.proof) struct BulkLibraryTests {
    let bulk: BulkLibrary

    init() throws {
        bulk = try BulkLibrary()
    }

    @Test func itOpensListsAndPagesToItsEnd() throws {
        let library = try Library.open(bulk.store.folder, for: .reading)
        #expect(try library.overview().items == BulkLibrary.count)
        var pages = [try bulk.store.ids("*", limit: 1_000)]
        while let last = pages.last?.last {
            let page = try library.itemIDs(bulk.store.request("*", limit: 1_000, after: last))
            if page.isEmpty { break }
            pages.append(page)
        }

        #expect(pages.count == BulkLibrary.count / 1_000)
        #expect(Set(pages.joined()).count == BulkLibrary.count)
        let newest = try library.item("last")
        #expect(newest.mediaID == "media-0")
        #expect(pages.first?.first == newest.id)
    }

    @Test func everySearchFindsWhatItsNamesSay() throws {
        var itemsByWord: [String: Set<Int>] = [:]
        for number in 0..<BulkLibrary.count {
            for word in BulkLibrary.words(number) { itemsByWord[word, default: []].insert(number) }
        }
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<100 {
            let word = BulkLibrary.word(Int.random(in: 0..<1_600, using: &generator))
            let piece = String(word.dropFirst().prefix(3))
            let holders = itemsByWord.filter { $0.key.contains(piece) }
            let items = holders.values.reduce(into: Set()) { $0.formUnion($1) }

            #expect(try bulk.store.ids(word).count == itemsByWord[word]?.count)
            #expect(try bulk.store.ids("*\(piece)*").count == items.count)
        }
    }

    @Test func aTagGoesOnThousandsAtOnceAndIsFound() throws {
        let library = bulk.store.library
        let chosen = try bulk.store.ids("*ba*")
        #expect(chosen.count > 2_000)

        #expect(try library.addTags([TagName("Sale")], to: chosen, now: .sample) == chosen.count)
        #expect(try bulk.store.ids("tag:sale") == chosen)
        #expect(try library.renameTag("sale", to: TagName("gone"), now: .sample) == chosen.count)
        let lost = try library.removeTags([TagName("gone")], from: chosen, now: .sample)
        #expect(lost == chosen.count)
        #expect(try bulk.store.ids("tag:gone").isEmpty)
        try expectSoundIndex()
    }

    @Test func itsSpendingIsTheSumOfItsCharges() throws {
        let charged = try bulk.payForImages(3_000)

        let facts = try bulk.store.library.spendFacts()
        #expect(facts.compactMap(\.credits).reduce(0, +) == charged)
        #expect(facts.allSatisfy { $0.certainty == .certain })
    }

    @Test func aSyncFindsWhatIsNewWithFewRequests() async throws {
        let fake = FakeRemote(BulkLibrary.listing)
        let all = try await bulk.sync(fake)
        #expect(all.added.isEmpty && all.changed.isEmpty)
        #expect(all.unchanged >= BulkLibrary.count)

        let quiet = try await bulk.sync(fake)
        #expect(quiet.added.isEmpty && quiet.changed.isEmpty)
        #expect(quiet.requests <= 8)
        let new = (1...250).map {
            RemoteMediaItem.sample("new-\($0)", createdAt: .sample + .seconds(60 * $0))
        }
        await fake.change { $0.items.insert(contentsOf: new.reversed(), at: 0) }
        let later = try await bulk.sync(fake)

        #expect(later.added.count == 250)
        #expect(later.requests <= 12)
        #expect(try bulk.store.library.overview().items == BulkLibrary.count + 250)
        try expectSoundIndex()
    }

    private func expectSoundIndex() throws {
        let queries = ["bababe", "*ab*", "png", "-png"]
        let before = try queries.map { try bulk.store.ids($0) }
        try bulk.store.library.rebuildSearchIndex()
        #expect(try queries.map { try bulk.store.ids($0) } == before)
        #expect(try bulk.store.library.integrityProblems().isEmpty)
    }
}
