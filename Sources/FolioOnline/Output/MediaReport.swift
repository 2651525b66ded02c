import FolioCLI
import FolioModel
import FolioStore
import FolioSync

/// How actions on media items ended, for people and as JSON.
struct MediaReport {
    let outcomes: [MediaOutcome]
    /// A past participle: `uploaded`, `deleted`.
    let verb: String
    let library: Library
    /// Whether nothing was done, only said.
    var isDryRun = false

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        guard output.json else { return outcomes.map(line).forEach(console.print) }
        let posts = try library.postIDs(using: outcomes.map(\.item.id))
        console.print(
            try JSONText.text(
                MediaReportJSON(
                    items: outcomes.map {
                        MediaOutcomeJSON($0, posts: posts[$0.item.id] ?? [], isDryRun: isDryRun)
                    })))
    }

    private func line(_ outcome: MediaOutcome) -> String {
        let item = outcome.item
        let name = item.fileName.map { " (\(SafeText.line($0)))" } ?? ""
        return switch outcome {
        case .sent: "\(item.id)\(name) \(isDryRun ? "would be" : "is") \(verb)."
        case .queued(_, _, let reason):
            "\(item.id)\(name) is queued: \(SafeText.line(reason)). The next sync sends it."
        }
    }
}

extension MediaOutcome {
    fileprivate var item: MediaItem {
        switch self {
        case .sent(let item), .queued(let item, _, _): item
        }
    }
}

/// What `folio media upload --json` and `folio media delete --json` print.
struct MediaReportJSON: Encodable {
    var format_version = JSONText.formatVersion
    var items: [MediaOutcomeJSON]
}

/// An item, and whether the change has reached the remote.
struct MediaOutcomeJSON: Encodable {
    var item: ItemJSON
    var extra: Extra

    struct Extra: Encodable {
        /// `sent`, `queued` or `dry_run`.
        var outcome: String
        /// Why it waits.
        @Nullable var reason: String?
    }

    init(_ outcome: MediaOutcome, posts: [Post.ID], isDryRun: Bool) {
        item = ItemJSON(outcome.item, posts: posts)
        switch outcome {
        case .sent: extra = Extra(outcome: isDryRun ? "dry_run" : "sent", reason: nil)
        case .queued(_, _, let reason): extra = Extra(outcome: "queued", reason: reason)
        }
    }

    func encode(to encoder: any Encoder) throws {
        try item.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
