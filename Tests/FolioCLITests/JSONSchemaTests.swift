import Foundation
import Testing

/// `docs/json-output.md` lists the keys of every command under a heading of its name, one a row.
@Suite struct JSONSchemaTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Keys of the table behind a heading.
    private static func keys(_ heading: String) throws -> Set<String> {
        let text = try String(
            contentsOf: root.appending(path: "docs/json-output.md"), encoding: .utf8)
        let section = try #require(
            text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading + "\n") },
            "there is no section \(heading)")
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
        return Set(
            rows.flatMap { row in
                row.split(separator: "|")[0].split(separator: "`").filter {
                    $0.first?.isLetter == true
                }.map(String.init)
            })
    }

    @Test(arguments: [
        ("list, search", ["list", "--json"]), ("tag list", ["tag", "list", "--json"]),
        ("similar", ["similar", "boat", "--json"]), ("show", ["show", "last", "--json"]),
        ("spend", ["spend", "--json"]),
        ("status", ["status", "--json"]), ("models", ["models", "--json"]),
        ("path, init", ["path", "--json"]), ("config show", ["config", "show", "--json"]),
        ("doctor", ["doctor", "--json"]), ("credits", ["credits", "--json"]),
        ("credits ledger", ["credits", "ledger", "--json"]),
        ("credits check", ["credits", "check", "--json"]),
        ("budget set, budget show, budget clear", ["budget", "show", "--json"]),
        ("tag add, tag remove, tag rename", ["tag", "add", "last", "--json", "--", "a"]),
    ])
    func aCommandPrintsTheKeysThatAreDocumented(heading: String, arguments: [String]) async throws {
        let stage = try CommandLineStage()
        try stage.generate("boat")

        let outcome = await stage.run(arguments)

        #expect(Set(outcome.json.keys) == (try Self.keys(heading)).union(["format_version"]))
        #expect(outcome.json["format_version"] as? Int == 1)
    }

    @Test func anItemHasTheKeysThatAreDocumentedAndNullForUnknown() async throws {
        let stage = try CommandLineStage()
        try stage.generate("boat", credits: nil)

        let json = await stage.run("list", "--json").json
        let item = try #require((json["items"] as? [[String: Any]])?.first)

        #expect(Set(item.keys) == (try Self.keys("An item")).union(["matches"]))
        #expect(item["credits"] is NSNull)
        #expect(item["prompt"] as? String == "boat")
    }

    @Test func aRowOfSpendHasTheKeysThatAreDocumented() async throws {
        let stage = try CommandLineStage()
        try stage.generate("boat", credits: 5)

        let json = await stage.run("spend", "--by", "model", "--json").json
        let row = try #require((json["rows"] as? [[String: Any]])?.first)

        #expect(Set(row.keys) == (try Self.keys("A row of spend")))
        #expect(row["keys"] as? [String: String] == ["model": "flux-schnell"])
        #expect(row["credits"] as? Int == 5)
    }

    @Test func everyExitCodeIsDocumented() throws {
        let text = try String(
            contentsOf: Self.root.appending(path: "docs/exit-codes.md"), encoding: .utf8)

        for code in FailureCodes.all { #expect(text.contains("\n| \(code) |"), "\(code)") }
    }
}
