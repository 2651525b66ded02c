package import ArgumentParser

/// `folio accounts`
package struct AccountsCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "List the social accounts that posts can go to.",
        discussion: "Example: folio accounts")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws { try await OnlineCommand.accounts(self).run() }
}
