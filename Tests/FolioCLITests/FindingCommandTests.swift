import FolioModel
import FolioStore
import Foundation
import Testing

/// Orders, facets, families and differences from the command line.
@Suite struct FindingCommandTests {
    let stage: CommandLineStage

    init() throws {
        stage = try CommandLineStage()
    }

    private func prompts(_ outcome: CommandLineStage.Outcome) -> [String] {
        (outcome.json["items"] as? [[String: Any]] ?? []).compactMap { $0["prompt"] as? String }
    }

    private func generate(_ prompt: String, _ credits: Int?, seconds: Int, model: String = "a")
        throws -> MediaItem
    {
        try stage.generate(
            prompt, model: model, credits: credits, at: CommandLineStage.now + .seconds(seconds))
    }

    @Test func aListIsSortedAndPagedInThatOrder() async throws {
        _ = try generate("cheap boat", 1, seconds: 1)
        let dear = try generate("dear boat", 9, seconds: 2)
        _ = try generate("unknown boat", nil, seconds: 3)

        let all = await stage.run("list", "--sort", "credits", "--json")
        let rest = await stage.run(
            "search", "boat", "--sort", "credits", "--after", dear.id, "--json")

        #expect(prompts(all) == ["dear boat", "cheap boat", "unknown boat"])
        #expect(prompts(rest) == ["cheap boat", "unknown boat"])
        #expect(rest.json["total"] as? Int == 3)
        let oldest = await stage.run("list", "--sort", "oldest", "--limit", "1", "--json")
        #expect(prompts(oldest) == ["cheap boat"])
        let newest = await stage.run("search", "boat", "--sort", "newest", "--json")
        #expect(prompts(newest).first == "unknown boat")
    }

    @Test func theExactPhraseIsFirstInASearch() async throws {
        _ = try generate("a red boat", 1, seconds: 1)
        _ = try generate("boat red", 1, seconds: 2)

        #expect(prompts(await stage.run("search", "red", "boat", "--json")).first == "a red boat")
        #expect(prompts(await stage.run("list", "red", "boat", "--json")).first == "boat red")
        let exact = await stage.run("list", "red", "boat", "--exact-rank", "--json")
        #expect(prompts(exact).first == "a red boat")
    }

