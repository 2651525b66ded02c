import FolioCLI
import FolioModel
import FolioStore
import Foundation
import Testing

@Suite struct OrganisingCommandTests {
    let stage: CommandLineStage

    init() throws {
        stage = try CommandLineStage()
    }

    @Test func aChangeIsListedUndoneAndDoneAgain() async throws {
        let item = try stage.generate("a boat")
        #expect(await stage.run("tag", "add", "last", "--", "sea", "red").code == 0)
        #expect(await stage.run("rate", "boat", "--", "4").output == "1 of 1 item changed\n")

        let history = await stage.run("history").output
        #expect(history.split(separator: "\n").count == 2)
        #expect(history.contains("tag add sea red"))
        #expect(
            await stage.run("undo", "2").output
                == "undone: rate 4 (1 item)\nundone: tag add sea red (1 item)\n")
        #expect(try stage.library.item(item.id).tags.isEmpty)
        #expect(await stage.run("undo").errors == "there is nothing to undo\n")
        #expect(await stage.run("redo").output == "done again: tag add sea red (1 item)\n")
        #expect(try stage.library.item(item.id).tags == ["sea", "red"])
        #expect(await stage.run("undo", "0").code == 2)
        #expect(
            await stage.run("history", "--limit", "1", "--json").json["truncated"] as? Bool == true)
    }

    @Test func manyItemsNeedAYesAndADryRunChangesNothing() async throws {
        for number in 0..<3 { try stage.generate("boat \(number)") }

        let dry = await stage.run("album", "add", "boat", "-n", "--", "Winter", "sale")
        #expect(dry.output == "would put 3 items into “Winter sale”\n")
        #expect(await stage.run("hide", "boat", answer: "no").code == 7)
        #expect(try stage.library.albums().isEmpty)
        #expect(await stage.run("album", "add", "boat", "--", "Winter", "sale").code == 0)
        #expect(await stage.run("album", "list").output == "3  Winter sale\n")
        let shown = await stage.run("album", "show", "WINTER SALE", "--json").json
        #expect(shown["total"] as? Int == 3)
        #expect(await stage.run("album", "show", "nothing").code == 3)
        #expect(await stage.run("album", "remove", "boat", "--", "nothing").code == 3)
    }

    @Test func aHiddenItemIsShownAgain() async throws {
        try stage.generate("boat", credits: 5)
        #expect(await stage.run("hide", "last").code == 0)

        #expect(await stage.run("list").errors == "nothing matches\n")
        #expect(await stage.run("show", "last").output.contains("hidden: yes"))
        #expect(await stage.run("spend", "boat", "--json").json["total_credits"] as? Int == 5)
        #expect(await stage.run("unhide", "boat").output == "1 of 1 item changed\n")
        #expect(await stage.run("list", "--json").json["total"] as? Int == 1)
    }

    @Test func whatIsMissingOrWrongIsSaidAndChangesNothing() async throws {
        try stage.generate("boat")

        for arguments in [
            ["rate", "boat", "--", "6"], ["rate", "boat"], ["rate", "--", "3"], ["hide"],
            ["hide", "boat", "--", "x"], ["tag", "merge", "a", "b"], ["tag", "alias", "a b", "c"],
            ["tag", "rename", "a", "b", "-n"], ["tag", "merge", "a", "-n", "--", "b"],
            ["tag", "alias", "a", "b", "-n"], ["tag", "nothing"],
            ["rule", "add", "boat"], ["rule", "add", "(", "--", "a"], ["saved", "add", "x"],
            ["saved", "add", "a b", "boat"], ["saved", "add", "x", "date:13"],
            ["saved", "add", "x", "@x"], ["note", "last", ""], ["note", "last", "a\0b"],
            ["album", "add", "boat"], ["album", "add", "boat", "--", " "],
        ] {
            #expect(await stage.run(arguments).code == 2, "\(arguments)")
        }
        #expect(await stage.run("rule", "remove", "7").code == 3)
        #expect(await stage.run("saved", "remove", "x").code == 3)
        #expect(await stage.run("saved", "add", "x", "@y").code == 3)
        #expect(try stage.library.history().isEmpty)
    }

    @Test func savedSearchesKeepTheirMinus() async throws {
        try stage.generate("a quiet boat")
        try stage.generate("a yellow boat")

        let kept = await stage.run(
            "saved", "add", "loud", "boat", "-quiet", "--description", "not -quiet")
        #expect(kept.output == "@loud is kept\n")
        #expect(try stage.library.savedSearches().map(\.query) == ["boat -quiet"])
        #expect(try stage.library.savedSearches().map(\.description) == ["not -quiet"])
        #expect(await stage.run("search", "@loud", "--json").json["total"] as? Int == 1)
        #expect(await stage.run("saved", "remove", "@loud").code == 0)
    }

    @Test func aBatchNamesTheLineThatIsWrong() async throws {
        let first = try stage.generate("one", tags: ["old"])
        let second = try stage.generate("two")
        let file = stage.folder.appendingPathComponent("batch")
        func batch(_ text: String, _ arguments: String...) async throws -> CommandLineStage.Outcome
        {
            try Data(text.utf8).write(to: file)
            return await stage.run(["tag", "--batch", file.path] + arguments)
        }

        let lines = "\(first.id)\tnew\t-old\n\n\(second.id)\tnew"
        #expect(try await batch("\(lines)\nnothere\tx").errors.contains("line 4: there is no item"))
        #expect(try await batch("\(lines)\nlast").errors.contains("line 4: no tag"))
        #expect(try await batch("\(lines)\nlast\ta,b").errors.contains("line 4: the tag"))
        #expect(try await batch(lines, "-n").output == "would change 2 items\n")
        #expect(try stage.library.item(first.id).tags == ["old"])

        let nul = lines.replacingOccurrences(of: "\n", with: "\0")
        #expect(try await batch(nul).output == "2 items changed\n")
        #expect(try stage.library.item(first.id).tags == ["new"])
        #expect(try stage.library.item(second.id).tags == ["new"])
    }

    @Test func aRuleIsTriedBeforeItIsMade() async throws {
        try stage.generate("a boat")
        let tried = await stage.run("rule", "add", "boat", "-n", "--json", "--", "sea")
        #expect(tried.json["total"] as? Int == 1)
        #expect(await stage.run("rule", "list").output == "")

        #expect(await stage.run("rule", "add", "boat", "-dog", "--", "sea").code == 0)
        #expect(await stage.run("rule", "list").output == "1  sea  boat -dog\n")
        try stage.generate("another boat")
        #expect(try stage.library.item("last").tags == ["sea"])
        #expect(await stage.run("rule", "remove", "1").code == 0)
    }
}
