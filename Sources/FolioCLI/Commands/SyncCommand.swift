package import ArgumentParser

/// `folio sync`
package struct SyncCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Agree with the remote: read what is new, send what waits.",
        discussion: "Example: folio sync")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws { try await OnlineCommand.sync(self).run() }
}
