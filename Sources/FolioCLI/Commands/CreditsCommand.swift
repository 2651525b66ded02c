package import ArgumentParser
import FolioModel
import FolioStore

/// `folio credits`
package struct CreditsCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "credits",
        abstract: "Explain the balance: what it was spent on, here and elsewhere.",
        discussion: "Example: folio credits",
        subcommands: [
            CreditsShowCommand.self,
            CreditsLedgerCommand.self,
            CreditsCheckCommand.self,
        ],
        defaultSubcommand: CreditsShowCommand.self)

    package init() {}
}

/// `folio credits show`
package struct CreditsShowCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the balance, this month by source, and how long it lasts.",
        discussion: "Example: folio credits show --json")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let sheet = CreditsSheet(
            try library.ledgerFacts(), zone: try output.zone(library: library.folder),
            now: Runtime.current.now())
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(sheet.json))
        } else {
            sheet.lines.forEach(console.print)
        }
    }
}

/// `folio credits check`
package struct CreditsCheckCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Prove that entries, paid calls and readings of the balance add up.",
        discussion: """
            Example: folio credits check

            Ends with exit code 1 at the first place where they do not, and tells what was \
            expected there.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let sheet = try LedgerCheckSheet(try libraryOption.open(for: .reading))
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(sheet.json))
        } else if !output.quiet || sheet.fault != nil {
            sheet.lines.forEach(console.print)
        }
        if sheet.fault != nil { throw SilentExit(.failed) }
    }
}
