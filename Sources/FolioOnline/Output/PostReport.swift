import FolioCLI
import FolioModel
import FolioSync

/// How an action on a post ended, for people and as JSON.
struct PostReport {
    let outcome: PostOutcome
    /// A past participle: `created`, `deleted`.
    let verb: String
    /// Whether nothing was done, only said.
    var isDryRun = false
    /// Whether a post that the remote has not seen is gone from here too.
    var forgetsUnsent = false

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(json))
        } else {
            try lines(output).forEach(console.print)
        }
        guard case .unknown(_, _, let reason) = outcome else { return }
        console.printError(
            "folio: it is not known whether the post was \(verb): \(SafeText.line(reason))")
        console.printError("  it is never sent again by itself; see what became of it: folio sync")
        throw SilentExit(.outcomeUnknown)
    }

    private var json: PostReportJSON {
        switch outcome {
        case .sent(let post):
            PostReportJSON(post: PostJSON(post), outcome: isDryRun ? "dry_run" : "sent")
        case .queued(let post, _, let reason):
            PostReportJSON(post: PostJSON(post), outcome: "queued", reason: reason)
        case .unknown(let post, _, let reason):
            PostReportJSON(post: PostJSON(post), outcome: "unknown", reason: reason)
        case .changedHere(let post):
            PostReportJSON(
                post: PostJSON(post), outcome: forgetsUnsent ? "local" : "queued",
                reason: forgetsUnsent ? nil : "the post itself waits for the next sync")
        }
    }

    private func lines(_ output: OutputOptions) throws -> [String] {
        let post = outcome.post
        let when = try post.scheduledFor.map { moment in
            let zone = try output.zone()
            return " for \(zone.minute(of: moment))\(zone.name.map { " (\($0))" } ?? "")"
        }
        let state = SafeText.line(post.status.rawValue)
        return switch outcome {
        case .sent where isDryRun: ["Post \(post.id) would be \(verb): \(state)\(when ?? "")."]
        case .sent: ["Post \(post.id) is \(verb): \(state)\(when ?? "")."]
        case .changedHere where forgetsUnsent:
            ["Post \(post.id) is \(verb) here; the remote has not seen it."]
        case .changedHere:
            ["Post \(post.id) is \(verb) and still queued. It is sent by the next: folio sync"]
        case .queued(_, _, let reason):
            [
                "Post \(post.id) is queued\(when ?? ""): \(SafeText.line(reason)).",
                "It is sent by the next: folio sync",
            ]
        case .unknown: []
        }
    }

    /// What `-n` prints: the post as it would be sent.
    static func dryRun(_ request: PostRequest, _ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            return console.print(try JSONText.text(PostDryRunJSON(request)))
        }
        let accounts = request.accountIDs.map(String.init).joined(separator: ", ")
        let when = try request.scheduledFor.map { try output.zone().minute(of: $0) }
        console.print(
            "Would \(request.isDraft ? "store a draft" : when.map { "schedule for \($0)" } ?? "publish now")"
                + " to account \(accounts) with \(request.itemIDs.count) item(s):")
        console.print(SafeText.lines(request.content))
    }
}

/// What `folio post create --json` and its siblings print.
struct PostReportJSON: Encodable {
    var format_version = JSONText.formatVersion
    var post: PostJSON
    /// `sent`, `queued`, `unknown`, `dry_run`, or `local` for a post that the remote has not seen.
    var outcome: String
    /// Why it waits, or why its outcome is unknown.
    @Nullable var reason: String?

    init(post: PostJSON, outcome: String, reason: String? = nil) {
        self.post = post
        self.outcome = outcome
        self.reason = reason
    }
}

/// What `folio post create -n --json` prints.
struct PostDryRunJSON: Encodable {
    var format_version = JSONText.formatVersion
    var dry_run = true
    var text: String
    var items: [String]
    var accounts: [Int]
    @Nullable var scheduled_for: String?
    var draft: Bool

    init(_ request: PostRequest) {
        text = request.content
        items = request.itemIDs
        accounts = request.accountIDs
        scheduled_for = request.scheduledFor?.iso8601
        draft = request.isDraft
    }
}
