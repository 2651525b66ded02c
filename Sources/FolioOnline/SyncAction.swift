import FolioCLI
import FolioModel
import FolioRemote
import FolioStore
import FolioSync

/// Makes the library agree with the remote, and tells what that took.
struct SyncAction {
    let command: SyncCommand

    func run() async throws {
        // A person waits for a sync, and it may have to wait for room in the limits.
        let session = try Session(command.libraryOption, patience: .seconds(120))
        try await session.recoverQuietly(command.output)
        let engine = SyncEngine(
            library: session.library, remote: session.remote, originals: session.originals,
            baseURL: session.baseURL, requestCount: { session.remote.requestCount },
            now: session.now)
        let line = LiveLine(isShown: !command.output.json && !command.output.quiet)
        let summary: SyncSummary
        do {
            defer { line.clear() }
            summary = try await engine.run(try options(session)) { line.show(Self.text($0)) }
        }
        try SyncReport(summary: summary).print(command.output)
    }

    private func options(_ session: Session) throws -> SyncOptions {
        SyncOptions(
            verifies: command.verify, maximumDeletions: command.maxDelete,
            confirmationDelay: try session.settings.confirmationDelay())
    }

    private static func text(_ progress: SyncProgress) -> String {
        switch progress {
        case .readingMedia(let count): "reading media: \(count)"
        case .readingPending(let done, let all): "asking for pending items: \(done) of \(all)"
        case .readingPosts(let count): "reading posts: \(count)"
        case .searchingDeletions(let pages): "looking for deletions: \(pages) pages"
        case .auditing(let done, let all): "comparing: page \(done) of \(all)"
        case .confirmingDeletions(let done, let all):
            "asking for missing items: \(done) of \(all)"
        case .pushing(let entry): "sending: \(entry.action.name)"
        case .downloading(let done, let all): "fetching originals: \(done) of \(all)"
        }
    }
}
