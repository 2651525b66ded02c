package import ArgumentParser
import FolioStore

/// `folio show`
package struct ShowCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print everything known of an item.",
        discussion: "Example: folio show last")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(
        help: "An id, the beginning of one, last, or last~2.",
        completion: CompletionSource.ids.kind)
    package var item: String

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let sheet = try ItemSheet(item, in: library, withRemoteText: output.verbose)
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(sheet.json))
        } else {
            let zone = try output.zone(library: library.folder)
            sheet.lines(zone: zone).forEach(console.print)
        }
    }
}
