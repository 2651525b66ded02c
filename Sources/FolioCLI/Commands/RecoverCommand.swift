package import ArgumentParser

/// `folio recover`
package struct RecoverCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Find out what became of paid calls whose reply was lost.",
        discussion: """
            Example: folio recover

            Settles what the remote's media and its balance prove, shows what it saw of the rest, \
            and names the command that decides. Nothing is paid for again.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Argument(help: "The paid call: its id or the beginning of it; without, all that are open.")
    package var id: String?

    @Option(
        help: ArgumentHelp("It made this media item of the remote.", valueName: "media-id"))
    package var made: String?

    @Flag(help: "It did not run, and nothing was charged.")
    package var notMade = false

    package init() {}

    package func validate() throws {
        guard made != nil || notMade else { return }
        guard made == nil || !notMade else {
            throw ValidationError("--made and --not-made exclude each other")
        }
        guard id != nil else { throw ValidationError("name the paid call: folio status") }
        guard made?.isEmpty != true else { throw ValidationError("--made needs a media id") }
    }

    package func run() async throws { try await OnlineCommand.recover(self).run() }
}
