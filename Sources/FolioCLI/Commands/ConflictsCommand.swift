package import ArgumentParser
import FolioModel
import FolioStore

/// `folio conflicts`
package struct ConflictsCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: "Show the changes that need a decision, with the values of both sides.",
        discussion: """
            Example: folio conflicts

            A change that the remote refused, or whose outcome is not known, is shown as well. \
            Settle one with folio resolve.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(help: "Show the settled ones instead: the values of both sides are kept for ever.")
    package var settled = false

    package init() {}

    package func run() async throws {
        let conflicts = try libraryOption.open(for: .reading).conflicts(settled: settled)
        try ConflictListing(conflicts: conflicts).print(output)
    }
}

/// `folio resolve`
package struct ResolveCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Settle a change that folio conflicts shows; the next sync sends what is sent.",
        discussion: """
            Example: folio resolve 12 --ours

            Works without a network. Another text: folio resolve 12 --text "Last day". The losing values stay: folio conflicts --settled.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: ArgumentHelp("The number that folio conflicts shows.", valueName: "number"))
    package var entry: Int64

    @Flag(help: "Send ours, over the remote's values that were shown.")
    package var ours = false

    @Flag(help: "Leave the remote as it is.")
    package var theirs = false

    @Option(parsing: .unconditional, help: "Send this text instead.")
    package var text: String?

    package init() {}

    package func validate() throws {
        _ = try decision
    }

    package func run() async throws {
        let entry = try libraryOption.open().resolve(
            entry, decision, now: Runtime.current.now())
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(ResolutionJSON(entry: OutboxEntryJSON(entry))))
        } else if !output.quiet {
            console.print(
                entry.state == .pending
                    ? "settled; the next folio sync sends it" : "settled; nothing is sent")
        }
    }

    private var decision: ConflictDecision {
        get throws {
            switch (ours, theirs, text) {
            case (true, false, nil): return .ours
            case (false, true, nil): return .theirs
            case (false, false, let text?):
                guard text.contains(where: { !$0.isWhitespace }) else {
                    throw ValidationError("--text is empty")
                }
                return .text(text)
            default: throw ValidationError("say one of --ours, --theirs and --text TEXT")
            }
        }
    }
}

/// What `resolve --json` prints.
struct ResolutionJSON: Encodable {
    var format_version = JSONText.formatVersion
    var entry: OutboxEntryJSON

    init(entry: OutboxEntryJSON) {
        self.entry = entry
    }
}
