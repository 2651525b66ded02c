import FolioModel
import FolioStore
import FolioTestSupport
import Testing

@Suite struct TaggingTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    @Test func anotherNameMeansTheTagWhereverItIsTyped() throws {
        let item = try store.add("one", tags: ["boats"])
        let other = try store.add("two", minutes: 1)
        try library.addTagAlias(TagName("Ship"), of: "BOATS", now: now)

        #expect(try library.addTags([TagName("ship")], to: [item.id, other.id], now: now) == 1)
        #expect(try library.tags().map(\.name) == ["boats"])
        #expect(try library.tags().map(\.aliases) == [["ship"]])
        #expect(try store.ids("tag:SHIP") == [other.id, item.id])
        #expect(try library.removeTags([TagName("ship")], from: [other.id], now: now) == 1)
        #expect(throws: TagNameTaken(name: "boats", wanted: "ship")) {
            try library.addTagAlias(TagName("boats"), of: "ship", now: now)
        }
        #expect(throws: LibraryError.noSuch(thing: "tag", name: "nothing")) {
            try library.addTagAlias(TagName("x"), of: "nothing", now: now)
        }
        try library.removeTagAlias("SHIP", now: now)
        #expect(try store.ids("tag:ship").isEmpty)
        try store.checkIndex()
    }

    @Test func mergedTagsBringTheirOtherNamesAndRules() throws {
        let items = try ["a", "b", "c"].enumerated().map { index, tag in
            try store.add("x \(index)", minutes: Int64(index), tags: [tag, "all"])
        }
        try library.addTagAlias(TagName("also"), of: "a", now: now)
        _ = try library.addTagRule("boat", tags: [TagName("b")], now: now)

        #expect(try library.mergeTags(["a", "b"], into: TagName("c"), now: now) == 2)

        #expect(try store.ids("tag:c") == items.reversed().map(\.id))
        #expect(try store.ids("tag:also").count == 3)
        #expect(try library.tagRules().map(\.tags) == [["c"]])
        #expect(try store.add("boat").tags == ["c"])
        try store.checkIndex()
    }

    @Test func aRuleTagsWhatArrivesFromEverywhere() throws {
        let before = try store.add("a red boat")
        let rule = try library.addTagRule("boat -dog", tags: [TagName("sea")], now: now)
        _ = try library.addTagRule("is:image", tags: [TagName("picture")], now: now)
        _ = try library.addTagRule("tag:sea", tags: [TagName("chained")], now: now)

        #expect(try store.add("a blue boat").tags == ["sea", "picture"])
        #expect(try store.add("a boat and a dog").tags == ["picture"])
        #expect(try store.generate("a paid boat", credits: 3).tags == ["sea", "picture"])
        _ = try library.learn([.sample("listed", fileName: "boat.png")], now: now)
        #expect(try library.item(mediaID: "listed")?.tags == ["sea", "picture"])
        #expect(try library.item(before.id).tags.isEmpty)
        try store.checkIndex()

        try library.removeTagRule(rule.number, now: now)
        #expect(try store.add("a late boat").tags == ["picture"])
        #expect(throws: LibraryError.noSuch(thing: "rule", name: "1")) {
            try library.removeTagRule(1, now: now)
        }
    }

    @Test func aRuleThatCannotBeReadStopsNothing() throws {
        try library.saveSearch("boats", "boat", description: nil, now: now)
        _ = try library.addTagRule("@boats", tags: [TagName("sea")], now: now)
        #expect(throws: SavedSearchError.inUse("boats", by: "the rule 1")) {
            try library.removeSavedSearch("boats", now: now)
        }
        #expect(try store.add("boat").tags == ["sea"])
        try store.sql("DELETE FROM savedSearch")
        #expect(try store.add("boat").tags.isEmpty)
        #expect(throws: SavedSearchError.missing("nothing")) {
            try library.addTagRule("@nothing", tags: [TagName("sea")], now: now)
        }
    }

    @Test func whatARuleGaveDoesNotKeepAnUploadFromItsPlace() throws {
        _ = try library.addTagRule("is:image", tags: [TagName("picture")], now: now)
        let item = try store.add("my own boat") { $0.fileName = "boat.png" }
        let entry = try library.addUpload(item, now: now)
        _ = try library.learn([.sample("place", fileName: "boat.png")], now: now)
        #expect(try library.item(mediaID: "place")?.tags == ["picture"])

        #expect(try library.reserve("place", for: entry.item.id, in: entry.entry.id))
        #expect(try library.item(mediaID: "place")?.id == entry.item.id)
        try store.checkIndex()
    }

    @Test func aBatchIsOneStepAndAllOrNothing() throws {
        let first = try store.add("one", minutes: 1, tags: ["old"])
        let second = try store.add("two", minutes: 2)
        let edits = [
            Library.TagEdit(
                item: first.id, added: try [TagName("new")], removed: try [TagName("old")]),
            Library.TagEdit(item: "last", added: try [TagName("new")], removed: []),
            Library.TagEdit(item: second.id, added: try [TagName("new")], removed: []),
        ]
        let before = try store.dump()

        #expect(try library.editTags(edits, now: now, dryRun: true) == 2)
        #expect(try store.dump() == before)
        let wrong = edits + [Library.TagEdit(item: "nothere", added: [], removed: [])]
        let reason = LibraryError.noSuch(thing: "item", name: "nothere")
        #expect(throws: TagEditFailure(index: 3, reason: reason)) {
            try library.editTags(wrong, now: now, dryRun: false)
        }
        #expect(try store.dump() == before)

        #expect(try library.editTags(edits, now: now, dryRun: false) == 2)
        #expect(try library.item(first.id).tags == ["new"])
        #expect(try library.tags().map(\.name) == ["new"])
        #expect(try library.history().map(\.itemCount) == [2])
        try store.checkIndex()
    }

    @Test func hiddenItemsAreLeftOutUnlessTheyAreAskedFor() throws {
        let shown = try store.add("a red boat", minutes: 1)
        let hidden = try store.add("a blue boat", minutes: 2, tags: ["sea"])
        #expect(try library.setHidden(true, [hidden.id], now: now) == 1)
        #expect(try library.setHidden(true, [hidden.id], now: now) == 0)

        for query in ["", "boat", "boat OR tag:sea", "-dog", "is:image", "*oat*"] {
            #expect(try store.ids(query) == [shown.id], "\(query)")
        }
        for query in ["is:hidden", "boat is:hidden", "id:\(hidden.id)", "is:hidden tag:sea"] {
            #expect(try store.ids(query) == [hidden.id], "\(query)")
        }
        #expect(try library.itemIDs(store.request("boat").withHidden()).count == 2)
        #expect(try library.items(store.request("boat")).total == 1)
        try store.checkIndex()

        #expect(try library.setHidden(false, [hidden.id], now: now) == 1)
        #expect(try store.ids("boat").count == 2)
        try store.checkIndex()
    }

    @Test func albumsOfOneNameBecomeOne() throws {
        let items = try (0..<3).map { try store.add("\($0)", minutes: Int64($0)).id }
        #expect(try library.addToAlbum(AlbumName("A"), [items[0], items[1]], now: now) == 2)
        #expect(try library.addToAlbum(AlbumName("a"), [items[1], items[2]], now: now) == 1)
        _ = try library.addToAlbum(AlbumName("B"), [items[0]], now: now)

        #expect(try library.renameAlbum("b", to: AlbumName("A"), now: now) == 1)
        #expect(try library.albums().map(\.count) == [3])
        #expect(try store.ids("album:A").count == 3)
        #expect(try library.removeFromAlbum("A", [items[0]], now: now) == 1)
        #expect(throws: LibraryError.noSuch(thing: "album", name: "B")) {
            try library.deleteAlbum("B", now: now)
        }
        #expect(try library.deleteAlbum("a", now: now) == 2)
        #expect(try library.albums().isEmpty)
    }

    @Test func savedSearchesThatLieTooDeepInEachOtherAreNotKept() throws {
        let nested = { (inner: String) in
            let open = String(repeating: "a (b OR ", count: 15)
            return open + inner + String(repeating: ")", count: 15)
        }
        try library.saveSearch("s0", nested("boat"), description: nil, now: now)
        #expect(throws: SavedSearchError.tooLong) {
            for number in 1..<20 {
                try library.saveSearch(
                    "s\(number)", nested("@s\(number - 1)"), description: nil, now: now)
            }
        }
        #expect(try library.savedSearches().count < 20)
    }

    @Test func aSavedSearchThatWouldUseItselfIsNotKept() throws {
        try library.saveSearch("a", "boat", description: "first", now: now)
        try library.saveSearch("b", "@a red", description: nil, now: now)

        #expect(throws: SavedSearchError.cycle(["a", "b"])) {
            try library.saveSearch("a", "@b", description: nil, now: now)
        }
        #expect(try library.savedSearches().map(\.query) == ["boat", "@a red"])
        #expect(throws: SavedSearchError.inUse("a", by: "the saved search “b”")) {
            try library.removeSavedSearch("a", now: now)
        }
        try library.removeSavedSearch("b", now: now)
        try library.removeSavedSearch("a", now: now)
        #expect(try library.savedSearches().isEmpty)
        #expect(try library.undo(2).count == 2)
        #expect(try store.ids("@b").isEmpty)
    }

    @Test func notesAreFoundByTheirWords() throws {
        let item = try store.add("one")
        #expect(try library.setNote("the client likes it", of: item.id, now: now))
        #expect(try !library.setNote("the client likes it", of: item.id, now: now))
        #expect(try store.ids("client") == [item.id])
        #expect(try library.setNote(nil, of: item.id, now: now))
        #expect(try store.ids("client").isEmpty)
        try store.checkIndex()
    }
}
