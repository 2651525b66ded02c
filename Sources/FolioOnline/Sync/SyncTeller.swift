import FolioCLI
import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import Foundation

/// Tells of a sync while it goes on and at its end: a live line and a summary, or events as NDJSON.
struct SyncTeller {
    private let session: Session
    private let output: OutputOptions
    private let isDryRun: Bool
    private let isWatching: Bool
    private let line: LiveLine
    private let console = Runtime.current.console
    private let start = ContinuousClock.now

    init(session: Session, output: OutputOptions, isDryRun: Bool, isWatching: Bool) {
        self.session = session
        self.output = output
        self.isDryRun = isDryRun
        self.isWatching = isWatching
        line = LiveLine(isShown: !output.json && !output.quiet)
    }

    func begin() throws {
        guard output.json else { return }
        console.print(
            try JSONText.text(
                SyncBeginJSON(
                    library: session.library.folder.path, dry_run: isDryRun,
                    requests_left: RequestRoomJSON(try room()))))
    }

    func progress(_ progress: SyncProgress) {
        guard output.json || line.isShown else { return }
        // What cannot be told now is no reason to end a sync.
        guard let room = try? room() else { return }
        let requests = session.remote.requestCount
        if output.json {
            let event = SyncProgressJSON(
                stage: progress.stage, done: progress.done, total: progress.total,
                requests: requests, requests_left: RequestRoomJSON(room))
            if let text = try? JSONText.text(event) { console.print(text) }
        } else {
            let pace = SyncPace(
                progress: progress, elapsed: ContinuousClock.now - start, requestsLeft: room.hour)
            line.show(pace.text(requests: requests))
        }
    }

    /// `library` is what was synced: this one or its copy.
    func end(_ summary: SyncSummary, of library: Library) throws {
        line.clear()
        let steps = SyncSteps(
            summary: summary, library: library, real: isDryRun ? session.library : nil)
        if output.json {
            try steps.forEach { console.print(try JSONText.text(SyncItemJSON($0))) }
            var json = SyncJSON(summary, dryRun: isDryRun, requestsLeft: try room())
            if isDryRun { try steps.name(&json) }
            return console.print(try JSONText.text(json))
        }
        if isDryRun { try SyncPlanReport(steps: steps, output: output).print() }
        try SyncReport(summary: summary, isDryRun: isDryRun, isWatching: isWatching).print(output)
    }

    /// An interruption is no failure.
    func failed(_ error: any Error) {
        line.clear()
        guard output.json, let error = error as? any UserFacingError else { return }
        let event = SyncErrorJSON(
            message: error.message, hint: error.hint, exit_code: Int(error.kind.rawValue))
        // Standard error tells it as well.
        if let text = try? JSONText.text(event) { console.print(text) }
    }

    private func room() throws -> RequestRoom {
        RequestRoom(try session.library.requests(before: session.now()), session.settings)
    }
}

/// The steps of a sync or a plan, for people and programs.
struct SyncSteps {
    let summary: SyncSummary
    /// What was synced.
    let library: Library
    /// In a dry run the library that was not changed, where new things have no id yet.
    let real: Library?

    func forEach(_ body: (SyncStep) throws -> Void) throws {
        try summary.forEachStep(in: library, knownIn: real) { try body(known($0)) }
    }

    /// Without the ids of posts that only the copy has.
    private func known(_ step: SyncStep) -> SyncStep {
        guard let real, let post = step.post else { return step }
        var step = step
        // A post that is not there is what is asked about.
        if (try? real.post(post))?.id != post { step.post = nil }
        return step
    }

    /// Names what is new by the remote's ids.
    func name(_ json: inout SyncJSON) throws {
        (json.added, json.changed, json.posts_changed, json.downloads) = ([], [], [], [])
        try forEach { step in
            let name = step.item ?? step.mediaID ?? step.post ?? step.postID
            guard let name, step.entry == nil else { return }
            switch step.kind {
            case .added: json.added.append(name)
            case .changed where step.mediaID == nil && step.item == nil:
                json.posts_changed.append(name)
            case .changed: json.changed.append(name)
            case .fetched: json.downloads.append(name)
            case .sent, .parked, .unknown, .waits, .missing, .gone: break
            }
        }
    }
}
