package import ArgumentParser
import FolioModel
import FolioStore

/// `folio tag`
package struct TagCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Give items tags and take them away.",
        discussion: """
            Example: folio tag add boat -dog -- water calm

            --batch reads a line for each item: its id, a tab, and tags, each of which is taken \
            away if a dash stands before it. NUL may end the lines instead. All of them are one \
            step of the history; if one is wrong, nothing is changed.
            """,
        subcommands: [
            TagAddCommand.self,
            TagRemoveCommand.self,
            TagListCommand.self,
            TagRenameCommand.self,
            TagMergeCommand.self,
            TagAliasCommand.self,
            TagUnaliasCommand.self,
            TagBatchCommand.self,
        ],
        defaultSubcommand: TagBatchCommand.self)

    package init() {}
}

/// `folio tag --batch`
///
/// A command of its own: flags of `folio tag` itself would be taken from the commands below it.
package struct TagBatchCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Change the tags of many items at once.",
        discussion: "Example: folio tag --batch tags.txt",
        shouldDisplay: false)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Change tags as this file says; - is standard input.", valueName: "file"),
        completion: .file())
    package var batch: String?

    package init() {}

    package func run() async throws {
        guard let batch else { throw CleanExit.helpRequest(TagCommand.self) }
        let file = try TagBatchFile(reading: batch)
        let library = try libraryOption.open()
        let changed = try file.make(in: library, dryRun: confirmation.dryRun)
        let console = Runtime.current.console
        if output.json {
            let reply = ItemChangeJSON(
                matched: file.edits.count, changed: changed, dry_run: confirmation.dryRun, tags: nil
            )
            console.print(try JSONText.text(reply))
        } else if !output.quiet {
            let items = counted(changed, "item")
            console.print(confirmation.dryRun ? "would change \(items)" : "\(items) changed")
        }
    }
}

/// `folio tag add`
package struct TagAddCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Give tags to all items of a query.",
        discussion: """
            Example: folio tag add last -- boats winter-sale

            Everything behind -- is a tag; flags come before it. One item is tagged at once. For \
            more, a terminal asks; elsewhere more than 100 items need --yes.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions
    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        let query = try words.query(of: "tag add", "TAG")
        let tags = try words.tags(of: "tag add")
        var change = ItemChange(query, output: output) { "add \(quoted(tags)) to \($0)" }
        change.tags = tags
        let library = try libraryOption.open()
        try change.make(in: library, confirmation) { ids, now in
            try library.addTags(tags, to: ids, now: now)
        }
    }
}

/// `folio tag remove`
package struct TagRemoveCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take tags from all items of a query.",
        discussion: "Example: folio tag remove tag:boats -- draft")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions
    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        let query = try words.query(of: "tag remove", "TAG")
        let tags = try words.tags(of: "tag remove")
        var change = ItemChange(query, output: output) { "take \(quoted(tags)) from \($0)" }
        change.tags = tags
        let library = try libraryOption.open()
        try change.make(in: library, confirmation) { ids, now in
            try library.removeTags(tags, from: ids, now: now)
        }
    }
}
