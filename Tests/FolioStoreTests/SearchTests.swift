import FolioModel
import FolioQuery
import FolioStore
import Testing

@Suite struct SearchTests {
    let store: TemporaryLibrary

    init() throws {
        store = try TemporaryLibrary()
    }

    @Test func wordsMatchWholeWordsInAnyCaseAndWithoutAccents() throws {
        try store.add("Ein GROßES Café am Fluß", minutes: 1)
        try store.add("cafeteria", minutes: 2)

        #expect(try store.prompts("cafe") == ["Ein GROßES Café am Fluß"])
        #expect(try store.prompts("CAFÉ") == ["Ein GROßES Café am Fluß"])
        #expect(try store.prompts("caf").isEmpty)
        #expect(try store.prompts("caf*") == ["cafeteria", "Ein GROßES Café am Fluß"])
        #expect(try store.prompts("*eteri*") == ["cafeteria"])
        #expect(try store.prompts("*af*").count == 2)
    }

    @Test func wordsOfScriptsWithoutSpacesMatchAnywhere() throws {
        try store.add("一艘红色的船在结冰的湖上", minutes: 1)
        try store.add("凍った湖の上の赤いボート", minutes: 2)
        try store.add("เรือสีแดงบนทะเลสาบน้ำแข็ง", minutes: 3)

        #expect(try store.prompts("红色") == ["一艘红色的船在结冰的湖上"])
        #expect(try store.prompts("湖").count == 2)
        #expect(try store.prompts("赤い") == ["凍った湖の上の赤いボート"])
        #expect(try store.prompts("สีแดง") == ["เรือสีแดงบนทะเลสาบน้ำแข็ง"])
        #expect(try store.prompts("ทะเล").count == 1)
        #expect(try store.prompts("สีดำ").isEmpty)
    }

    @Test func punctuationInsideAWordCounts() throws {
        try store.add("a well-known C++ logo, 8k!", minutes: 1)
        try store.add("well known: the letter C", minutes: 2)
        try store.add("it’s foo_bar", minutes: 3)

        #expect(try store.prompts("well-known") == ["a well-known C++ logo, 8k!"])
        #expect(try store.prompts("\"well known\"").count == 2)
        #expect(try store.prompts("c++") == ["a well-known C++ logo, 8k!"])
        #expect(try store.prompts("c").count == 2)
        #expect(try store.prompts("8k!").count == 1)
        #expect(try store.prompts("logo,").count == 1)
        #expect(try store.prompts("it's") == ["it’s foo_bar"])
        #expect(try store.prompts("foo_bar").count == 1)
        #expect(try store.prompts("foo-bar").isEmpty)
    }

    @Test func signsThatTheIndexDoesNotKeepAreFoundOnTheRows() throws {
        try store.add("a 🚀 to the moon", minutes: 1)
        try store.add("I ❤️ boats", minutes: 2)
        try store.add("plain", minutes: 3, tags: ["🚀x"])
        try store.add(nil, minutes: 4) { $0.fileName = "🚀.png" }

        #expect(try store.prompts("🚀") == ["🚀.png", "plain", "a 🚀 to the moon"])
        #expect(try store.prompts("❤") == ["I ❤️ boats"])
        #expect(try store.prompts("❤️ -🚀") == ["I ❤️ boats"])
        #expect(try store.prompts("!").isEmpty)
    }

    @Test func conditionsCombineAsLogicSays() throws {
        try store.add("red boat", minutes: 1, tags: ["sea"])
        try store.add("blue boat", minutes: 2)
        try store.add("red house", minutes: 3) { $0.width = 2_000 }
        try store.add("green tree", minutes: 4, tags: ["Sea", "draft"])

        #expect(try store.prompts("red -boat") == ["red house"])
        #expect(try store.prompts("-red").count == 2)
        #expect(try store.prompts("-(red OR blue)") == ["green tree"])
        #expect(try store.prompts("blue OR width:>1000") == ["red house", "blue boat"])
        #expect(try store.prompts("-(boat OR width:>1000)") == ["green tree"])
        #expect(try store.prompts("-width:>1000").count == 3)
        #expect(try store.prompts("tag:SEA") == ["green tree", "red boat"])
        #expect(try store.prompts("tag:sea -tag:draft") == ["red boat"])
        #expect(try store.prompts("-*").isEmpty)
        #expect(try store.prompts("red OR *").count == 4)
        #expect(try store.prompts("is:untagged") == ["red house", "blue boat"])
        #expect(try store.prompts("~baot red") == ["red boat"])
    }

    /// Each minus within another was once compiled twice: two thousand million times at the last.
    @Test func minusesWithinMinusesTakeNoLongerThanTheyAreDeep() throws {
        try store.add("a boat", minutes: 1)
        try store.add("a boat with a lamp", minutes: 2)
        let nested = (0..<31).reduce("lamp") { inner, _ in "boat -(\(inner))" }
        let wider = (0..<31).reduce("lamp") { inner, _ in "(boat OR ship) -(\(inner))" }

        #expect(try store.prompts(nested) == ["a boat"])
        #expect(try store.prompts(wider) == ["a boat"])
    }
}
