package import ArgumentParser

/// `folio sync`
package struct SyncCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Agree with the remote: read what is new, send what waits.",
        discussion: """
            Example: folio sync

            Examples of more: folio sync --dry-run, folio sync --only pull --max-requests 100, \
            folio sync --watch 10m. What a sync leaves undone, the next one does.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(
        name: [.customShort("n"), .customLong("dry-run")],
        help: "Read the remote, and only say what would be done.")
    package var dryRun = false

    @Option(help: "Only read (pull), or only send (push).")
    package var only: Direction?

    @Option(
        help: ArgumentHelp(
            "Stop after this many requests; the next sync goes on.", valueName: "requests"))
    package var maxRequests: Int?

    @Option(
        defaultAsFlag: .standard, parsing: .next,
        help: ArgumentHelp(
            "Sync again and again, this often: 30s, 5m, 2h.", valueName: "every"))
    package var watch: WatchInterval? = nil

    package init() {}

    package func validate() throws {
        if let maxRequests, maxRequests < 1 {
            throw ValidationError("--max-requests is a whole number above 0")
        }
        if dryRun, watch != nil {
            throw ValidationError("--dry-run and --watch exclude each other")
        }
    }

    package func run() async throws { try await OnlineCommand.sync(self).run() }

    /// One half of a sync.
    package enum Direction: String, ExpressibleByArgument, CaseIterable, Sendable {
        case pull, push
    }
}
