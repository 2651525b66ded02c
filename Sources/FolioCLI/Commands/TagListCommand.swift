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

    package init() {}

    package func run() async throws {
        let tags = try libraryOption.open(for: .reading).tags()
        let console = Runtime.current.console
        if output.json {
            let list = ListJSON(
                items: tags.map(TagJSON.init), total: tags.count, truncated: false)
            console.print(try JSONText.text(list))
        } else {
            console.print(
                TextTable(
                    columns: [.init("items", .right), .init("tag")],
                    rows: tags.map { [StyledText(String($0.count)), StyledText($0.name)] }))
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

    init(_ tag: Library.TagCount) {
        name = tag.name
        count = tag.count
    }
}

/// `folio tag rename`
package struct TagRenameCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Rename a tag on all items; two tags of one name become one.",
        discussion: "Example: folio tag rename boat boats")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The tag.", completion: CompletionSource.tags.kind)
    package var old: String

    @Argument(help: "Its new name.")
    package var new: String

    package init() {}

    package func run() async throws {
        let name = try TagName(new)
        let count = try libraryOption.open().renameTag(old, to: name, now: Runtime.current.now())
        let console = Runtime.current.console
        if output.json {
            let reply = TagChangeJSON(
                matched: count, changed: count, dry_run: false, tags: [name.text])
            console.print(try JSONText.text(reply))
        } else if !output.quiet {
            console.print("\(count) items carry “\(SafeText.line(name.text))” now")
        }
    }
}
