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
            let ids = try MediaItemRecord.ids(rows: first.map(\.newestRow), in: db)
            let families = zip(first, ids).compactMap { $0.family(newest: $1) }
            return FamilyResults(
                families: families, total: tally.count, promptlessCount: tally.promptlessCount)
        }
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

/// Sums up families from items that come newest first.
private struct FamilyTally {
    struct Entry {
        let newestRow: Int64
        let newestAt: Timestamp
        var oldestAt: Timestamp
        var count = 0
        var credits: Int?
        var unpricedCount = 0
        /// Each once, the newest first.
        var prompts: [String]

        func family(newest: MediaItem.ID) -> PromptFamily? {
            prompts.first.map {
                PromptFamily(
                    prompt: $0, newest: newest, newestAt: newestAt, oldestAt: oldestAt,
                    count: count, promptCount: prompts.count, credits: credits,
                    unpricedCount: unpricedCount)
            }
        }
    }

    private var families: PromptFamilies
    private var places: [String: Int] = [:]
    /// In the order of their newest items.
    private var entries: [Entry] = []
    private(set) var promptlessCount = 0

    init(tokenizer: SearchTokenizer) {
        families = PromptFamilies(tokenizer: tokenizer)
    }

    var count: Int { entries.count }

    mutating func add(row: Int64, prompt: String?, at moment: Timestamp, credits: Int?) throws {
        guard let prompt else {
            promptlessCount += 1
            return
        }
        let family = try families.family(of: prompt)
        let place = places[family] ?? entries.count
        if place == entries.count {
            places[family] = place
            entries.append(
                Entry(newestRow: row, newestAt: moment, oldestAt: moment, prompts: [prompt]))
        }
        entries[place].count += 1
        entries[place].oldestAt = min(entries[place].oldestAt, moment)
        if let credits {
            entries[place].credits = (entries[place].credits ?? 0) + credits
        } else {
            entries[place].unpricedCount += 1
        }
        // Byte for byte: Swift calls two spellings of one letter equal.
        if !entries[place].prompts.contains(where: { $0.utf8.elementsEqual(prompt.utf8) }) {
            entries[place].prompts.append(prompt)
        }
    }

    func sorted(by order: PromptFamily.Order) -> [Entry] {
        let keys: [Int]
        switch order {
        case .newest: return entries
        case .count: keys = entries.map(\.count)
        case .credits: keys = entries.map { $0.credits ?? -1 }
        }
        return entries.indices.sorted { (-keys[$0], $0) < (-keys[$1], $1) }.map { entries[$0] }
    }
}
