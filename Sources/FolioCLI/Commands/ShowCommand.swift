package import ArgumentParser
import FolioStore
import FolioTerminal

/// `folio show`
package struct ShowCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print everything known of an item.",
        discussion: "Example: folio show last")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var pictures: PictureOptions

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
            if let terminal = try pictures.terminal() {
                var show = PictureShow(terminal, of: library)
                try show.draw(
                    sheet.item, most: CellArea(columns: min(40, console.width), rows: 20))
            }
            sheet.lines(zone: zone).forEach(console.print)
        }
    }
}
