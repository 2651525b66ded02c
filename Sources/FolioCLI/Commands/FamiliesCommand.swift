package import ArgumentParser
import FolioModel
import FolioStore

/// `folio families`
package struct FamiliesCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "families",
        abstract: "Group the variants of each prompt, with their number and cost.",
        discussion: """
            Example: folio families boat --sort credits --limit 10

            A family is all items whose prompts have the same words, whatever their order, case, \
            accents and punctuation. It is shown by its newest item. Without a query: all items.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: "At most so many; 0 for all.")
    package var limit = 50

    @Option(help: ArgumentHelp("count, credits or newest first.", valueName: "order"))
    package var sort: FamilySort = .count

    @Flag(name: .customLong("fail-empty"), help: "End with exit code 9 if nothing matches.")
    package var failEmpty = false

    @OptionGroup package var words: QueryWords

    package init() {}

    package mutating func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
    }

    package func run() async throws {
        try words.refuseRest()
        let library = try libraryOption.open(for: .reading)
        let zone = try output.zone(library: library.folder)
        let request = ItemRequest(
            query: try QueryArgument.query(words.query, in: library, loneWord: .wholeID),
            now: Runtime.current.now(), utcOffset: zone.utcOffset)
        let found = try library.families(
            request, order: sort.order, limit: limit == 0 ? nil : limit)
        let listing = FamilyListing(results: found, zone: zone)
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(listing.json))
        } else {
            console.print(listing.table)
            if !output.quiet { listing.remarks.forEach(console.printError) }
        }
        if found.families.isEmpty && failEmpty { throw SilentExit(.nothingMatched) }
    }
}

/// Which families come first.
package enum FamilySort: String, ExpressibleByArgument, CaseIterable, Sendable {
    case count, credits, newest

    var order: PromptFamily.Order {
        switch self {
        case .count: .count
        case .credits: .credits
        case .newest: .newest
        }
    }
}
