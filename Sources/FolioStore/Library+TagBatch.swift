package import FolioModel
import GRDB

extension Library {
    /// Tags to give to, and to take from, one item.
    package struct TagEdit: Hashable, Sendable {
        /// An id, the beginning of one, a media id, or `last`.
        package let item: String
        package let added: [TagName]
        package let removed: [TagName]

        package init(item: String, added: [TagName], removed: [TagName]) {
            self.item = item
            self.added = added
            self.removed = removed
        }
    }

    /// Changes the tags of many items, each in its own way, in one transaction, as one step of
    /// the history. `dryRun` only counts.
    ///
    /// Returns how many items have other tags than before.
    ///
    /// - Throws: ``TagEditFailure`` where an item is not there; then nothing has changed.
    package func editTags(_ edits: [TagEdit], now: Timestamp, dryRun: Bool) throws -> Int {
        do {
            return try step("tag --batch", now: now) { db in
                let rows = try Self.rows(of: edits, in: db)
                let distinct = Set(rows).sorted()
                let before = try Self.tags(of: distinct, in: db)
                var removed: Set<Int64> = []
                try TextIndex(db: db).updating(distinct) {
                    for (row, edit) in zip(rows, edits) {
                        removed.formUnion(try Self.apply(edit, to: row, now: now, in: db))
                    }
                }
                try Self.forgetUnused(removed.sorted(), in: db)
                let after = try Self.tags(of: distinct, in: db)
                let changed = distinct.count { before[$0] != after[$0] }
                guard !dryRun else { throw OnlyCounted(count: changed) }
                return changed
            }
        } catch let counted as OnlyCounted {
            return counted.count
        }
    }

    /// Ends a transaction that must not last.
    private struct OnlyCounted: Error {
        let count: Int
    }

    private static func rows(of edits: [TagEdit], in db: Database) throws -> [Int64] {
        try edits.enumerated().map { index, edit in
            do {
                return try record(edit.item, in: db).rowid
            } catch let error as LibraryError {
                throw TagEditFailure(index: index, reason: error)
            }
        }
    }

    /// Returns the tags that the edit takes away.
    private static func apply(
        _ edit: TagEdit, to row: Int64, now: Timestamp, in db: Database
    ) throws -> [Int64] {
        for name in edit.added { try tag(row, name, at: now, in: db) }
        let removed = try edit.removed.compactMap { try knownTag($0.folded, in: db) }
        let delete = try db.cachedStatement(
            sql: "DELETE FROM mediaItemTag WHERE item = ? AND tag = ?")
        for tag in removed { try delete.execute(arguments: [row, tag]) }
        return removed
    }

    private static func tags(of rows: [Int64], in db: Database) throws -> [Int64: [Int64]] {
        let request: SQLRequest<Row> = """
            SELECT item, tag FROM mediaItemTag WHERE item IN (\(list(rows))) ORDER BY item, tag
            """
        var tags: [Int64: [Int64]] = [:]
        let found = try Row.fetchCursor(db, request)
        while let row = try found.next() { tags[row[0], default: []].append(row[1]) }
        return tags
    }
}

/// Which of many edits could not be made, and why.
package struct TagEditFailure: Error, Equatable {
    /// The place in the list, from 0.
    package let index: Int
    package let reason: LibraryError

    package init(index: Int, reason: LibraryError) {
        self.index = index
        self.reason = reason
    }
}
