import FolioTestSupport
import Foundation
import Testing

/// Help that can be trusted: its examples parse, and it names everything.
@Suite struct HelpTests {
    private static let programs = Result { try ProgramRunner() }

    @Test func everyCommandHasAnExampleThatParses() throws {
        let programs = try Self.programs.get()
        let commands = try Self.commands([], programs)
        #expect(commands.count > 30)
        for command in commands {
            let help = try programs.run("folio", command + ["--help"])
            #expect(help.code == 0)
            let example = Self.example(in: help.output)
            #expect(example != nil, "folio \(command.joined(separator: " ")) has no example")
            guard let example else { continue }
            try Self.expectParses(example, programs)
        }
    }

    @Test func helpOfTheLanguageListsEveryField() throws {
        let help = try Self.programs.get().folio("help", "query").output
        for field in [
            "tag", "model", "ratio", "date", "credits", "width", "height", "used", "is", "id",
            "post",
        ] {
            #expect(help.contains("  \(field):"), "\(field)")
        }
    }

    @Test func theCompletionScriptOfBashIsValid() throws {
        let programs = try Self.programs.get()
        let script = try programs.folio("completions", "bash")
        #expect(script.code == 0)

        let checked = try programs.run("/bin/bash", ["-n"], input: Data(script.output.utf8))

        #expect(checked.code == 0)
        #expect(checked.errors == "")
    }

    @Test(arguments: ["zsh", "fish"])
    func theOtherCompletionScriptsAreMade(shell: String) throws {
        let script = try Self.programs.get().folio("completions", shell)
        #expect(script.code == 0)
        #expect(script.output.contains("folio"))
    }

    /// The paths of all commands, as help lists them.
    private static func commands(
        _ path: [String], _ programs: ProgramRunner
    ) throws -> [[String]] {
        let help = try programs.run("folio", path + ["--help"]).output
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.contains("SUBCOMMANDS:") }) else {
            return [path]
        }
        let names = lines[start...].filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
            .filter { $0 != "See" && $0 != "help" }
        return try names.reduce(into: path.isEmpty ? [] : [path]) {
            $0 += try commands(path + [$1], programs)
        }
    }

    /// The shell line after `Example:`; help breaks long lines.
    private static func example(in help: String) -> String? {
        guard let start = help.range(of: "Example: ") else { return nil }
        let end = help.range(of: "\n\n", range: start.upperBound..<help.endIndex)
        let text = help[start.upperBound..<(end?.lowerBound ?? help.endIndex)]
        return String(text).replacingOccurrences(of: "\n", with: " ")
    }

    /// Runs the example in a shell with its `folio` replaced by one that only parses.
    private static func expectParses(_ example: String, _ programs: ProgramRunner) throws {
        // Of the command line only its grammar is judged: there is no library and no key.
        let script = """
            cd "$HOME"
            folio() { "$FOLIO" "$@" </dev/null >/dev/null; code=$?; }
            \(example)
            exit "${code:-0}"
            """
        guard !example.contains("folio demo"), !example.contains("folio sandbox") else { return }
        let outcome = try programs.run(
            "/bin/bash", ["-c", script], environment: ["FOLIO": programs.path("folio")])
        let isGrammar =
            !outcome.errors.contains("See 'folio")
            && !outcome.errors.contains("Usage:")
        #expect(isGrammar, "\(example): \(outcome.errors)")
    }
}