    @Test(arguments: [
        ["list", "--sort", "price"], ["search", "boat", "--sort", "newest", "--exact-rank"],
        ["list", "--facets", "--csv"], ["list", "--facets", "--ndjson"],
        ["families", "--limit", "-1"], ["families", "--sort", "price"],
        ["families", "credits:abc"], ["families", "boat", "--", "x"], ["diff", "last"],
        ["search", "boat", "--after", "last"],
    ])
    func whatMakesNoSenseIsRefused(arguments: [String]) async throws {
        _ = try generate("a dog", 1, seconds: 1)

        let outcome = await stage.run(arguments)

        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errors.isEmpty)
    }

    @Test func aLineOfFacetsTellsWhatNarrowsTheSearch() async throws {
        for number in 0..<3 { _ = try generate("boat \(number)", 1, seconds: number) }
        _ = try generate("boat", 1, seconds: 9, model: "b \u{1B}[31m")

        let text = await stage.run("search", "boat", "--facets", "--limit", "1")
        let json = await stage.run("search", "boat", "--facets", "--json", "--limit", "1").json

        #expect(text.output.contains("\nmodels: a 3, b "))
        #expect(!text.output.contains("\u{1B}"))
        #expect(text.output.contains("\nratios: 1:1 4\n"))
        #expect(text.output.contains("\nmonths: 2026-04 4\n"))
        #expect(!text.output.contains("tags:"))
        let facets = try #require(json["facets"] as? [String: Any])
        let models = try #require(facets["models"] as? [String: Any])
        let values = try #require(models["values"] as? [[String: Any]])
        #expect(values.first?["query"] as? String == "model:a")
        #expect(values.first?["count"] as? Int == 3)
        let months = try #require(facets["months"] as? [String: Any])
        let month = try #require((months["values"] as? [[String: Any]])?.first?["query"] as? String)
        #expect(await stage.run("list", month, "--json").json["total"] as? Int == 4)
        #expect(await stage.run("list", "--json").json["facets"] is NSNull)
    }

    @Test func anAlbumIsSortedAndCountedLikeAList() async throws {
        _ = try generate("cheap boat", 1, seconds: 2)
        _ = try generate("dear boat", 9, seconds: 1)
        _ = await stage.run("album", "add", "boat", "--", "winter")

        let shown = await stage.run("album", "show", "winter", "--sort", "credits", "--facets")

        #expect(shown.output.contains("\nalbums: winter 2\n"))
        let lines = shown.output.split(separator: "\n")
        #expect(lines.first?.contains("dear boat") == true)
    }

    @Test func familiesAreGroupedWithTheirCost() async throws {
        _ = try generate("a red boat", 3, seconds: 1)
        let newest = try generate("Red, a boat", 4, seconds: 2)
        _ = try generate("a dog", nil, seconds: 3)

        let json = await stage.run("families", "--json").json
        let items = try #require(json["items"] as? [[String: Any]])

        #expect(json["total"] as? Int == 2)
        #expect(items.first?["credits"] as? Int == 7)
        #expect(items.first?["newest"] as? String == newest.id)
        #expect(items.last?["credits"] is NSNull)
        let text = await stage.run("families", "boat")
        #expect(text.output.contains("2        7  \(newest.id)  2026-04-15  Red, a boat"))
        #expect(await stage.run("families", "nothing", "--fail-empty").code == 9)
        let cut = await stage.run("families", "--sort", "newest", "--limit", "1")
        #expect(cut.output.contains("a dog"))
        #expect(cut.errors == "1 of 2; more with --limit N\n")
    }

    @Test func aDifferenceIsShownWordByWord() async throws {
        let before = try generate("a red boat", 3, seconds: 1)
        let after = try generate("a blue boat at night", 8, seconds: 2, model: "b")
        _ = try stage.library.addTags([TagName("dusk")], to: [after.id], now: CommandLineStage.now)

        let text = await stage.run("diff", before.id, after.id)
        let json = await stage.run("diff", "last~1", "last", "--json").json

        #expect(text.code == 0)
        #expect(
            text.output == """
                \(before.id) → \(after.id)
                model    a → b
                credits  3 → 8
                tags     +dusk \n\
                prompt   a [-red-]{+blue+} boat {+at night+}

                """)
        #expect(json["changed"] as? [String] == ["prompt", "model", "credits", "tags"])
        let segments = try #require(json["segments"] as? [[String: String]])
        #expect(segments.map { $0["change"] } == ["same", "removed", "added", "same", "added"])
        #expect(segments.map { $0["text"] } == ["a ", "red", "blue", " boat", " at night"])
        #expect(json["tags_added"] as? [String] == ["dusk"])
        let same = await stage.run("diff", "last", "last")
        #expect(same.errors == "nothing of what made them differs\n")
        #expect(await stage.run("diff", "last", "zzzzzzzz").code == 3)
    }

    @Test func anUnknownPromptIsNoEmptyOne() async throws {
        var item = MediaItem(id: "", presence: .local, createdAt: CommandLineStage.now)
        _ = try stage.library.addLocalItem(item, now: CommandLineStage.now)
        item.prompt = "a boat"
        item.createdAt = CommandLineStage.now + .seconds(9)
        _ = try stage.library.addLocalItem(item, now: CommandLineStage.now)

        let outcome = await stage.run("diff", "last~1", "last")

        #expect(outcome.output.contains("prompt   (unknown) → a boat"))
        #expect(await stage.run("diff", "last", "last~1", "--json").json["segments"] is NSNull)
        #expect(await stage.run("families").errors.contains("1 item without a known prompt"))
    }

    @Test func hiddenItemsAreSimilarOnlyWhereThatIsAskedFor() async throws {
        let hidden = try generate("a red boat on a lake", 1, seconds: 1)
        _ = try generate("a red boat on the lake", 1, seconds: 2)
        _ = try stage.library.setHidden(true, [hidden.id], now: CommandLineStage.now)

        let text = "a red boat on a lake"
        #expect(prompts(await stage.run("similar", text, "--json")) == ["a red boat on the lake"])
        #expect(prompts(await stage.run("similar", text, "--hidden", "--json")).count == 2)
    }

    @Test func queriesAreCompletedWithWhatIsThere() async throws {
        let item = try stage.generate("boat", tags: ["boats"])
        _ = await stage.run("album", "add", "last", "--", "winter")
        _ = await stage.run("album", "add", "last", "--", "Winter sale")
        _ = await stage.run("saved", "add", "mine", "boat")

        let terms = await stage.run("complete-values", "queries").output.split(separator: "\n")
        #expect(terms.contains("@mine"))
        #expect(terms.contains("tag:boats"))
        #expect(terms.contains("album:winter"))
        #expect(!terms.contains { $0.contains("sale") })
        #expect(await stage.run("complete-values", "albums").output == "winter\nWinter sale\n")
        #expect(await stage.run("complete-values", "saved").output == "mine\n")
        #expect(try stage.library.item(item.id).tags == ["boats"])
    }
}
