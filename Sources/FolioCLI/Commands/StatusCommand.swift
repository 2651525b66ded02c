package import ArgumentParser
import FolioStore

/// `folio status`
package struct StatusCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Print what the library holds, what waits, and what is not known.",
        discussion: "Example: folio status")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let sheet = try StatusSheet(library, now: Runtime.current.now())
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(sheet.json))
        } else {
            sheet.lines.forEach(console.print)
        }
    }
}
