import FolioCLI
import FolioModel
import FolioStore
import FolioSync

/// What a sync did, or would do, for people and as JSON.
struct SyncReport {
    let summary: SyncSummary
    var isDryRun = false
    /// A sync of many is told of only where something happened.
    var isWatching = false

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        let isNews = !isWatching || output.verbose || !summary.isUneventful
        if !output.quiet, isNews { lines.forEach(console.print) }
        for warning in summary.warnings { console.printError("warning: \(SafeText.line(warning))") }
        for entry in summary.parked {
            console.printError(
                "needs a decision: \(entry.action.name): \(SafeText.line(entry.lastError ?? ""))")
        }
        for entry in summary.unknown {
            console.printError(
                "outcome unknown: \(entry.action.name): \(SafeText.line(entry.lastError ?? ""))")
        }
    }

    private var lines: [String] {
        var lines = [
            "\(isDryRun ? "Would read" : "Read"): \(summary.added.count) new, \(summary.changed.count) changed, "
                + "\(summary.unchanged) unchanged; \(summary.postsChanged.count) posts changed."
        ]
        if !summary.pushed.isEmpty {
            let done = summary.pushed.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            lines.append(
                "\(isDryRun ? "Would send" : "Sent"): \(done.joined(separator: ", ")).")
        }
        if !summary.waiting.isEmpty {
            lines.append("Waiting: \(summary.waiting.count); folio status tells why.")
        }
        if !summary.downloads.isEmpty {
            lines.append(
                "\(isDryRun ? "Would fetch" : "Fetched") originals: \(summary.downloads.count).")
        }
        if summary.undecodable > 0 {
            lines.append("Not readable, kept as they are: \(summary.undecodable).")
        }
        if !summary.forgotten.isEmpty {
            lines.append(
                "Forgotten here, still on the remote, left alone: \(summary.forgotten.count).")
        }
        lines += deletionLines
        if let count = summary.stoppedAfter {
            lines.append("Stopped after \(counted(count, "request")); the next sync goes on.")
        }
        let balance = summary.balance.map { " Credits left: \($0.remaining)." } ?? ""
        return lines + ["Requests: \(summary.requests).\(balance)"]
    }
}

extension SyncReport {
    private var deletionLines: [String] {
        var lines: [String] = []
        if !summary.suspects.isEmpty {
            lines.append(
                "Missing on the remote: \(summary.suspects.count); a later sync tells whether "
                    + "they are gone.")
        }
        if !summary.confirmedGone.isEmpty {
            lines.append("Gone: \(summary.confirmedGone.count); folio list is:gone shows them.")
        }
        if !summary.cleared.isEmpty {
            lines.append("Missing before, and there: \(summary.cleared.count).")
        }
        return lines + (summary.verification?.lines ?? [])
    }
}

extension SyncSummary {
    /// Nothing is different after it, and nobody has to know of it.
    var isUneventful: Bool {
        added.isEmpty && changed.isEmpty && postsChanged.isEmpty && sent.isEmpty
            && downloads.isEmpty && suspects.isEmpty && confirmedGone.isEmpty && cleared.isEmpty
            && stoppedAfter == nil
    }
}

/// The last event of `folio sync --json`.
struct SyncJSON: Encodable {
    var format_version = JSONText.formatVersion
    var event = "summary"
    var dry_run: Bool
    var added: [String]
    var changed: [String]
    var unchanged: Int
    var posts_changed: [String]
    @Nullable var accounts: Int?
    /// Done outbox entries, by the word for what they did.
    var pushed: [String: Int]
    var parked: [OutboxEntryJSON]
    var unknown: [OutboxEntryJSON]
    var waiting: [OutboxEntryJSON]
    var undecodable: Int
    var forgotten: [String]
    var downloads: [String]
    var suspects: [String]
    var confirmed_gone: [String]
    var cleared: [String]
    var audited_items: Int
    var audit_requests: Int
    @Nullable var verification: VerificationJSON?
    var requests: Int
    var requests_left: RequestRoomJSON
    /// The requests that were allowed, where the sync stopped because of that.
    @Nullable var stopped_after: Int?
    @Nullable var credits_remaining: Int?
    var warnings: [String]

    init(_ summary: SyncSummary, dryRun: Bool, requestsLeft: RequestRoom) {
        dry_run = dryRun
        requests_left = RequestRoomJSON(requestsLeft)
        stopped_after = summary.stoppedAfter
        added = summary.added
        changed = summary.changed
        unchanged = summary.unchanged
        posts_changed = summary.postsChanged
        accounts = summary.accounts
        pushed = summary.pushed
        parked = summary.parked.map(OutboxEntryJSON.init)
        unknown = summary.unknown.map(OutboxEntryJSON.init)
        waiting = summary.waiting.map(OutboxEntryJSON.init)
        undecodable = summary.undecodable
        forgotten = summary.forgotten.sorted()
        downloads = summary.downloads
        suspects = summary.suspects
        confirmed_gone = summary.confirmedGone
        cleared = summary.cleared
        audited_items = summary.auditedItems
        audit_requests = summary.auditRequests
        verification = summary.verification.map(VerificationJSON.init)
        requests = summary.requests
        credits_remaining = summary.balance?.remaining
        warnings = summary.warnings
    }
}
