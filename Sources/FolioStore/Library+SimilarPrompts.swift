package import FolioModel
import GRDB

/// An item that was made from the same prompt, or nearly the same.
package struct SimilarItem: Hashable, Sendable {
    package var item: MediaItem
    package var kind: Kind
    /// From ``PromptWords/nearlyTheSame`` to 1.
    package var likeness: Double

    /// How like its prompt is, likest first.
    package enum Kind: Int, Sendable, Comparable, CaseIterable {
        /// The prompt is the same byte for byte.
        case samePrompt
        /// The same words in another order, case or punctuation.
        case sameWords
        /// Some words more, less or changed.
        case nearlySame

        package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    package init(item: MediaItem, kind: Kind, likeness: Double) {
        self.item = item
        self.kind = kind
        self.likeness = likeness
    }
}

extension Library {
    /// Items whose prompts are the same as `prompt` or nearly so, likest first.
    ///
    /// Among equally like ones those of `model` and `ratio` come first, then the newest. An item
    /// that failed, or is gone without its original being held here, is of no use again and is
    /// left out, and so are hidden ones unless they are included. Looks at the words of the index,
    /// not at all rows, and so may miss a prompt of which many words were changed
    /// (`docs/benchmarks.md` has the measured share).
    package func similarItems(
        to prompt: String, model: String?, ratio: String?, limit: Int = 5,
        includesHidden: Bool = true
    ) throws -> [SimilarItem] {
        try read { db in
            var lookup = try SimilarPrompts(db, prompt)
            let usable: SQL = """
                mediaItem.state <> 'failed'
                AND (mediaItem.presence <> 'gone' OR mediaItem.sha256 IS NOT NULL)
                AND (\(includesHidden)
                    OR mediaItem.rowid NOT IN (SELECT item FROM hiddenItem))
                """
            let rows = JSONColumn.list(try lookup.candidates())
            let found = try MediaItemRecord.fetch(
                where: """
                    mediaItem.rowid IN (SELECT value FROM json_each(\(rows))) AND \(usable)
                    """, in: db)
            let similar = try found.compactMap { try lookup.judged($0.item) }
            let order = { (similar: SimilarItem) in
                let sameSettings =
                    (similar.item.model == model ? 1 : 0) + (similar.item.ratio == ratio ? 1 : 0)
                return (similar.kind.rawValue, -sameSettings, -similar.likeness)
            }
            // The records come newest first, and sorting keeps equals in their order.
            return Array(similar.sorted { order($0) < order($1) }.prefix(limit))
        }
    }
}
