package import ArgumentParser

/// `folio generate`
package struct GenerateCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make images from a prompt, for credits.",
        discussion: """
            Example: folio generate "a red boat on a frozen lake" --model flux-schnell --tag boats

            The price is shown before anything is sent. On a terminal Folio asks; elsewhere it \
            needs --yes. A request is written down before it is sent, and never sent twice.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Argument(help: "The prompt; - reads it from standard input.")
    package var prompt: String?

    @Option(help: ArgumentHelp("Read the prompt from a file.", valueName: "path"))
    package var file: String?

    @Option(
        help: "The model; folio models lists them.", completion: CompletionSource.models.kind)
    package var model: String?

    @Option(help: "Width to height, such as 16:9.", completion: CompletionSource.ratios.kind)
    package var ratio: String?

    @Option(help: "How many images, one after another.")
    package var count = 1

    @Option(
        name: .customLong("tag"), parsing: .unconditionalSingleValue,
        help: "Give the image a tag. May be repeated.",
        completion: CompletionSource.tags.kind)
    package var tags: [String] = []

    @Option(help: ArgumentHelp("Refuse to spend more than this.", valueName: "credits"))
    package var maxCredits: Int?

    @Flag(help: "Pay this once even where a budget refuses (folio budget).")
    package var overBudget = false

    @Flag(help: "Allow a model that Folio does not know; needs --max-credits.")
    package var anyModel = false

    @Option(
        help: ArgumentHelp(
            "Use an image that was paid for already: always (prompt, model, ratio the same), "
                + "ask, never."))
    package var reuse = ReuseChoice.ask

    package init() {}

    package func run() async throws { try await OnlineCommand.generate(self).run() }
}

/// Whether images that were paid for already are used in place of new ones.
package enum ReuseChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// Where prompt, model and ratio are the same.
    case always
    /// On a terminal; elsewhere similar ones are reported and a new one is paid for.
    case ask
    case never
}
