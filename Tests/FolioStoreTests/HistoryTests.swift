import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

@Suite struct HistoryTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    /// Items with something of everything, so that each change meets what it replaces.
    private func prepare() throws -> [MediaItem.ID] {
        let ids = try (0..<6).map {
            try store.add("boat \($0)", minutes: Int64($0), tags: $0 < 4 ? ["sea", "t\($0)"] : [])
                .id
        }
        _ = try library.addToAlbum(AlbumName("Winter"), Array(ids.prefix(3)), now: now)
        _ = try library.addToAlbum(AlbumName("Sale"), Array(ids.suffix(4)), now: now)
        try library.addTagAlias(TagName("ocean"), of: "sea", now: now)
        _ = try library.rate(Array(ids.prefix(2)), 3, now: now)
        _ = try library.setNote("old words", of: ids[0], now: now)
        _ = try library.setHidden(true, [ids[5]], now: now)
        try library.saveSearch("boats", "boat", description: nil, now: now)
        _ = try library.addTagRule("boat", tags: [TagName("sea"), TagName("new")], now: now)
        return ids
    }

    @Test(arguments: OrganisingChange.allCases)
    func everyKindOfChangeIsUndoneToTheByte(change: OrganisingChange) throws {
        let ids = try prepare()
        let before = try store.dump()
        let steps = try library.history().count

        try change.make(in: library, ids, now: now + .seconds(60))
        let after = try store.dump()
        let undone = try library.undo()

        #expect(after != before)
        #expect(try store.dump() == before)
        #expect(undone.map(\.left) == [[:]])
        #expect(try library.history().count == steps + 1)
        try store.checkIndex()

        _ = try library.redo()
        #expect(try store.dump() == after)
        try store.checkIndex()
    }

    /// Reads the source: whoever writes a method that is a step has to add it here too.
    @Test func everyMethodThatIsAStepIsAmongTheKinds() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/FolioStore").standardizedFileURL
        var methods: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasSuffix(".swift") {
            let file = folder.appendingPathComponent(name)
            var method = ""
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                if let found = line.firstMatch(of: /func (\w+)/) { method = String(found.1) }
                if line.contains(/\btry step\(|\breturn step\(/) { methods.insert(method) }
            }
        }
        #expect(methods == Set(OrganisingChange.allCases.map(\.method)))
    }

    @Test func aThousandRetagsAreOneStep() throws {
        let ids = try (0..<1_000).map { try store.add("boat \($0)", minutes: Int64($0)).id }
        let before = try store.dump()

        #expect(try library.addTags([TagName("sea"), TagName("red")], to: ids, now: now) == 1_000)

        #expect(try library.history().map(\.itemCount) == [1_000])
        #expect(try library.history().map(\.summary) == ["tag add sea red"])
        _ = try library.undo()
        #expect(try store.dump() == before)
        try store.checkIndex()
    }

    @Test func whatChangesNothingIsNoStep() throws {
        let item = try store.add("boat", tags: ["sea"])

        #expect(try library.addTags([TagName("sea")], to: [item.id], now: now) == 0)
        #expect(try library.removeTags([TagName("red")], from: [item.id], now: now) == 0)
        #expect(try library.rate([item.id], 0, now: now) == 0)
        #expect(try library.history().isEmpty)
        #expect(try library.undo().isEmpty)
    }

    @Test func whatWasChangedSinceStaysAndIsTold() throws {
        let item = try store.add("boat")
        _ = try library.setNote("mine", of: item.id, now: now)
        _ = try library.rate([item.id], 3, now: now)
        try store.sql("UPDATE rating SET stars = 5")

        let undone = try library.undo(2)

        #expect(undone.map(\.left) == [["rating": 1], [:]])
        #expect(try library.opinion(of: item.id).rating == 5)
        #expect(try library.opinion(of: item.id).note == nil)
    }

    @Test func whatArrivedSinceKeepsItsTagsAndAlbums() throws {
        let first = try store.add("boat")
        _ = try library.addTags([TagName("sea")], to: [first.id], now: now)
        _ = try library.addTagRule("boat", tags: [TagName("auto")], now: now)
        let second = try store.add("boat again", minutes: 1, tags: ["sea"])

        let undone = try library.undo(2)

        #expect(undone.map(\.left) == [["tag": 1], ["tag": 1]])
        #expect(try library.item(first.id).tags.isEmpty)
        #expect(try library.item(second.id).tags == ["sea", "auto"])
        #expect(try library.tagRules().isEmpty)
        try store.checkIndex()
    }

    @Test func aNumberIsNeverGivenTwice() throws {
        let item = try store.add("boat", tags: ["sea"])
        _ = try library.removeTags([TagName("sea")], from: [item.id], now: now)
        let other = try store.add("ship", minutes: 1, tags: ["red"])

        #expect(try library.undo().map(\.left) == [[:]])
        #expect(try library.item(item.id).tags == ["sea"])
        #expect(try library.item(other.id).tags == ["red"])
    }

    @Test func somethingNewEndsWhatCanBeDoneAgain() throws {
        let item = try store.add("boat")
        _ = try library.rate([item.id], 3, now: now)
        _ = try library.undo()
        _ = try library.rate([item.id], 4, now: now)

        #expect(try library.redo().isEmpty)
        #expect(try library.opinion(of: item.id).rating == 4)
        #expect(try library.history().count == 1)
    }

    @Test func theHistoryOfAnItemGoesWithIt() throws {
        let item = try store.add("boat", tags: ["sea"])
        _ = try library.removeTags([TagName("sea")], from: [item.id], now: now)
        try store.sql("PRAGMA foreign_keys = ON; DELETE FROM mediaItem")

        #expect(try library.undo().map(\.left) == [[:]])
        #expect(try library.tags().isEmpty)
    }

    @Test func onlyTheNewestStepsAreKept() throws {
        let item = try store.add("boat")
        try store.sql(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
            INSERT INTO changeStep (step, at, summary, rowCount) SELECT i, 0, 'old', 1 FROM n
            """)
        _ = try library.rate([item.id], 3, now: now)
        #expect(try library.history().count == 1_000)

        try store.sql("UPDATE changeStep SET rowCount = 600000 WHERE step IN (1000, 900)")
        _ = try library.rate([item.id], 4, now: now)
        #expect(try library.history().last?.number == 901)
    }
}
