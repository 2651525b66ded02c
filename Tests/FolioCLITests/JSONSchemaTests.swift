import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// `docs/json-output.md` lists the keys of every command under a heading of its name, one a row.
@Suite struct JSONSchemaTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test(arguments: [
        ("list, search", ["list", "--json"]), ("tag list", ["tag", "list", "--json"]),
        ("families", ["families", "--json"]), ("diff", ["diff", "last", "last", "--json"]),
        ("similar", ["similar", "boat", "--json"]), ("show", ["show", "last", "--json"]),
        ("spend", ["spend", "--json"]),
        ("status", ["status", "--json"]), ("models", ["models", "--json"]),
        ("path, init", ["path", "--json"]), ("config show", ["config", "show", "--json"]),
        ("doctor", ["doctor", "--json"]), ("credits", ["credits", "--json"]),
        ("credits ledger", ["credits", "ledger", "--json"]),
        ("caption list", ["caption", "list", "--json"]),
        ("credits check", ["credits", "check", "--json"]),
        ("budget set, budget show, budget clear", ["budget", "show", "--json"]),
        (
            "tag add, tag remove, tag rename, tag merge",
            ["tag", "add", "last", "--json", "--", "a"]
        ),
        (
            "album add, album remove, rate, hide, unhide, tag --batch",
            ["rate", "last", "--json", "--", "4"]
        ),
        ("album list", ["album", "list", "--json"]), ("note", ["note", "last", "--json"]),
        ("rule add", ["rule", "add", "boat", "--json", "--", "a"]),
        ("rule list", ["rule", "list", "--json"]), ("saved list", ["saved", "list", "--json"]),
        (
            "tag alias, tag unalias, album rename, album delete, rule remove, saved add, saved remove",
            ["saved", "add", "boats", "boat", "--json"]
        ),
        ("forget", ["forget", "last", "--dry-run", "--json"]),
        ("history", ["history", "--json"]), ("undo, redo", ["undo", "--json"]),
    ])
    func aCommandPrintsTheKeysThatAreDocumented(heading: String, arguments: [String]) async throws {
        let stage = try CommandLineStage()
        try stage.generate("boat")

        let outcome = await stage.run(arguments)

        #expect(
            Set(outcome.json.keys) == (try DocumentedKeys.of(heading)).union(["format_version"]))
        #expect(outcome.json["format_version"] as? Int == 1)
    }

    @Test func anItemHasTheKeysThatAreDocumentedAndNullForUnknown() async throws {
        let stage = try CommandLineStage()
        try stage.generate("boat", credits: nil)

        let json = await stage.run("list", "--json").json
        let item = try #require((json["items"] as? [[String: Any]])?.first)

        #expect(Set(item.keys) == (try DocumentedKeys.of("An item")).union(["matches"]))
        #expect(item["credits"] is NSNull)
        #expect(item["prompt"] as? String == "boat")
    }

    @Test func aCallOfCaptionListHasTheKeysThatAreDocumented() async throws {
        let stage = try CommandLineStage()
        let call = try stage.library.beginGeneration(
            kind: .caption, prompt: "a boat", model: nil, ratio: nil,
            captionTerms: CaptionTerms(count: 2), expectedCredits: 2, now: CommandLineStage.now)
        try stage.library.settleMade(
            call.id,
            Library.CaptionsReply(captions: ["a", "b"], creditsUsed: 2, creditsRemaining: 98),
            now: CommandLineStage.now)

        let json = await stage.run("caption", "list", "--json").json
        let item = try #require((json["items"] as? [[String: Any]])?.first)

        #expect(Set(item.keys) == (try DocumentedKeys.of("A call of caption list")))
        #expect(item["captions"] as? [String] == ["a", "b"])
        #expect(item["platform"] is NSNull)
        #expect(item["credits"] as? Int == 2)
    }

    @Test func aRowOfSpendHasTheKeysThatAreDocumented() async throws {
        let stage = try CommandLineStage()
        try stage.generate("boat", credits: 5)

        let json = await stage.run("spend", "--by", "model", "--json").json
        let row = try #require((json["rows"] as? [[String: Any]])?.first)

        #expect(Set(row.keys) == (try DocumentedKeys.of("A row of spend")))
        #expect(row["keys"] as? [String: String] == ["model": "flux-schnell"])
        #expect(row["credits"] as? Int == 5)
    }

    @Test func everyExitCodeIsDocumented() throws {
        let text = try String(
            contentsOf: Self.root.appending(path: "docs/exit-codes.md"), encoding: .utf8)

        for code in FailureCodes.all { #expect(text.contains("\n| \(code) |"), "\(code)") }
    }
}
