import FolioModel
import FolioQuery
import FolioStore
import Testing

@Suite struct FacetTests {
    let store: TemporaryLibrary

    init() throws {
        store = try TemporaryLibrary()
    }

    private func facets(
        _ query: String, utcOffset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 }
    ) throws -> [ItemFacets.Subject: [ItemFacets.Count]] {
        var request = try store.request(query, order: .relevance, limit: 1)
        request.countsFacets = true
        request.utcOffset = utcOffset
        return try #require(try store.library.items(request).facets).counts
    }

    @Test func everyMatchIsCountedWhateverTheLimit() throws {
        let first = try store.add("red boat", tags: ["boats", "draft"]) { $0.model = "a" }
        try store.add("blue boat", minutes: 1, tags: ["boats"]) { $0.model = "b" }
        try store.add("boat", minutes: 2) { $0.model = "b" }
        try store.add("boat film", minutes: 3) { $0.kind = .video }
        try store.add("dog", minutes: 4, tags: ["dogs"]) { $0.model = "c" }
        _ = try store.library.rate([first.id], 4, now: TemporaryLibrary.now)

        let facets = try facets("boat")

        #expect(
            facets[.model] == [
                .init(value: "b", items: 2), .init(value: nil, items: 1),
                .init(value: "a", items: 1),
            ])
        #expect(facets[.tag] == [.init(value: "boats", items: 2), .init(value: "draft", items: 1)])
        #expect(
            facets[.kind] == [.init(value: "image", items: 3), .init(value: "video", items: 1)])
        #expect(facets[.rating] == [.init(value: "4", items: 1)])
        #expect(facets[.month] == [.init(value: "2026-04", items: 4)])
        #expect(facets[.album] == nil)
    }

    @Test func monthsAreThoseOfTheUsersZone() throws {
        // 2026-05-01T00:15Z is April a little to the west.
        let border = (15 * 24 + 12) * 60 as Int64
        try store.add("boat", minutes: border + 15)
        try store.add("boat", minutes: border - 1)
        try store.add("boat") { $0.createdAt = Timestamp(milliseconds: -86_400_000) }

        let months = [("2026-05", 1), ("2026-04", 1), ("1969-12", 1)]
        #expect(try facets("boat")[.month]?.map(\.value) == months.map(\.0))
        #expect(
            try facets("boat", utcOffset: { _ in -1_800 })[.month] == [
                .init(value: "2026-04", items: 2), .init(value: "1969-12", items: 1),
            ])
        #expect(
            try facets("*")[.year] == [
                .init(value: "2026", items: 2), .init(value: "1969", items: 1),
            ])
    }

    @Test(arguments: ["*", "boat", "boat width:5", "-(boat OR dog)", "boat OR *og* OR credits:5"])
    func noQueryIsTooHardToCount(query: String) throws {
        try store.add("boat", tags: ["x"])
        try store.add("cat")

        let total = try store.library.items(store.request(query)).total
        let kinds = try facets(query)[.kind] ?? []
        #expect(kinds.reduce(0) { $0 + $1.items } == total)
    }

    @Test func hiddenItemsAreNotCounted() throws {
        let hidden = try store.add("boat") { $0.model = "a" }
        try store.add("boat") { $0.model = "b" }
        _ = try store.library.setHidden(true, [hidden.id], now: TemporaryLibrary.now)

        #expect(try facets("boat")[.model] == [.init(value: "b", items: 1)])
        #expect(try facets("is:hidden")[.model] == [.init(value: "a", items: 1)])
    }
}
