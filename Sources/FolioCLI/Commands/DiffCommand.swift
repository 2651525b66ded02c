package import ArgumentParser
import FolioModel
import FolioStore

/// `folio diff`
package struct DiffCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show word by word what changed from one item to another.",
        discussion: """
            Example: folio diff last~1 last

            Compares prompt, model, ratio, size, price and tags. Without colour, words that went \
            are written [-so-] and words that came {+so+}.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The item before.", completion: CompletionSource.ids.kind)
    package var before: String

    @Argument(help: "The item after.", completion: CompletionSource.ids.kind)
    package var after: String

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let items = (try library.item(before), try library.item(after))
        let sheet = DifferenceSheet(before: items.0, after: items.1)
        let console = Runtime.current.console
        if output.json {
            let posts = try library.postIDs(using: [items.0.id, items.1.id])
            console.print(try JSONText.text(sheet.json(posts: posts)))
        } else {
            sheet.lines(isStyled: console.isStyled).forEach { console.print($0) }
            if sheet.changed.isEmpty && !output.quiet {
                console.printError("nothing of what made them differs")
            }
        }
    }
}
