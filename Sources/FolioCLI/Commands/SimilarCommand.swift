package import ArgumentParser
import FolioModel
import FolioStore

/// `folio similar`
package struct SimilarCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "similar",
        abstract: "List items whose prompts are the same as another or nearly so, likest first.",
        discussion: """
            Example: folio similar last

            Give an item, or the text of a prompt. Order, case, punctuation and accents do not \
            count, and a few words may differ. Hidden items are left out without --hidden.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: "At most so many, from 1 to 250.")
    package var limit = 20

    @Flag(help: "Find hidden items as well.")
    package var hidden = false

    @Flag(name: .customLong("fail-empty"), help: "End with exit code 9 if nothing is similar.")
    package var failEmpty = false

    @Argument(
        help: ArgumentHelp("An item, or a prompt.", valueName: "item or text"),
        completion: CompletionSource.ids.kind)
    package var words: [String]

    package init() {}

    package mutating func validate() throws {
        guard (1...250).contains(limit) else {
            throw ValidationError("--limit must be from 1 to 250")
        }
    }

    package func run() async throws {
        let text = words.joined(separator: " ")
        let library = try libraryOption.open(for: .reading)
        let item = try QueryArgument.item(text, in: library)
        if let item, item.prompt == nil { throw PromptlessItem(id: item.id) }
        let found = try library.similarItems(
            to: item?.prompt ?? text, model: item?.model, ratio: item?.ratio, limit: limit + 1,
            includesHidden: hidden
        ).filter { $0.item.id != item?.id }.prefix(limit)
        try print(Array(found), library)
        if found.isEmpty && failEmpty { throw SilentExit(.nothingMatched) }
    }

    private func print(_ found: [SimilarItem], _ library: Library) throws {
        let console = Runtime.current.console
        let posts = try library.postIDs(using: found.map(\.item.id))
        let listing = SimilarListing(
            items: found, posts: posts, zone: try output.zone(library: library.folder))
        if output.json {
            console.print(
                try JSONText.text(
                    ListJSON(items: listing.json, total: nil, truncated: found.count == limit)))
        } else {
            console.print(listing.table)
            if found.isEmpty && !output.quiet { console.printError("no prompt is nearly the same") }
        }
    }
}

/// An item to compare others with has no prompt.
struct PromptlessItem: UserFacingError {
    let id: MediaItem.ID

    var message: String { "the prompt of \(id) is not known" }

    var hint: String? { "give the text of a prompt: folio similar \"a red boat\"" }

    var kind: FailureKind { .notFound }
}
