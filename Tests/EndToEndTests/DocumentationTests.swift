import FolioTestSupport
import Foundation
import Testing

/// Every example of the manual is run as it stands, against the sandbox.
@Suite struct DocumentationTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func everyExampleOfTheReadmeWorks() throws {
        let outcome = try run(Self.examples(in: "README.md"))

        #expect(outcome.code == 0, "\(outcome.errors.suffix(2_000))")
    }

    @Test(arguments: ["docs/schema.md"])
    func everyExampleOfAPageWorks(page: String) throws {
        let outcome = try run(["folio init"] + Self.examples(in: page))

        #expect(outcome.code == 0, "\(outcome.errors.suffix(2_000))")
    }

    @Test func theReadmeNamesEveryCommand() throws {
        let readme = try Self.text(of: "README.md")
        let help = try ProgramRunner().folio("--help").output
        let listed = help.split(separator: "\n").filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ")
        }
        .compactMap { $0.split(separator: " ").first.map(String.init) }
        let commands = listed.filter { $0.allSatisfy { $0.isLetter && $0.isLowercase } }

        #expect(commands.contains("generate"))
        for command in Set(commands).subtracting(["demo", "a", "an", "the"]) {
            let isNamed = readme.contains("folio \(command)")
            #expect(isNamed, "README.md has no example of folio \(command)")
        }
    }

    @Test func theDemoOfTheReadmeIsWhatTheDemoPlays() throws {
        let shown = try Self.blocks("text", in: "README.md").flatMap(\.self)
            .filter { $0.hasPrefix("$ folio") }
        let programs = try ProgramRunner()
        let folder = programs.folder.appendingPathComponent("demo").path

        let demo = try programs.folio("demo", "--folder", folder)

        #expect(demo.code == 0, "\(demo.errors)")
        let played = Set(demo.output.split(separator: "\n").map(String.init))
        #expect(!shown.isEmpty)
        for line in shown { #expect(played.contains(line), "the demo does not play: \(line)") }
    }

    /// Runs lines in one shell, with the sandbox behind `folio`.
    private func run(_ lines: [String]) throws -> ProgramRunner.Outcome {
        let programs = try ProgramRunner()
        let script =
            ["set -eEuo pipefail", "trap 'echo \"failed: $BASH_COMMAND\" >&2' ERR"]
            + Self.preparation(programs) + lines
        return try programs.run(
            "/bin/bash", ["-c", script.joined(separator: "\n")],
            environment: [
                "PATH": URL(fileURLWithPath: programs.path("folio")).deletingLastPathComponent()
                    .path + ":/usr/bin:/bin"
            ])
    }

    /// What a reader has before the first example: a key, an address, a picture to upload.
    private static func preparation(_ programs: ProgramRunner) -> [String] {
        [
            "cd \"$HOME\"",
            "mkfifo ready",
            "folio-sandbox --image-size 64 --json > ready & sandbox=$!",
            "trap 'kill $sandbox' EXIT",
            "read -r line < ready",
            "field() { sed \"s/.*\\\"$1\\\":\\\"\\([^\\\"]*\\)\\\".*/\\1/\" <<< \"$line\"; }",
            "export FOLIO_BASE_URL=$(field base_url) KEY=$(field api_key)",
            "base64 -d > poster.png <<< '\(poster)'",
        ]
    }

    /// One grey pixel.
    private static let poster =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="

    private static func examples(in page: String) throws -> [String] {
        try blocks("sh", in: page).flatMap(\.self)
    }

    /// The lines of every block of a language.
    private static func blocks(_ language: String, in page: String) throws -> [[String]] {
        var blocks: [[String]] = []
        var isInside = false
        for line in try text(of: page).split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```\(language)" {
                isInside = true
                blocks.append([])
            } else if line.hasPrefix("```") {
                isInside = false
            } else if isInside {
                blocks[blocks.count - 1].append(String(line))
            }
        }
        return blocks
    }

    private static func text(of page: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(page), encoding: .utf8)
    }
}
