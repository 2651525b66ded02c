package import ArgumentParser

/// `folio login`
package struct LoginCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Keep a key for the remote, after checking it.",
        discussion: """
            Example: printf %s "$KEY" | folio login --api-key-stdin

            On a terminal the key is asked for and not shown. It is never an argument.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: ArgumentHelp("Another address of the remote.", valueName: "url"))
    package var baseURL: String?

    @Flag(name: .customLong("api-key-stdin"), help: "Read the key from standard input.")
    package var readsKeyFromStandardInput = false

    package init() {}

    package func run() async throws { try await OnlineCommand.login(self).run() }
}

/// `folio logout`
package struct LogoutCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "logout",
        abstract: "Forget the key on this machine.",
        discussion: "Example: folio logout")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws { try await OnlineCommand.logout(self).run() }
}
