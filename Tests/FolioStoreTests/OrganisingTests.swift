import FolioModel
import FolioStore
import Foundation
import Testing

@Suite struct OrganisingTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    @Test func aPrefixThatFitsTwoIsNotGuessed() throws {
        let first = try store.add("one", minutes: 1)
        let second = try store.add("two", minutes: 2)

        let error = LibraryError.ambiguous(prefix: "7", matches: [first.id, second.id])
        #expect(throws: error) { try library.item("7") }
        #expect(try library.item(second.id.uppercased()).id == second.id)
        #expect(try library.item("last").id == second.id)
        #expect(try library.item("last~1").id == first.id)
        #expect(throws: LibraryError.noSuch(thing: "item", name: "last~2")) {
            try library.item("last~2")
        }
        #expect(throws: LibraryError.self) { try library.item("") }
        #expect(try library.namesAnItem("700", minimumLength: 3))
        #expect(try !library.namesAnItem("boat", minimumLength: 3))
    }

    @Test func theLastItemIsTheNewestByCreationNotByArrival() throws {
        let newest = try store.add("newest") { $0.createdAt = now + .seconds(1) }
        for number in 0..<30 { try store.add("\(number)") }

        #expect(try library.item("last").id == newest.id)
        #expect(try store.ids("id:last") == [newest.id])
        #expect(try library.item("last~30").prompt == "0")
    }

    @Test func tagsThatDifferInCaseAreOne() throws {
        let item = try store.add("one", tags: ["Boats"])

        #expect(try library.addTags([TagName("BOATS")], to: [item.id], now: now) == 0)
        #expect(try library.tags().map(\.name) == ["Boats"])
        #expect(try library.removeTags([TagName("boats")], from: [item.id], now: now) == 1)
        #expect(try library.tags().isEmpty)
        #expect(throws: LibraryError.self) {
            try library.addTags([TagName("x")], to: ["7nothere"], now: now)
        }
    }

    @Test func renamingToATagInUseJoinsThem() throws {
        let both = try store.add("both", minutes: 1, tags: ["old", "new"])
        let one = try store.add("one", minutes: 2, tags: ["old"])

        #expect(try library.renameTag("OLD", to: TagName("New"), now: now) == 2)
        #expect(try library.tags().map(\.count) == [2])
        #expect(try store.ids("tag:new") == [one.id, both.id])
        #expect(try store.ids("tag:old").isEmpty)
        #expect(try library.renameTag("new", to: TagName("NEW"), now: now) == 2)
        #expect(try library.tags().map(\.name) == ["NEW"])
        #expect(throws: LibraryError.noSuch(thing: "tag", name: "old")) {
            try library.renameTag("old", to: TagName("x"), now: now)
        }
        try store.checkIndex()
    }

    @Test func renamingToAnAliasOfTheSameTagKeepsTheTag() throws {
        let item = try store.add("one", tags: ["boats"])
        try store.sql("INSERT INTO tagAlias SELECT 'ships', tag FROM tag")

        _ = try library.renameTag("boats", to: TagName("ships"), now: now)
        #expect(try library.item(item.id).tags == ["ships"])
    }

    @Test func tagsAreListedInTheOrderInWhichTheyWereAdded() throws {
        let other = try store.add("other", tags: ["zebra"])
        let item = try store.add("one", tags: ["boat"])
        _ = try library.addTags([TagName("zebra")], to: [item.id], now: now + .seconds(1))

        #expect(try library.item(item.id).tags == ["boat", "zebra"])
        #expect(try library.item(other.id).tags == ["zebra"])
    }

    @Test func requestsOfAllProcessesAreCounted() throws {
        for seconds in [90_000, 50_000, 3_000, 30, 0] {
            try library.recordRequest(at: now - .seconds(seconds))
        }
        for _ in 0..<3 { try Library.open(store.folder).recordRequest(at: now) }

        let sent = try library.requests(before: now)
        #expect(sent.minute == 5)
        #expect(sent.hour == 6)
        #expect(sent.day == 7)
    }

    @Test func factsAboutTheLibraryCanBeForgotten() throws {
        try library.setState(.account, to: "42")
        try library.setState(.account, to: "43")
        #expect(try library.state(.account) == "43")
        try library.setState(.account, to: nil)
        #expect(try library.state(.account) == nil)
    }

    @Test func thumbnailsAreMadeAnewWhereTheirFileIsDamaged() throws {
        let thumbnail = Thumbnail(
            side: 256, width: 256, height: 144, format: "png", sha256: "ab", bytes: Data([1, 2]))
        try Thumbnails.open(beside: library).put([("7a", thumbnail)])
        #expect(try Thumbnails.open(beside: library).thumbnail(of: "7a", side: 256) == thumbnail)
        #expect(try Thumbnails.open(beside: library).thumbnail(of: "7a", side: 64) == nil)

        let file = store.folder.appendingPathComponent("thumbnails.sqlite")
        for ending in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: file.path + ending)  // May be gone already.
        }
        try Data("garbage".utf8).write(to: file)
        #expect(try Thumbnails.open(beside: library).thumbnail(of: "7a", side: 256) == nil)
    }
}
