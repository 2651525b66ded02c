import FolioModel
import FolioQuery
import FolioStore

/// Tags to give to, or take from, the items of a query.
struct TagChange {
    enum Direction: String {
        case add, remove
    }

    /// Without a terminal, more items than this need `--yes`.
    static let unaskedLimit = 100

    private let direction: Direction
    private let query: String
    private let tags: [TagName]
    private let output: OutputOptions

    /// - Throws: ``TagError``, ``TagChangeError``.
    init(_ direction: Direction, words: QueryWords, output: OutputOptions) throws {
        guard !words.query.isEmpty else { throw TagChangeError.noQuery(direction) }
        guard !words.rest.isEmpty else { throw TagChangeError.noTags(direction) }
        self.direction = direction
        query = words.query
        tags = try words.rest.map { try TagName($0) }
        self.output = output
    }

    func make(in library: Library, confirmation: ConfirmationOptions) throws {
        let ids = try items(in: library)
        let console = Runtime.current.console
        guard !confirmation.dryRun, !ids.isEmpty else {
            return try report(matched: ids.count, changed: nil, to: console)
        }
        if ids.count > (console.canAsk ? 1 : Self.unaskedLimit) {
            try confirmation.require("\(question) \(ids.count) items?")
        }
        let changed =
            switch direction {
            case .add: try library.addTags(tags, to: ids, now: Runtime.current.now())
            case .remove: try library.removeTags(tags, from: ids)
            }
        try report(matched: ids.count, changed: changed, to: console)
    }

    private func items(in library: Library) throws -> [MediaItem.ID] {
        if let item = try QueryArgument.item(query, in: library) { return [item.id] }
        let zone = try output.zone(library: library.folder)
        return try library.itemIDs(
            ItemRequest(
                query: try QueryArgument.query(query, in: library), now: Runtime.current.now(),
                utcOffset: zone.utcOffset))
    }

    private var question: String {
        let names = tags.map { "“\($0.text)”" }.joined(separator: ", ")
        return switch direction {
        case .add: "add \(names) to"
        case .remove: "take \(names) from"
        }
    }

    private func report(matched: Int, changed: Int?, to console: Console) throws {
        if output.json {
            let reply = TagChangeJSON(
                matched: matched, changed: changed ?? 0, dry_run: changed == nil && matched > 0,
                tags: tags.map(\.text))
            console.print(try JSONText.text(reply))
        } else if matched == 0 {
            console.printError("nothing matches, nothing was changed")
        } else if let changed {
            guard !output.quiet else { return }
            console.print("\(changed) of \(Self.items(matched)) changed")
        } else {
            console.print("would \(question) \(Self.items(matched))")
        }
    }

    private static func items(_ count: Int) -> String {
        count == 1 ? "1 item" : "\(count) items"
    }
}

/// What `tag add` and `tag remove` did, as JSON output shows it.
struct TagChangeJSON: Encodable {
    var format_version = JSONText.formatVersion
    /// Items of the query.
    let matched: Int
    /// Items that were not as asked already.
    let changed: Int
    let dry_run: Bool
    let tags: [String]
}

/// What is missing on the command line of `tag add` or `tag remove`.
enum TagChangeError: UserFacingError {
    case noQuery(TagChange.Direction)
    case noTags(TagChange.Direction)

    var message: String {
        switch self {
        case .noQuery: "it is not said which items are meant"
        case .noTags: "it is not said which tags are meant"
        }
    }

    var hint: String? {
        switch self {
        case .noQuery(let direction):
            "type: folio tag \(direction.rawValue) QUERY -- TAG (the query * is everything)"
        case .noTags(let direction):
            "tags come behind --, flags before it: folio tag \(direction.rawValue) QUERY -- TAG"
        }
    }

    var kind: FailureKind { .usage }
}
