import FolioCLI
import FolioModel
import FolioStore
import FolioSync

/// Fetches originals that the remote offers.
struct FetchAction {
    let command: MediaFetchCommand

    func run() async throws {
        // Files are fetched without the key.
        let session = try Session(
            command.libraryOption, patience: .seconds(120), needsKey: false)
        let items = try command.items(in: session.library)
        let line = LiveLine(isShown: !command.output.quiet && !command.output.json)
        defer { line.clear() }
        let fetch = OriginalFetch(
            library: session.library, remote: session.remote, originals: session.originals,
            now: session.now
        ) { progress in
            if case .downloading(let done, let total) = progress {
                line.show("fetching originals: \(done) of \(total)")
            }
        }
        let outcomes = try await command.dryRun ? fetch.plan(items) : fetch.run(items)
        line.clear()
        try FetchReport(outcomes: outcomes, isDryRun: command.dryRun, library: session.library)
            .print(command.output)
        let hasFailed = outcomes.contains { if case .failed = $0.1 { true } else { false } }
        if hasFailed { throw SilentExit(.unavailable) }
    }
}
