import FolioModel
import FolioQuery
import FolioStore
import FolioTestSupport
import Testing

@Suite struct RelevanceOrderTests {
    let store: TemporaryLibrary

    init() throws {
        store = try TemporaryLibrary()
    }

    private func ranked(_ query: String, all: Bool = false) throws -> [String] {
        var request = try store.request(query, order: .relevance)
        request.ranksAll = all
        return try store.library.items(request).items.map { $0.item.prompt ?? "" }
    }

    @Test(arguments: [false, true])
    func theExactPhraseComesFirstThenAllWordsThenSome(all: Bool) throws {
        try store.add("some red boat on a very quiet lake, far away from here", minutes: 1)
        try store.add("boat, red", minutes: 2)
        try store.add("boat boat boat", minutes: 3)
        try store.add("red", minutes: 4)

        #expect(
            try ranked("red boat", all: all) == [
                "some red boat on a very quiet lake, far away from here", "boat, red",
            ])
        #expect(
            try ranked("red OR boat", all: all).prefix(2) == [
                "boat, red", "some red boat on a very quiet lake, far away from here",
            ])
        #expect(try ranked("red OR boat", all: all).count == 4)
    }

    @Test(arguments: ["red bo*", "\"red\" boat", "red 🚀 boat", "red -\"red moon\" boat"])
    func aPhraseIsMadeOfWordsSideBySide(query: String) throws {
        try store.add("a red boat 🚀 in many other words, so that it is not dense", minutes: 1)
        try store.add("boat red 🚀", minutes: 2)

        #expect(try ranked(query).first?.hasPrefix("a red boat") == true)
    }

    @Test(arguments: ["red *oa*", "~rad boat", "赤い ボート", "red (boat OR ship)"])
    func whatMakesNoPhraseIsRankedAllTheSame(query: String) throws {
        try store.add("red boat 赤いボート", minutes: 1)
        try store.add("boat red ボート 赤い", minutes: 2)

        #expect(try ranked(query).count == 2)
        #expect(try ranked(query, all: true).count == 2)
    }

    /// The newest are ranked by a function of our own where one word is sought, all by bm25.
    @Test(arguments: ["boat", "\"red boat\"", "bo*", "boat model:flux-schnell", "boat -moon"])
    func oneWordIsRankedAsByBM25(query: String) throws {
        var chance = SeededGenerator(seed: 5)
        let words = ["boat", "red", "moon", "lake", "of", "red boat"]
        for minute in 0..<Int64(80) {
            let count = Int.random(in: 1...24, using: &chance)
            let prompt = (0..<count).compactMap { _ in words.randomElement(using: &chance) }
            try store.add(prompt.joined(separator: " "), minutes: minute)
        }

        let all = try ranked(query, all: true)
        #expect(all.count > 5 || query.contains("model") || query.contains("-"))
        #expect(try ranked(query) == all)
    }

    @Test func onlyAnExactRankReachesBehindTheNewest() throws {
        try store.add("boat", minutes: -1)
        for number in 0..<2_000 { try store.add("a boat among others, number \(number)") }

        #expect(try ranked("boat").last == "boat")
        #expect(try ranked("boat", all: true).first == "boat")
        #expect(try ranked("boat OR ship", all: true).first == "boat")
        #expect(try ranked("boat -tag:draft -is:failed", all: true).first == "boat")
        #expect(Set(try ranked("boat")) == Set(try ranked("boat", all: true)))
        #expect(try pages("boat", limit: 900) == ranked("boat"))
    }

    private func pages(_ query: String, limit: Int) throws -> [String] {
        var request = try store.request(query, order: .relevance, limit: limit)
        var pages: [String] = []
        while true {
            let page = try store.library.items(request)
            pages += page.items.map { $0.item.prompt ?? "" }
            guard page.isTruncated else { return pages }
            request.after = page.items.last?.item.id
        }
    }

    @Test func aPhraseKeepsWhatElseTheQueryAsks() throws {
        try store.add("red boat", minutes: 1)
        try store.add("red boat c++ 🚀", minutes: 2)
        try store.add("red boat of a dog", minutes: 3)
        try store.add("🚀 c++ boat, red", minutes: 4, tags: ["x"])

        #expect(try ranked("red boat c++") == ["red boat c++ 🚀", "🚀 c++ boat, red"])
        #expect(try ranked("red boat -dog").first == "red boat")
        #expect(Set(try ranked("red boat -dog")).count == 3)
        #expect(try ranked("red 🚀 boat") == ["red boat c++ 🚀", "🚀 c++ boat, red"])
        #expect(try ranked("red boat tag:x") == ["🚀 c++ boat, red"])
    }

    @Test func anItemThatIsNotFoundHasNoPlaceInTheOrder() throws {
        try store.add("boat")
        let other = try store.add("dog")

        #expect(throws: LibraryError.noPlace) {
            try store.library.items(store.request("boat", order: .relevance, after: other.id))
        }
        #expect(try store.library.items(store.request("boat", after: other.id)).items.count == 1)
    }
}
