package import ArgumentParser
import FolioModel
import FolioStore

/// `folio tag list`
package struct TagListCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List all tags and how many items carry each.",
        discussion: "Example: folio tag list")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(help: "Most items first.")
    package var counts = false

    package init() {}

    package func run() async throws {
        let known = try libraryOption.open(for: .reading).tags()
        // Sorting keeps equals in order, which is by name.
        let tags = counts ? known.sorted { $0.count > $1.count } : known
        let console = Runtime.current.console
        if output.json {
            let list = ListJSON(
                items: tags.map(TagJSON.init), total: tags.count, truncated: false)
            console.print(try JSONText.text(list))
        } else {
            console.print(
                TextTable(
                    columns: [.init("items", .right), .init("tag")],
                    rows: tags.map { tag in
                        let others = tag.aliases.joined(separator: " ")
                        return [
                            StyledText(String(tag.count)),
                            StyledText(tag.name)
                                + StyledText(others.isEmpty ? "" : " (also \(others))", .dim),
                        ]
                    }))
            if tags.isEmpty && !output.quiet {
                console.printError("no tags yet; folio tag add last -- TAG")
            }
        }
    }
}

/// A tag as JSON output shows it.
struct TagJSON: Encodable {
    let name: String
    let count: Int
    let aliases: [String]

    init(_ tag: Library.TagCount) {
        name = tag.name
        count = tag.count
        aliases = tag.aliases
    }
}
