import FolioModel
import FolioQuery
import FolioStore
import Testing

@Suite struct QueryFieldTests {
    let store: TemporaryLibrary

    init() throws {
        store = try TemporaryLibrary()
    }

    @Test func unknownCreditsFitNoComparisonAndEveryMinus() throws {
        try store.generate("cheap", credits: 2, minutes: 1)
        try store.generate("dear", credits: 12, minutes: 2)
        try store.generate("unknown", credits: nil, minutes: 3)

        #expect(try store.prompts("credits:>5") == ["dear"])
        #expect(try store.prompts("credits:0..5") == ["cheap"])
        #expect(try store.prompts("-credits:>5") == ["unknown", "cheap"])
        #expect(try store.prompts("unknown OR credits:>5") == ["unknown", "dear"])
    }

    @Test func datesAreCheckedOnTheItemThatWasPushedToALaterRow() throws {
        for number in 0..<40 { try store.add("same second \(number)") }
        try store.add("a second later") { $0.createdAt = TemporaryLibrary.now + .seconds(1) }
        try store.add("a day before", minutes: -1_440)

        #expect(try store.ids("date:2026-04-15").count == 41)
        #expect(try store.ids("date:2026-04-15T12:00:00Z").count == 40)
        #expect(try store.prompts("date:>2026-04-15T12:00:00Z") == ["a second later"])
        #expect(try store.prompts("date:yesterday") == ["a day before"])
        #expect(try store.ids("-date:today").count == 1)
    }

    @Test func aDayEndsWithItsLastMillisecond() throws {
        let midnight = TemporaryLibrary.now + .seconds(12 * 3_600)
        try store.add("last") { $0.createdAt = midnight - .milliseconds(1) }
        try store.add("first") { $0.createdAt = midnight }

        #expect(try store.prompts("date:2026-04-15") == ["last"])
        #expect(try store.prompts("date:2026-04-16") == ["first"])
        #expect(try store.prompts("-date:2026-04-15") == ["first"])
        #expect(try store.prompts("date:2026-04-15 OR date:2026-04-16").count == 2)
        #expect(try store.prompts("last date:2026-04-16").isEmpty)
        #expect(try store.prompts("last OR date:2026-04-16").count == 2)
    }

    @Test func idsArePrefixesWholeOrCountedBack() throws {
        let old = try store.generate("old", credits: 1, minutes: 1, mediaID: "AAAA-bbbb")
        let new = try store.add("new", minutes: 2)

        #expect(try store.ids("id:\(old.id)") == [old.id])
        #expect(try store.ids("id:7") == [new.id, old.id])
        #expect(try store.ids("id:last") == [new.id])
        #expect(try store.ids("id:last~1") == [old.id])
        #expect(try store.ids("id:last~9").isEmpty)
        #expect(try store.ids("id:AAAA-bbbb") == [old.id])
        #expect(try store.ids("-id:last") == [old.id])
    }

    @Test func usesAndPostsAreCounted() throws {
        let used = try store.add("used", minutes: 1)
        try store.add("unused", minutes: 2)
        let post = try store.queue([used.id, used.id])
        try store.queue([used.id])

        #expect(try store.prompts("used:never") == ["unused"])
        #expect(try store.prompts("used:2") == ["used"])
        #expect(try store.prompts("post:\(post.id)") == ["used"])
        #expect(try store.prompts("post:last") == ["used"])
        #expect(try store.prompts("-post:last") == ["unused"])
        #expect(try store.ids("post:zzz").isEmpty)
    }

    @Test func albumsRatingsNotesAndAliasesCount() throws {
        let item = try store.add("one", minutes: 1, tags: ["boats"])
        try store.add("two", minutes: 2)
        try store.sql(
            """
            INSERT INTO album VALUES (1, 'Winter', 'winter', 0);
            INSERT INTO albumItem SELECT 1, rowid, 0 FROM mediaItem WHERE id = '\(item.id)';
            INSERT INTO rating SELECT rowid, 4, 0 FROM mediaItem WHERE id = '\(item.id)';
            INSERT INTO note SELECT rowid, 'crème brûlée', 0 FROM mediaItem WHERE id = '\(item.id)';
            INSERT INTO tagAlias SELECT 'ships', tag FROM tag;
            """)
        try store.library.rebuildSearchIndex()

        for query in ["album:WINTER", "rating:>=4", "brulee", "tag:Ships", "-is:unrated"] {
            #expect(try store.prompts(query) == ["one"], "\(query)")
        }
        #expect(try store.prompts("rating:5").isEmpty)
    }

    @Test func qualitiesAndKindsAreFacets() throws {
        let gone = try store.add("gone", minutes: 1)
        try store.library.markGone(gone.id)
        try store.add("video", minutes: 2) {
            $0.kind = .video
            $0.state = .processing
        }
        try store.generate("remote", credits: 1, minutes: 3)

        #expect(try store.prompts("is:gone") == ["gone"])
        #expect(try store.prompts("is:ready") == ["remote"])
        #expect(try store.prompts("is:pending") == ["video"])
        #expect(try store.prompts("kind:video") == ["video"])
        #expect(try store.prompts("is:local") == ["video"])
        #expect(try store.prompts("is:remote") == ["remote"])
        #expect(try store.ids("is:no-pixels").count == 3)
        #expect(try store.ids("pgone").isEmpty)
    }

    @Test func savedSearchesStandForTheirQuery() throws {
        try store.add("red boat", minutes: 1)
        try store.add("blue boat", minutes: 2)
        try store.sql(
            """
            INSERT INTO savedSearch (name, query, createdAt) VALUES ('boats', 'boat @colour', 0),
                ('colour', 'red OR green', 0), ('a', 'x @b', 0), ('b', '-@a', 0),
                ('bad', 'tag:', 0)
            """)

        #expect(try store.prompts("@boats") == ["red boat"])
        #expect(try store.prompts("-@boats") == ["blue boat"])
        #expect(throws: SavedSearchError.cycle(["a", "b"])) { try store.ids("@a") }
        #expect(throws: SavedSearchError.missing("none")) { try store.ids("@none") }
        #expect(SavedSearchError.missing("none").kind == .notFound)
        #expect(throws: SavedSearchError.self) { try store.ids("@bad") }
    }
}
