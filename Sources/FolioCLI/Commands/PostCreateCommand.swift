package import ArgumentParser

/// `folio post create`
package struct PostCreateCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Publish a post now, or schedule it.",
        discussion: """
            Example: folio post create --media last --text "Winter sale" --account 1 --at +3d

            Without a network a post with a time, a draft, or one with --queue waits for the next \
            sync. A post whose time has passed is never sent late.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Option(
        name: .customLong("media"), parsing: .upToNextOption,
        help: ArgumentHelp("Items to show, in this order.", valueName: "id"),
        completion: CompletionSource.ids.kind)
    package var media: [String] = []

    @Option(parsing: .unconditional, help: "The text.")
    package var text: String = ""

    @Option(
        name: .customLong("account"), parsing: .upToNextOption,
        help: ArgumentHelp("Accounts by number; folio accounts.", valueName: "number"),
        completion: CompletionSource.accounts.kind)
    package var accounts: [Int] = []

    @Option(help: ArgumentHelp("When: +3d, tomorrow 09:00, 2026-12-24T18:00.", valueName: "time"))
    package var at: String?

    @Flag(help: "Store it without publishing.")
    package var draft = false

    @Flag(help: "Let it wait for the network.")
    package var queue = false

    package init() {}

    package func run() async throws { try await OnlineCommand.createPost(self).run() }
}
