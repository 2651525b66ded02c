package import ArgumentParser
import FolioModel
import FolioStore

/// How much of a list is printed, and in what form besides text and JSON.
package struct ListOptions: ParsableArguments {
    @Option(help: "At most so many; 0 for all.")
    package var limit = 50

    @Option(
        help: ArgumentHelp("Continue behind this item.", valueName: "id"),
        completion: CompletionSource.ids.kind)
    package var after: String?

    @Option(
        help: ArgumentHelp(
            "\(ItemSort.list) first; unknown values come last (search: relevance, else newest).",
            valueName: "order"))
    package var sort: ItemSort?

    @Flag(
        name: .customLong("exact-rank"),
        help: "Rank all matches by relevance instead of the newest 2000 of each kind; slower.")
    package var exactRank = false

    @Flag(help: "Tell how all matches are spread over models, ratios, tags, albums and months.")
    package var facets = false

    @Flag(name: .customLong("fail-empty"), help: "End with exit code 9 if nothing matches.")
    package var failEmpty = false

    @Flag(help: "Print one JSON object a line.")
    package var ndjson = false

    @Flag(help: "Print comma-separated values.")
    package var csv = false

    package init() {}

    package mutating func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
        guard !(ndjson && csv) else { throw ValidationError("choose one of --ndjson and --csv") }
        guard !(facets && (ndjson || csv)) else {
            throw ValidationError("--facets prints no lines of items; use it with --json")
        }
        guard !exactRank || sort == nil || sort == .relevance else {
            throw ValidationError("--exact-rank has a meaning with --sort relevance only")
        }
    }

    /// What it is where none of the options is given.
    package static var standard: ListOptions {
        get throws { try ListOptions.parse([]) }
    }

    /// `nil` for all.
    package var count: Int? { limit == 0 ? nil : limit }

    /// The order that is asked for, else relevance where a command `ranksText`.
    func order(ranksText: Bool) -> ItemRequest.Order {
        if let sort { return sort.order }
        return ranksText || exactRank ? .relevance : .newestFirst
    }
}
