import FolioModel
import FolioQuery
import FolioStore
import Testing

@Suite struct SpendFacetTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    private func spends(_ facets: Set<SpendFacet>, at later: Duration = .zero) throws -> [Spend] {
        var spends: [Spend] = []
        try library.forEachSpend(
            with: facets, of: nil, in: TimeRange(from: nil, until: nil), now: now + later
        ) { spends.append($0) }
        return spends
    }

    @Test func promptsOfTheSameWordsAreOneFamily() throws {
        try store.generate("A red BOAT, at dusk", credits: 1)
        try store.generate("dusk: at a réd boat!", credits: 1)
        try store.generate("a blue boat at dusk", credits: 1)

        let families = try spends([.family]).compactMap { $0.facets[.family]?.first }
        #expect(families[0] == families[1])
        #expect(families[2] != families[0])
    }

    @Test func onlyTheFacetsThatWereAskedForAreRead() throws {
        try store.generate("a boat", credits: 1, tags: ["boats"])

        #expect(try spends([]).first?.facets.isEmpty == true)
        #expect(try spends([.tag]).first?.facets == [.tag: ["boats"]])
    }

    @Test func anItemThatNothingUsesIsKeptWhileItIsYoung() throws {
        try store.generate("a boat", credits: 1)

        #expect(try spends([.outcome]).first?.facets[.outcome] == ["kept"])
        let old = try spends([.outcome], at: SpendOutcome.youth + .seconds(1))
        #expect(old.first?.facets[.outcome] == ["never-used"])
    }

    @Test func aPublishedPostMakesItsItemPostedAndAWaitingOneKeepsIt() throws {
        for (prompt, status) in [("one", "published"), ("two", "scheduled")] {
            let item = try store.generate(prompt, credits: 2)
            try store.sql(
                """
                INSERT INTO account (id, platform, name, seenAt) VALUES (7, 'x', 'acme', 0)
                ON CONFLICT DO NOTHING;
                INSERT INTO post (id, status, content, accountIdsJSON, createdAt)
                VALUES ('post-\(prompt)', '\(status)', '', '[7]', 0);
                INSERT INTO postMedia (post, position, item)
                SELECT post.rowid, 0, mediaItem.rowid FROM post, mediaItem
                WHERE post.id = 'post-\(prompt)' AND mediaItem.id = '\(item.id)';
                """)
        }

        let spends = try spends([.outcome, .post, .account], at: .seconds(90 * 86_400))
        #expect(spends.map { $0.facets[.outcome] } == [["posted"], ["kept"]])
        #expect(spends.map { $0.facets[.post] } == [["post-one"], ["post-two"]])
        #expect(spends.allSatisfy { $0.facets[.account] == ["x acme"] })
        let costs = try library.publishedCosts(in: TimeRange(from: nil, until: nil))
        #expect(Array(costs.values) == [2])
    }

    @Test func whatIsGoneIsDeletedOnlyWhereThisLibraryDeletedIt() throws {
        for prompt in ["one", "two"] { try store.generate(prompt, credits: 2) }
        try store.sql(
            """
            UPDATE mediaItem SET presence = 'gone';
            INSERT INTO outbox (action, item, actionJSON, state, createdAt)
            SELECT 'deleteMedia', rowid, '{}', 'done', 0 FROM mediaItem WHERE prompt = 'two'
            """)

        #expect(try spends([.outcome]).map { $0.facets[.outcome] } == [["gone"], ["deleted"]])
    }

    @Test func aCallOfUnknownOutcomeHasNoOutcomeOfAnItem() throws {
        _ = try library.beginGeneration(
            prompt: "a boat", model: nil, ratio: nil, expectedCredits: 3, now: now)

        #expect(try spends([.outcome]).map { $0.facets[.outcome] } == [nil])
    }
}
