import FolioModel
import FolioQuery
package import FolioStore

/// A query with everything that decides its answer and how it is printed.
package struct ItemQuestion {
    let text: String
    /// Asked instead of ``text`` where it is there.
    var query: Query?
    let loneWord: QueryArgument.LoneWord
    /// Whether text is answered best match first.
    let ranksText: Bool
    let list: ListOptions
    let output: OutputOptions
    /// Whether pictures stand beside the items.
    var thumbs: ThumbOptions?

    /// Asks the library and prints the answer.
    package func answer(_ library: Library) throws {
        let runtime = Runtime.current
        let query = try query ?? QueryArgument.query(text, in: library, loneWord: loneWord)
        let zone = try zone(for: query, library)
        var request = ItemRequest(
            query: query, order: list.order(ranksText: ranksText), limit: list.count,
            after: try list.after.map { try library.item($0).id }, now: runtime.now(),
            utcOffset: zone.utcOffset)
        request.ranksAll = list.exactRank
        request.countsFacets = list.facets
        let results = try library.items(request)
        let showsPosts = output.json || list.ndjson || list.csv
        let posts = showsPosts ? try library.postIDs(using: results.items.map(\.item.id)) : [:]
        let listing = ItemListing(results: results, posts: posts, zone: zone)
        try print(listing, of: library, to: runtime.console)
        if results.items.isEmpty && list.failEmpty { throw SilentExit(.nothingMatched) }
    }

    /// Files of settings are read only where a day is shown or asked for.
    private func zone(for query: Query, _ library: Library) throws -> LocalZone {
        let asksForDays = query.terms.contains {
            if case .field(let field) = $0, case .date = field.test { true } else { false }
        }
        let showsDays = list.facets || !(output.json || list.ndjson || list.csv)
        guard asksForDays || showsDays || output.timezone != nil else { return .utc }
        return try output.zone(library: library.folder)
    }

    private func print(
        _ listing: ItemListing, of library: Library, to console: Console
    ) throws {
        if output.json {
            console.print(try JSONText.text(listing.json))
        } else if list.ndjson {
            console.print(
                lines: try listing.results.items.map { try JSONText.text(listing.json($0)) })
        } else if list.csv {
            console.print(lines: listing.csv)
        } else {
            if let terminal = try thumbs?.terminal() {
                var show = PictureShow(terminal, of: library)
                try listing.draw(by: &show)
            } else {
                console.print(listing.table)
            }
            if let facets = listing.results.facets {
                FacetListing(facets: facets).lines.forEach { console.print($0) }
            }
            guard !output.quiet else { return }
            if listing.results.items.isEmpty { console.printError("nothing matches") }
            if let footer = listing.footer { console.printError(footer) }
        }
    }
}

extension Query {
    /// The items of an album.
    static func album(_ name: String) -> Query {
        Query(.field(FieldTerm(.album(name))))
    }
}
