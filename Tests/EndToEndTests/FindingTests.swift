import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// The built `folio` finding again what was made, as a person runs it.
@Suite struct FindingTests {
    let programs: ProgramRunner

    init() throws {
        programs = try ProgramRunner()
        try Library.create(in: programs.library)
        let library = try Library.open(programs.library)
        for (number, prompt) in ["a red boat", "boat, red", "a red boat at night"].enumerated() {
            let item = MediaItem(
                id: "", presence: .local, prompt: prompt, model: "flux-schnell",
                width: 512 * (number + 1), createdAt: .sample + .seconds(number),
                tags: ["boats"])
            _ = try library.addLocalItem(item, now: .sample)
        }
    }

    private func prompts(_ arguments: String...) throws -> [String] {
        let found = try programs.run("folio", arguments + ["--json"])
        #expect(found.code == 0)
        return (found.json["items"] as? [[String: Any]] ?? []).compactMap {
            $0["prompt"] as? String
        }
    }

    @Test func aSearchHasThePhraseFirstAndAListTheOrderThatIsAskedFor() throws {
        #expect(try prompts("search", "red boat").last == "boat, red")
        #expect(try prompts("search", "red boat", "--exact-rank").last == "boat, red")
        #expect(try prompts("list", "--sort", "width").first == "a red boat at night")
        #expect(try prompts("list", "--sort", "oldest", "--limit", "1") == ["a red boat"])

        let facets = try programs.folio("list", "--facets", "--limit", "1")
        #expect(facets.output.contains("\nmodels: flux-schnell 3\n"))
        #expect(facets.output.contains("\ntags: boats 3\n"))
        #expect(try programs.folio("list", "--sort", "price").code == 2)
    }

    @Test func variantsOfAPromptAreAFamily() throws {
        let found = try programs.folio("families", "boat")

        #expect(found.code == 0)
        #expect(found.output.contains("boat, red"))
        #expect(try prompts("families", "--sort", "newest").first == "a red boat at night")
    }

    @Test func aDifferenceHasOneLineForThePrompt() throws {
        let found = try programs.folio("diff", "last~2", "last")

        #expect(found.code == 0)
        #expect(found.output.contains("prompt   a red boat {+at night+}\n"))
        #expect(found.output.contains("size     512 × ? → 1536 × ?\n"))
        #expect(try programs.folio("diff", "last", "nothere1").code == 3)
    }
}
