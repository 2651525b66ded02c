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

            What was deleted on the remote stays here, marked gone, once that is proved twice;
            folio list is:gone shows it. To compare everything now, with a proof:

            folio sync --verify
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

    @Flag(help: "Compare everything with the remote now, and tell what that proved.")
    package var verify = false

    @Option(
        help: ArgumentHelp(
            "Accept that so many items are missing; by default more than 50 and a tenth stop it.",
            valueName: "n"))
    package var maxDelete: Int?

    package init() {}

    package func validate() throws {
        if let maxDelete, maxDelete < 0 {
            throw ValidationError("--max-delete is a whole number from 0 on")
        }
        if verify, only == .push {
            throw ValidationError("--verify reads the remote: leave out --only push")
        }
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
