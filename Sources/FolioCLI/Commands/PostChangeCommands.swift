package import ArgumentParser

/// `folio post update`
package struct PostUpdateCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a scheduled post or a draft.",
        discussion: """
            Example: folio post update last --text "Winter sale, last day" --at "tomorrow 09:00"
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "An id, the beginning of one, or last.")
    package var post: String

    @Option(parsing: .unconditional, help: "The new text.")
    package var text: String?

    @Option(help: ArgumentHelp("The new time.", valueName: "time"))
    package var at: String?

    @Option(
        name: .customLong("media"), parsing: .upToNextOption,
        help: ArgumentHelp("All items to show, in this order.", valueName: "id"),
        completion: CompletionSource.ids.kind)
    package var media: [String] = []

    package init() {}

    package func validate() throws {
        guard text != nil || at != nil || !media.isEmpty else {
            throw ValidationError("say what to change: --text, --at or --media")
        }
    }

    package func run() async throws { try await OnlineCommand.updatePost(self).run() }
}

/// `folio post results`
package struct PostResultsCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "results",
        abstract: "Ask the remote what became of a post on each account.",
        discussion: "Example: folio post results last")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "An id, the beginning of one, or last.")
    package var post: String

    package init() {}

    package func run() async throws { try await OnlineCommand.postResults(self).run() }
}

/// `folio post retry`
package struct PostRetryCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Try the accounts again on which a post failed.",
        discussion: "Example: folio post retry last")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "An id, the beginning of one, or last.")
    package var post: String

    package init() {}

    package func run() async throws { try await OnlineCommand.retryPost(self).run() }
}

/// `folio post schedule`
package struct PostScheduleCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Give a draft its time, or publish it now.",
        discussion: "Example: folio post schedule last --at +2h")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "An id, the beginning of one, or last.")
    package var post: String

    @Option(help: ArgumentHelp("When: +3d, tomorrow 09:00, a date.", valueName: "time"))
    package var at: String?

    @Flag(help: "Publish it now.")
    package var now = false

    package init() {}

    package func validate() throws {
        guard now != (at != nil) else { throw ValidationError("say when: --at or --now") }
    }

    package func run() async throws { try await OnlineCommand.schedulePost(self).run() }
}

/// `folio post delete`
package struct PostDeleteCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a post on the remote. What is published stays published.",
        discussion: "Example: folio post delete last --yes")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Argument(help: "An id, the beginning of one, or last.")
    package var post: String

    package init() {}

    package func run() async throws { try await OnlineCommand.deletePost(self).run() }
}
