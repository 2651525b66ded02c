import FolioCLI
import FolioModel
import FolioStore
import FolioSync

/// Which originals were fetched, for people and as JSON.
struct FetchReport {
    let outcomes: [(MediaItem, OriginalFetch.Outcome)]
    let isDryRun: Bool
    let library: Library

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        guard !output.json else {
            let posts = try library.postIDs(using: outcomes.map(\.0.id))
            let items = outcomes.map { item, outcome in
                FetchedItemJSON(
                    item, outcome, posts: posts[item.id] ?? [], isDryRun: isDryRun)
            }
            return console.print(try JSONText.text(FetchReportJSON(items: items)))
        }
        for (item, outcome) in outcomes {
            switch outcome {
            case .fetched where isDryRun: console.print("\(item.id) would be fetched.")
            case .fetched: console.print("\(item.id) now has its original.")
            case .heldAlready: console.print("\(item.id) has its original already.")
            case .failed(let reason):
                console.printError("\(item.id) was not fetched: \(SafeText.line(reason))")
            case .notOffered where outcomes.count == 1 || output.verbose:
                console.printError("\(item.id): the remote offers no file of it")
            case .notOffered: break
            }
        }
        guard !output.quiet else { return }
        let notOffered = outcomes.count { $0.1 == .notOffered }
        if outcomes.isEmpty {
            console.printError("no original is missing")
        } else if notOffered > 0, outcomes.count > 1 {
            console.printError("of \(notOffered) more the remote offers no file")
        }
    }
}

/// What `folio media fetch --json` prints.
struct FetchReportJSON: Encodable {
    var format_version = JSONText.formatVersion
    var items: [FetchedItemJSON]
}

/// An item, and what became of its original.
struct FetchedItemJSON: Encodable {
    var item: ItemJSON
    var extra: Extra

    struct Extra: Encodable {
        /// `fetched`, `failed`, `not_offered`, `held` or `dry_run`.
        var outcome: String
        /// Why it failed.
        @Nullable var reason: String?
    }

    init(
        _ item: MediaItem, _ outcome: OriginalFetch.Outcome, posts: [Post.ID], isDryRun: Bool
    ) {
        self.item = ItemJSON(item, posts: posts)
        extra =
            switch outcome {
            case .fetched: Extra(outcome: isDryRun ? "dry_run" : "fetched", reason: nil)
            case .failed(let reason): Extra(outcome: "failed", reason: reason)
            case .notOffered: Extra(outcome: "not_offered", reason: nil)
            case .heldAlready: Extra(outcome: "held", reason: nil)
            }
    }

    func encode(to encoder: any Encoder) throws {
        try item.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
