import FolioModel
import FolioQuery
import FolioStore
import Testing

@Suite struct SearchOrderTests {
    let store: TemporaryLibrary

    init() throws {
        store = try TemporaryLibrary()
    }

    @Test func moreOfTheWordsInLessTextRanksHigher() throws {
        try store.add("boat boat boat", minutes: 1)
        try store.add("a boat among many, many other words that say nothing of it", minutes: 2)
        try store.add("nothing", minutes: 3, tags: ["boat"])

        let found = try store.library.items(store.request("boat", order: .relevance))
        #expect(found.items.first?.item.prompt == "boat boat boat")
        let rechecked = try store.library.items(
            store.request("boat OR \"c++\"", order: .relevance))
        #expect(rechecked.items.first?.item.prompt == "boat boat boat")
    }

    @Test func anUnknownItemToContinueBehindIsAnError() throws {
        #expect(throws: LibraryError.noSuch(thing: "item", name: "7xxxxxxx")) {
            try store.library.items(store.request("*", after: "7xxxxxxx"))
        }
    }

    @Test(arguments: [
        ("Ein Café am Fluß", "cafe", ["Café"]),
        ("cafe\u{301} ole\u{301}", "olé", ["ole\u{301}"]),
        ("red boat, red house", "\"red boat\"", ["red boat"]),
        ("red, boat", "\"red boat\"", ["red, boat"]),
        ("lighthouse lights", "light*", ["light", "light"]),
        ("lighthouse lights", "*house*", ["house"]),
        ("👩🏽‍🚀 by a 🚀", "🚀", ["👩🏽‍🚀", "🚀"]),
        ("凍った湖の上の赤いボート", "赤い", ["赤い"]),
        ("מגדלור בסערה, קצף", "בסערה", ["בסערה"]),
        ("a well-known c++ logo", "well-known c++", ["well-known", "c++"]),
        ("red boat", "red -house", ["red"]),
        ("red boat", "*red* red*", ["red"]),
        ("the boat", "~baot", ["boat"]),
        ("हिन्दी पोस्टर", "हिन्दी", ["हिन्दी"]),
    ])
    func matchedPartsAreMarked(prompt: String, query: String, marked: [String]) throws {
        try store.add(prompt)

        let found = try #require(
            try store.library.items(store.request(query)).items.first)
        let units = Array(prompt.utf16)
        #expect(found.matches.map { String(decoding: units[$0], as: UTF16.self) } == marked)
    }

    @Test(arguments: [
        "NEAR(a b)", "\"^\" AND", "a NOT b", "{prompt} ", "\"a\\\"b\"",
        "'; DROP TABLE mediaItem; --x",
        "%", "_", "*%*", "*_*", "\u{1}\u{7f}", "tag:\"a\\\"b\"", "a:b\"", "\u{301}", "\u{200B}",
        "x\u{0}y",
        "\"\u{10FFFF}\"*", "~🚀", "model:\"' OR 1=1\"",
    ])
    func noTextIsTakenForSyntax(text: String) throws {
        try store.add("a red boat")
        guard let query = try? Query(parsing: text) else { return }  // Refused: just as well.

        let request = ItemRequest(query: query, order: .relevance, now: TemporaryLibrary.now)
        #expect(try store.library.items(request).items.count <= 1)
    }

    @Test func theLargestQueriesAreAnswered() throws {
        try store.add("w1 w2")
        var deep = "w1"
        for level in 0..<Query.nestingLimit {
            deep = level.isMultiple(of: 2) ? "w2 (\(deep) OR width:5)" : "w3 OR -(\(deep))"
        }
        #expect(try store.ids(deep).count <= 1)
        var words = "w1"
        for level in 0..<Query.nestingLimit { words = "w2 OR w\(level + 5) (\(words))" }
        #expect(try store.ids(words).count == 1)
        let wide = (1...Query.termLimit).map { "w\($0)" }
        #expect(try store.ids(wide.joined(separator: " OR ")).count == 1)
        #expect(try store.ids(wide.map { "\($0)*" }.joined(separator: " OR ")).count == 1)
        let sizes = (1...Query.termLimit).map { "width:\($0)" }
        #expect(try store.ids(sizes.map { "-\($0)" }.joined(separator: " ")).count == 1)
        #expect(try store.ids(sizes.joined(separator: " OR ")).isEmpty)
    }

    @Test func thousandsOfFittingWordsAreNotTooMany() throws {
        for start in stride(from: 0, to: 2_400, by: 300) {
            try store.add((start..<(start + 300)).map { "pre\($0)ab" }.joined(separator: " "))
        }
        try store.add("other")

        #expect(try store.ids("pre*").count == 8)
        #expect(try store.ids("*re*").count == 8)
        #expect(try store.ids("-*ab*").count == 1)
        #expect(try store.ids("*\"ab pre7\"*").count == 2)
    }
}
