import FolioModel
import FolioStore
import Testing

@Suite struct FamilyTests {
    let store: TemporaryLibrary

    init() throws {
        store = try TemporaryLibrary()
    }

    private func families(
        _ query: String = "*", by order: PromptFamily.Order = .count, limit: Int? = nil
    ) throws -> FamilyResults {
        try store.library.families(store.request(query), order: order, limit: limit)
    }

    @Test func promptsOfTheSameWordsAreOneFamily() throws {
        try store.generate("a red boat", credits: 5, minutes: 1)
        try store.generate("Boat, a réd!", credits: 3, minutes: 2)
        let newest = try store.generate("a red boat", credits: nil, minutes: 3)
        try store.generate("a blue boat", credits: 9, minutes: 4)
        try store.add("🚀", minutes: 5)
        try store.add(nil, minutes: 6)

        let found = try families()

        #expect(found.total == 3)
        #expect(found.promptlessCount == 1)
        let first = try #require(found.families.first)
        #expect(first.prompt == "a red boat")
        #expect(first.newest == newest.id)
        #expect(
            (first.count, first.promptCount, first.credits, first.unpricedCount) == (3, 2, 8, 1))
        #expect(first.oldestAt < first.newestAt)
        #expect(found.families.last?.credits == 9 || found.families.last?.credits == nil)
    }

    @Test func theOrderIsByNumberCostOrAge() throws {
        try store.generate("a", credits: 1, minutes: 1)
        try store.generate("a", credits: 1, minutes: 2)
        try store.generate("b", credits: 9, minutes: 3)
        try store.add("c", minutes: 4)

        #expect(try families(by: .count).families.map(\.prompt) == ["a", "c", "b"])
        #expect(try families(by: .credits).families.map(\.prompt) == ["b", "a", "c"])
        #expect(try families(by: .newest).families.map(\.prompt) == ["c", "b", "a"])
        let cut = try families(by: .credits, limit: 1)
        #expect(cut.families.map(\.prompt) == ["b"])
        #expect(cut.total == 3)
    }

    @Test func onlyItemsOfTheQueryAreGrouped() throws {
        let hidden = try store.add("a red boat", minutes: 1, tags: ["x"])
        try store.add("a red boat", minutes: 2, tags: ["x"])
        try store.add("boat red a", minutes: 3)
        _ = try store.library.setHidden(true, [hidden.id], now: TemporaryLibrary.now)

        #expect(try families("boat").families.map(\.count) == [2])
        #expect(try families("tag:x").families.map(\.count) == [1])
        #expect(try families("tag:x OR is:hidden").families.map(\.count) == [2])
        #expect(try families("width:5").families.isEmpty)
    }
}
