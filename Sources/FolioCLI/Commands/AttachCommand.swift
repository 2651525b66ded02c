package import ArgumentParser

/// `folio attach`
package struct AttachCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "attach",
        abstract: "Add items to a scheduled post or a draft.",
        discussion: "Example: folio attach last last~1 --to last --first")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(
        help: "Items: ids, beginnings of ids, last.", completion: CompletionSource.ids.kind)
    package var items: [String]

    @Option(help: ArgumentHelp("The post.", valueName: "post"))
    package var to: String

    @Flag(help: "In front of what the post shows already.")
    package var first = false

    package init() {}

    package func run() async throws { try await OnlineCommand.attach(self).run() }
}

/// `folio detach`
package struct DetachCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "detach",
        abstract: "Take items off a scheduled post or a draft.",
        discussion: "Example: folio detach last --from last")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(
        help: "Items: ids, beginnings of ids, last.", completion: CompletionSource.ids.kind)
    package var items: [String]

    @Option(help: ArgumentHelp("The post.", valueName: "post"))
    package var from: String

    package init() {}

    package func run() async throws { try await OnlineCommand.detach(self).run() }
}
