package import FolioModel
import FolioQuery
import GRDB

/// Items that were made from prompts of the same words (``PromptFamilies``).
package struct PromptFamily: Hashable, Sendable {
    /// The newest item's.
    package let prompt: String
    package let newest: MediaItem.ID
    package let newestAt: Timestamp
    package let oldestAt: Timestamp
    /// How many items.
    package let count: Int
    /// How many different texts.
    package let promptCount: Int
    /// Credits paid for those whose price is known; `nil` where none is.
    package let credits: Int?
    /// Items whose price is not known.
    package let unpricedCount: Int

    /// Which families come first. Equal ones are in the order of their newest items.
    package enum Order: String, Sendable, CaseIterable {
        case count, credits, newest
    }
}

/// Families, and how many there are in all.
package struct FamilyResults: Hashable, Sendable {
    package let families: [PromptFamily]
    package let total: Int
    /// Items of the query whose prompt is not known: they are in no family.
    package let promptlessCount: Int
}

extension Library {
    /// The families of the items that a query finds; its order and its paging do not count.
    ///
    /// - Throws: as ``items(_:)-(ItemRequest)``.
    package func families(
        _ request: ItemRequest, order: PromptFamily.Order, limit: Int?
    ) throws -> FamilyResults {
        try read { db in
            let search = try ItemSearch(db, request).found
            var tally = FamilyTally(tokenizer: search.compiler.tokenizer)
            let rows = try search.promptRows()
            while let row = try rows.next() {
                try tally.add(
                    row: row[0], prompt: row[1], at: Timestamp(milliseconds: row[2]),
                    credits: row[3])
            }
            let first = tally.sorted(by: order).prefix(limit ?? Int.max)
            let newest = try Self.namesAndPrompts(of: first.map(\.newestRow), in: db)
            let families = first.compactMap { entry in
                newest[entry.newestRow].map { entry.family(newest: $0.id, prompt: $0.prompt) }
            }
            return FamilyResults(
                families: families, total: tally.count, promptlessCount: tally.promptlessCount)
        }
    }
}

extension Library {
    private static func namesAndPrompts(
        of rows: [Int64], in db: Database
    ) throws -> [Int64: (id: MediaItem.ID, prompt: String)] {
        let request: SQLRequest<Row> = """
            SELECT rowid, id, prompt FROM mediaItem
            WHERE rowid IN (SELECT value FROM json_each(\(JSONColumn.list(rows))))
            """
        var found: [Int64: (id: MediaItem.ID, prompt: String)] = [:]
        let newest = try Row.fetchCursor(db, request)
        while let row = try newest.next() { found[row[0]] = (row[1], row[2]) }
        return found
    }
}

extension RowSearch {
    /// Row, prompt, time and credits of all that is found, newest first.
    fileprivate func promptRows() throws -> RowCursor {
        let request: SQLRequest<Row> = """
            \(compiler.prologue)
            SELECT mediaItem.rowid, mediaItem.prompt, mediaItem.createdAt,
                \(ItemNumber.credits.sql)
            FROM \(joinedSource) WHERE \(condition) ORDER BY \(rowid) DESC
            """
        return try Row.fetchCursor(db, request)
    }
}
