import FolioModel
import FolioStore
import FolioTestSupport
import GRDB
import Testing

/// The search against a plain reading of every item.
@Suite struct SearchComparisonTests {
    let store: TemporaryLibrary
    let prompts: [String]

    init() throws {
        store = try TemporaryLibrary()
        prompts = try Fixture.prompts()
        var generator = SeededGenerator(seed: 7)
        for (number, prompt) in prompts.enumerated() {
            let minutes = Int64.random(in: 0..<60, using: &generator)
            if number.isMultiple(of: 3) {
                try store.generate(
                    prompt, credits: number.isMultiple(of: 2) ? number % 40 : nil, minutes: minutes)
            } else {
                try store.add(
                    number.isMultiple(of: 10) ? nil : prompt, minutes: minutes,
                    tags: [["draft"], [], ["boote", "étude"]][number % 3]
                ) {
                    $0.fileName = "bild-\(number).png"
                    $0.model = ["flux-schnell", "nano-banana-pro", nil][number % 3]
                    $0.ratio = ["16:9", "1:1", nil][number % 3]
                    $0.width = [nil, 1024, 1920, 1344][number % 4]
                }
            }
        }
    }

    @Test(arguments: TestSeed.values(4))
    func anyRandomQueryFindsWhatAPlainReadingFinds(seed: UInt64) throws {
        let items = try everything()
        var queries = RandomQueries(prompts, seed: seed)
        for _ in 0..<120 {
            let query = queries.next()
            let expected = items.filter(query.isTrue).map(\.item.id)

            #expect(try store.ids(query.text) == expected, "\(query.text)")
        }
    }

    @Test func everyWordOfEveryPromptFindsThePrompt() throws {
        let items = try everything()
        for item in items {
            guard let prompt = item.item.prompt else { continue }
            let quoted = prompt.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            #expect(try store.ids("\"\(quoted)\"").contains(item.item.id), "\(prompt)")
            #expect(try store.ids("*\"\(quoted)\"*").contains(item.item.id), "\(prompt)")
        }
        var queries = RandomQueries(prompts, seed: 99)
        for _ in 0..<300 {
            let query = NaiveQuery.word(queries.word())
            #expect(
                try store.ids(query.text) == items.filter(query.isTrue).map(\.item.id),
                "\(query.text)")
        }
    }

    @Test func afterRandomChangesTheIndexEqualsARebuiltOne() throws {
        var generator = SeededGenerator(seed: TestSeed.value(3))
        let library = store.library
        let ids = try store.ids("*")
        let names = ["draft", "boote", "Étude", "śnieg", "雪", "x1"]
        for step in 0..<150 {
            let some = Set((0..<4).compactMap { _ in ids.randomElement(using: &generator) })
            let name = try TagName(names.randomElement(using: &generator) ?? "x")
            switch step % 5 {
            case 0, 1: _ = try library.addTags([name], to: Array(some), now: TemporaryLibrary.now)
            case 2: _ = try library.removeTags([name], from: Array(some), now: TemporaryLibrary.now)
            case 3: try some.forEach(library.markGone)
            default:
                let tags = try library.tags().map(\.name)
                guard let old = tags.randomElement(using: &generator) else { continue }
                _ = try library.renameTag(old, to: name, now: TemporaryLibrary.now)
            }
        }

        try store.checkIndex()
        var queries = RandomQueries(prompts + names, seed: TestSeed.value(5))
        let texts = (0..<60).map { _ in queries.next().text }
        let before = try texts.map(store.ids)
        try library.rebuildSearchIndex()
        try store.checkIndex()
        #expect(try texts.map(store.ids) == before)
        let items = try everything()
        queries = RandomQueries(prompts + names, seed: TestSeed.value(6))
        for _ in 0..<60 {
            let query = queries.next()
            #expect(
                try store.ids(query.text) == items.filter(query.isTrue).map(\.item.id),
                "\(query.text)")
        }
    }

    @Test func theCheckOfTheIndexNoticesADifference() throws {
        try store.sql(
            "UPDATE mediaItem SET prompt = 'changed behind the index' WHERE rowid = (SELECT max(rowid) FROM mediaItem WHERE prompt IS NOT NULL)"
        )

        #expect(throws: DatabaseError.self) { try store.checkIndex() }
    }

    private func everything() throws -> [NaiveItem] {
        try store.library.items(store.request("*")).items.map { NaiveItem($0.item) }
    }
}
