package import ArgumentParser
package import FolioModel

/// `folio caption`
package struct CaptionCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "caption",
        abstract: "Write captions for posts, for credits, and keep them.",
        discussion: """
            Example: folio caption "a red boat on a frozen lake" --platform instagram --count 3 -n
            """,
        subcommands: [CaptionMakeCommand.self, CaptionListCommand.self],
        defaultSubcommand: CaptionMakeCommand.self)

    package init() {}
}

/// `folio caption make`
package struct CaptionMakeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Write captions about a topic, one credit each.",
        discussion: """
            Example: folio caption make "winter sale" --platform x --tone witty --no-hashtags -n

            The price is shown before anything is sent. On a terminal Folio asks; elsewhere it \
            needs --yes. A request is written down before it is sent, and never sent twice.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Argument(help: "What they are about; - reads it from standard input.")
    package var topic: String

    @Option(
        help: "Where they are to be posted, such as instagram or x.",
        completion: .list(CaptionTerms.platforms))
    package var platform: String?

    @Option(
        help: "professional, casual, witty, enthusiastic, urgent or inspirational.",
        completion: .list(CaptionTerms.tones))
    package var tone: String?

    @Option(help: "short, medium or long.", completion: .list(CaptionTerms.lengths))
    package var length: String?

    @Option(help: "How many, 1 to 5.")
    package var count = 1

    @Flag(help: "Without hashtags.")
    package var noHashtags = false

    @Flag(help: "Without emojis.")
    package var noEmojis = false

    @Option(help: ArgumentHelp("Refuse to spend more than this.", valueName: "credits"))
    package var maxCredits: Int?

    @Flag(help: "Pay this once even where a budget refuses (folio budget).")
    package var overBudget = false

    package init() {}

    package func run() async throws { try await OnlineCommand.caption(self).run() }
}

extension CaptionMakeCommand {
    /// Checked before anything is sent.
    ///
    /// - Throws: ``CaptionError``.
    package func terms() throws -> CaptionTerms {
        try CaptionTerms(
            platform: platform, tone: tone, length: length, hashtags: !noHashtags,
            emojis: !noEmojis, count: count)
    }

    /// - Throws: ``CaptionError``, ``TextInputError``.
    package func readTopic() throws -> CaptionTopic {
        // More bytes than any topic that the remote takes.
        try topic == "-"
            ? CaptionTopic(utf8: TextInput.read("-", limit: 1 << 20)) : CaptionTopic(topic)
    }
}
