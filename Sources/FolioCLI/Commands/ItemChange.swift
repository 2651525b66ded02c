import FolioModel
import FolioQuery
import FolioStore

/// A change to all items of a query: shows how many there are, asks, and tells what was done.
struct ItemChange {
    /// Without a terminal, more items than this need `--yes`.
    static let unaskedLimit = 100

    private let query: String
    private let output: OutputOptions
    /// The tags that it is about, for JSON output.
    var tags: [TagName]?
    /// Whether hidden items are meant as well.
    var includesHidden = false
    /// What is done to so many items, as in `hide 3 items`.
    private let sentence: (_ items: String) -> String

    init(
        _ query: String, output: OutputOptions, _ sentence: @escaping (_ items: String) -> String
    ) {
        self.query = query
        self.output = output
        self.sentence = sentence
    }

    /// Asks, then lets `apply` make the change, which returns how many items it changed.
    func make(
        in library: Library, _ confirmation: ConfirmationOptions,
        _ apply: (_ ids: [MediaItem.ID], _ now: Timestamp) throws -> Int
    ) throws {
        let ids = try Self.items(
            of: query, output, includingHidden: includesHidden, in: library)
        let console = Runtime.current.console
        guard !confirmation.dryRun, !ids.isEmpty else {
            return try report(matched: ids.count, changed: nil, to: console)
        }
        if ids.count > (console.canAsk ? 1 : Self.unaskedLimit) {
            try confirmation.require("\(sentence(counted(ids.count, "item")))?")
        }
        let changed = try apply(ids, Runtime.current.now())
        try report(matched: ids.count, changed: changed, to: console)
    }

    /// The items that a query, or a lone id, means.
    static func items(
        of query: String, _ output: OutputOptions, includingHidden: Bool = false,
        in library: Library
    ) throws -> [MediaItem.ID] {
        if let item = try QueryArgument.item(query, in: library) { return [item.id] }
        let zone = try output.zone(library: library.folder)
        var request = ItemRequest(
            query: try QueryArgument.query(query, in: library), now: Runtime.current.now(),
            utcOffset: zone.utcOffset)
        request.includesHidden = includingHidden
        return try library.itemIDs(request)
    }

    private func report(matched: Int, changed: Int?, to console: Console) throws {
        if output.json {
            let reply = ItemChangeJSON(
                matched: matched, changed: changed ?? 0, dry_run: changed == nil && matched > 0,
                tags: tags?.map(\.text))
            console.print(try JSONText.text(reply))
        } else if matched == 0 {
            console.printError("nothing matches, nothing was changed")
        } else if let changed {
            guard !output.quiet else { return }
            console.print("\(changed) of \(counted(matched, "item")) changed")
        } else {
            console.print("would \(SafeText.line(sentence(counted(matched, "item"))))")
        }
    }
}

/// What a change to the items of a query did, as JSON output shows it.
struct ItemChangeJSON: Encodable {
    var format_version = JSONText.formatVersion
    /// Items of the query.
    let matched: Int
    /// Items that were not as asked already.
    let changed: Int
    let dry_run: Bool
    /// Left out where the change is not about tags.
    var tags: [String]?
}

/// What is missing on a command line of the form `folio COMMAND QUERY -- VALUE`.
struct MissingWords: UserFacingError, Equatable {
    let message: String
    let hint: String?
    var kind: FailureKind { .usage }

    /// `value` is what stands behind `--`, in capitals, or `nil` for nothing.
    static func query(_ command: String, _ value: String?) -> MissingWords {
        MissingWords(
            message: "it is not said which items are meant",
            hint: "type: folio \(command) QUERY\(value.map { " -- \($0)" } ?? "") "
                + "(the query * is everything)")
    }

    static func value(_ command: String, _ value: String) -> MissingWords {
        MissingWords(
            message: "it is not said which \(value.lowercased()) is meant",
            hint: "it comes behind --, flags before it: folio \(command) QUERY -- \(value)")
    }
}

extension QueryWords {
    /// The query, which has to be there.
    ///
    /// - Throws: ``MissingWords``.
    func query(of command: String, _ value: String?) throws(MissingWords) -> String {
        guard !query.isEmpty else { throw .query(command, value) }
        return query
    }

    /// The tags behind `--`, of which there has to be one.
    ///
    /// - Throws: ``MissingWords``, ``TagError``.
    func tags(of command: String) throws -> [TagName] {
        guard !rest.isEmpty else { throw MissingWords.value(command, "TAG") }
        return try rest.map { try TagName($0) }
    }

    /// Everything behind `--` as one text, which has to be there.
    ///
    /// - Throws: ``MissingWords``.
    func text(of command: String, _ value: String) throws(MissingWords) -> String {
        guard !rest.isEmpty else { throw .value(command, value) }
        return rest.joined(separator: " ")
    }
}

/// Names as a sentence shows them.
func quoted(_ names: [TagName]) -> String {
    names.map { "“\($0.text)”" }.joined(separator: ", ")
}
