import ArgumentParser
import FolioCLI
import Testing

/// A command that is read by its own grammar is the one that the whole grammar finds.
@Suite struct CommandParsingTests {
    @Test(arguments: [
        ["search", "cat", "-dogs"], ["search", "--limit", "3", "--json", "cat"], ["list"],
        ["list", "--library", "/x", "tag:a", "--sort", "credits"], ["show", "last"],
        ["status", "--json"], ["spend", "--by", "day"], ["hide", "last", "-n"],
        ["--library", "/x", "list"], ["tag", "list"], ["post", "list"], ["undo"],
        ["sync", "--watch"],
        ["search", "--", "--odd"], ["list", "help"],
    ])
    func everyCommandIsFoundWithTheSameValues(arguments: [String]) throws {
        let quick = try FolioCommand.command(arguments)
        let whole = try FolioCommand.parseAsRoot(arguments)

        #expect("\(quick)" == "\(whole)")
    }

    @Test(arguments: [
        ["serch", "cat"], ["search", "--limt", "3"], ["list", "--limit", "x"],
        ["list", "--limit", "-1"], ["search", "--help"], ["help", "search"], ["list", "-h"],
        ["--help"], ["--version"], ["search", "--version"], [], ["list", "--csv", "--ndjson"],
        ["search", "--generate-completion-script", "bash"],
    ])
    func whatIsNotUnderstoodIsExplainedByTheWholeGrammar(arguments: [String]) {
        #expect(
            explanation { try FolioCommand.command(arguments) }
                == explanation { try FolioCommand.parseAsRoot(arguments) })
    }

    private func explanation(_ parse: () throws -> any ParsableCommand) -> String {
        do {
            return "\(type(of: try parse()))"
        } catch {
            return FolioCommand.fullMessage(for: error)
        }
    }
}
