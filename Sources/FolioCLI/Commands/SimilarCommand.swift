package import ArgumentParser
import FolioModel
import FolioStore

/// `folio similar`
package struct SimilarCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "similar",
        abstract: "List items whose prompts or pictures are like another, likest first.",
        discussion: """
            Example: folio similar last

            Give an item, or the text of a prompt. Order, case, punctuation and accents do not \
            count, and a few words may differ. With --by look, pictures are compared instead, as \
            far as originals are held. Hidden items are left out without --hidden.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: "At most so many, from 1 to 250.")
    package var limit = 20

    @Option(help: "What is compared: prompt or look.")
    package var by = Likeness.prompt

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
        if by == .look { return try printLookalikes(of: item, text, library) }
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

extension SimilarCommand {
    private func printLookalikes(
        of item: MediaItem?, _ text: String, _ library: Library
    ) throws {
        guard let item else { throw LibraryError.noSuch(thing: "item", name: text) }
        guard let look = try library.look(of: item.id) else {
            throw UnseenItem(id: item.id, isHeld: item.sha256 != nil)
        }
        guard let hash = look.hash else { throw ShapelessItem(id: item.id) }
        let found = try library.lookalikes(
            of: hash, within: Library.farthestLook, limit: limit + 1, includesHidden: hidden
        ).filter { $0.item.id != item.id }.prefix(limit)
        let console = Runtime.current.console
        let listing = LookalikeListing(
            items: Array(found), posts: try library.postIDs(using: found.map(\.item.id)),
            zone: try output.zone(library: library.folder))
        if output.json {
            console.print(
                try JSONText.text(
                    ListJSON(items: listing.json, total: nil, truncated: found.count == limit)))
        } else {
            console.print(listing.table)
            if found.isEmpty && !output.quiet { console.printError("no picture looks like it") }
        }
        if found.isEmpty && failEmpty { throw SilentExit(.nothingMatched) }
    }
}

/// What likeness is judged by.
package enum Likeness: String, ExpressibleByArgument, CaseIterable, Sendable {
    case prompt, look
}

/// Nobody has looked at the picture to compare others with.
struct UnseenItem: UserFacingError {
    let id: MediaItem.ID
    let isHeld: Bool

    var message: String {
        isHeld ? "what \(id) looks like is not known yet" : "the original of \(id) is not held here"
    }

    var hint: String? {
        isHeld ? "look at it: folio thumbs \(id)" : "get it: folio media fetch \(id)"
    }

    var kind: FailureKind { .notFound }
}

/// A picture of one colour looks like every other one.
struct ShapelessItem: UserFacingError {
    let id: MediaItem.ID

    var message: String { "the picture of \(id) has no shapes to compare" }

    var hint: String? { "compare prompts: folio similar \(id)" }

    var kind: FailureKind { .notFound }
}

/// An item to compare others with has no prompt.
struct PromptlessItem: UserFacingError {
    let id: MediaItem.ID

    var message: String { "the prompt of \(id) is not known" }

    var hint: String? { "give the text of a prompt: folio similar \"a red boat\"" }

    var kind: FailureKind { .notFound }
}
