import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore

/// Images that were paid for already and may do in place of new ones.
struct Reuse {
    let choice: ReuseChoice
    /// Likest first.
    let similar: [SimilarItem]
    /// Images that are wanted.
    private let count: Int
    private let terms: ImageTerms

    /// Looks for prompts that are nearly the same as the order's. Reads the library alone.
    init(
        _ choice: ReuseChoice, instead order: GenerationOrder, catalog: ModelCatalog,
        in library: Library
    ) throws {
        self.choice = choice
        count = max(0, order.count)
        terms = try ImageTerms(
            model: order.model, ratio: order.ratio, catalog: catalog,
            allowsAnyModel: order.allowsAnyModel, maximumCredits: order.maximumCredits)
        similar =
            choice == .never
            ? []
            : try library.similarItems(
                to: order.prompt.text, model: terms.model, ratio: terms.ratio.text,
                limit: max(5, min(count, 250)))
    }

    /// The same prompt byte for byte, by the same model in the same ratio.
    private var exact: [MediaItem] {
        similar.filter {
            $0.kind == .samePrompt && $0.item.model == terms.model
                && $0.item.ratio == terms.ratio.text
        }.map(\.item)
    }

    /// What is taken in place of new images, at most as many as the plan has.
    ///
    /// Asks where a question can be asked and `--yes` has not answered it.
    func chosen(_ confirmation: ConfirmationOptions, zone: LocalZone, _ library: Library) throws
        -> [MediaItem]
    {
        switch choice {
        case .never: return []
        case .always: return Array(exact.prefix(count))
        case .ask:
            let console = Runtime.current.console
            guard !similar.isEmpty, console.canAsk, !confirmation.yes else { return [] }
            return try asked(console, zone: zone, library).map { [$0] } ?? []
        }
    }

    private func asked(
        _ console: Console, zone: LocalZone, _ library: Library
    ) throws -> MediaItem? {
        let posts = try library.postIDs(using: similar.map(\.item.id))
        let listing = SimilarListing(items: similar, posts: posts, zone: zone)
        console.printError("Already paid for:")
        for line in listing.table.lines(width: console.width) { console.printError("  \(line)") }
        console.printErrorRaw("Use \(similar[0].item.id) instead of paying? [y/N or another id] ")
        guard let answer = console.readAnswer()?.trimmed.lowercased() else {
            // Nobody has ended the line.
            console.printError("")
            throw ConfirmationError.declined
        }
        if ["y", "yes"].contains(answer) { return similar[0].item }
        let named = similar.filter { !answer.isEmpty && $0.item.id.hasPrefix(answer) }
        return named.count == 1 ? named[0].item : nil
    }
}
