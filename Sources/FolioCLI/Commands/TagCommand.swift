package import ArgumentParser

/// `folio tag`
package struct TagCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Give items tags and take them away.",
        discussion: "Example: folio tag add boat -dog -- water calm",
        subcommands: [
            TagAddCommand.self,
            TagRemoveCommand.self,
            TagListCommand.self,
            TagRenameCommand.self,
        ])

    package init() {}
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
        let change = try TagChange(.add, words: words, output: output)
        try change.make(in: try libraryOption.open(), confirmation: confirmation)
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
        let change = try TagChange(.remove, words: words, output: output)
        try change.make(in: try libraryOption.open(), confirmation: confirmation)
    }
}
