package import ArgumentParser

/// `folio sync`
package struct SyncCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Agree with the remote: read what is new, send what waits.",
        discussion: """
            Example: folio sync

            What was deleted on the remote stays here, marked gone, once that is proved twice;
            folio list is:gone shows it. To compare everything now, with a proof:

            folio sync --verify
            """)

    @Flag(help: "Compare everything with the remote now, and tell what that proved.")
    package var verify = false

    @Option(
        help: ArgumentHelp(
            "Accept that so many items are missing; by default more than 50 and a tenth stop it.",
            valueName: "n"))
    package var maxDelete: Int?

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws { try await OnlineCommand.sync(self).run() }
}
