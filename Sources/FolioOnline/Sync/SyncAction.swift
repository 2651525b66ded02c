import FolioCLI
import FolioModel
import FolioRemote
import FolioStore
import FolioSync

/// Makes the library agree with the remote, once or again and again.
struct SyncAction {
    let command: SyncCommand

    func run() async throws {
        guard let every = command.watch else {
            return try await SyncRound(command: command).run()
        }
        var time = TimeSource.system
        time.now = Runtime.current.now
        let news = WatchNews(output: command.output)
        let watch = SyncWatch(every: .seconds(every.seconds), time: time) { news.tell($0) }
        try await watch.run { try await SyncRound(command: command, isWatching: true).run() }
    }
}

/// One sync or dry run, told as it goes on.
struct SyncRound {
    let command: SyncCommand
    var isWatching = false

    /// The session is new each time: keys, settings and networks change.
    func run() async throws {
        // A sync may have to wait for room in the limits.
        let session = try Session(
            command.libraryOption, patience: .seconds(120), urgency: .background,
            maximumRequests: command.maxRequests)
        let teller = SyncTeller(
            session: session, output: command.output, isDryRun: command.dryRun,
            isWatching: isWatching)
        try teller.begin()
        let summary: SyncSummary
        do {
            summary =
                try await command.dryRun
                ? plan(session, teller) : perform(session, teller)
        } catch {
            teller.failed(error)
            throw error
        }
        // The summary tells of it among the warnings; this gives the exit code.
        if let failure = summary.failure { throw failure }
    }

    private func perform(_ session: Session, _ teller: SyncTeller) async throws -> SyncSummary {
        try await session.recoverQuietly(command.output)
        let summary = try await sync(
            session, session.library, session.remote, session.originals, teller)
        try teller.end(summary, of: session.library)
        return summary
    }

    private func plan(_ session: Session, _ teller: SyncTeller) async throws -> SyncSummary {
        try await DryRun.over(session.library) { dryRun in
            let remote = dryRun.planning(session.remote, now: session.now)
            try await session.recoverQuietly(
                command.output, on: dryRun.copy, through: remote, fetches: false)
            let summary = try await sync(
                session, dryRun.copy, remote, dryRun.planning(session.originals), teller)
            try teller.end(summary, of: dryRun.copy)
            return summary
        }
    }

    private func sync(
        _ session: Session, _ library: Library, _ remote: any Remote,
        _ originals: any OriginalFiles, _ teller: SyncTeller
    ) async throws -> SyncSummary {
        let engine = SyncEngine(
            library: library, remote: remote, originals: originals, baseURL: session.baseURL,
            requestCount: { session.remote.requestCount }, now: session.now)
        var summary = try await engine.run(try options(session)) { teller.progress($0) }
        // Recovery's requests too.
        summary.requests = session.remote.requestCount
        return summary
    }

    private func options(_ session: Session) throws -> SyncOptions {
        SyncOptions(
            pulls: command.only != .push, pushes: command.only != .pull,
            verifies: command.verify, maximumDeletions: command.maxDelete,
            maximumRequests: command.maxRequests,
            confirmationDelay: try session.settings.confirmationDelay())
    }
}
