package import ArgumentParser
import FolioModel
import FolioStore

/// `folio budget`
package struct BudgetCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Limit what may be spent in a day, a week or a month.",
        discussion: "Example: folio budget set --monthly 300",
        subcommands: [
            BudgetSetCommand.self,
            BudgetShowCommand.self,
            BudgetClearCommand.self,
        ])

    package init() {}
}

/// `folio budget show`
package struct BudgetShowCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the budgets and what is left of them.",
        discussion: "Example: folio budget show")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let sheet = try BudgetSheet(library, output)
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(sheet.json))
        } else {
            console.print(sheet.table)
            if sheet.standings.isEmpty && !output.quiet {
                console.printError("no budget is set; folio budget set --monthly 300")
            }
        }
    }
}
