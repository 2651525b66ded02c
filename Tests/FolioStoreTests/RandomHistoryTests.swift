import FolioModel
import FolioStore
import FolioTestSupport
import Testing

/// Any order of changes, undos and redos, against a list of what the library was.
@Suite struct RandomHistoryTests {
    @Test(arguments: TestSeed.values(3))
    func randomChangesAreUndoneAndDoneAgainToTheByte(seed: UInt64) throws {
        let store = try TemporaryLibrary()
        let library = store.library
        var random = SeededGenerator(seed: seed)
        let ids = try (0..<8).map { try store.add("boat \($0)", minutes: Int64($0)).id }
        var states = [try store.dump()]
        var place = 0

        for round in 0..<120 {
            let now = TemporaryLibrary.now + .seconds(Int64(round))
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1:
                let count = Int.random(in: 1...4, using: &random)
                let undone = try library.undo(count)
                let isWhole = undone.allSatisfy(\.left.isEmpty)
                #expect(isWhole)
                place = max(0, place - count)
            case 2:
                let count = Int.random(in: 1...3, using: &random)
                _ = try library.redo(count)
                place = min(states.count - 1, place + count)
            default:
                try change(library, ids, now: now, using: &random)
                let state = try store.dump()
                guard state != states[place] else { continue }
                states = states.prefix(place + 1) + [state]
                place += 1
            }
            #expect(try store.dump() == states[place], "round \(round)")
        }
        try store.checkIndex()
    }

    private func change(
        _ library: Library, _ ids: [MediaItem.ID], now: Timestamp,
        using random: inout SeededGenerator
    ) throws {
        let some = ids.filter { _ in Bool.random(using: &random) }
        let names = try ["a", "b", "c", "d"].shuffled(using: &random).map { try TagName($0) }
        let album = try AlbumName(["X", "Y"].randomElement(using: &random) ?? "X")
        do {
            switch Int.random(in: 0..<14, using: &random) {
            case 0...3: _ = try library.addTags(Array(names.prefix(2)), to: some, now: now)
            case 4, 5: _ = try library.removeTags(Array(names.prefix(2)), from: some, now: now)
            case 6: _ = try library.renameTag(names[0].text, to: names[1], now: now)
            case 7: try library.addTagAlias(names[0], of: names[1].text, now: now)
            case 8: _ = try library.addToAlbum(album, some, now: now)
            case 9: _ = try library.renameAlbum("x", to: AlbumName("Y"), now: now)
            case 10: _ = try library.deleteAlbum(album.text, now: now)
            case 11: _ = try library.rate(some, Int.random(in: 0...5, using: &random), now: now)
            case 12: _ = try library.setHidden(Bool.random(using: &random), some, now: now)
            default: _ = try library.setNote(names[0].text, of: ids[0], now: now)
            }
        } catch is LibraryError {
            // No such tag or album now: nothing has changed.
        } catch is TagNameTaken {
            // A tag of that name is in use: nothing has changed.
        }
    }
}
