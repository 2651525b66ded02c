import Foundation
import GRDB

/// What must hold of rows that come from a file before they become a library: files come from
/// anywhere, and what Folio writes itself is never like this.
struct CopyCheck {
    let db: Database

    /// Numbers that are exact in every reader of JSON, and times that can be reckoned with.
    private static let largest: Int64 = 9_007_199_254_740_991

    /// Tables with times before and after all others.
    private static let unbounded: Set<String> = ["coverage"]

    /// The first thing that no library holds, as what follows “the copy”; `nil` where there is none.
    func fault() throws -> String? {
        for name in LibraryTables.dumped where !Self.unbounded.contains(name) {
            if let column = try columnOutOfRange(in: name) {
                return "has a number in \(name).\(column) that no library has"
            }
        }
        let odd = try Int.fetchOne(
            db,
            sql: """
                SELECT 1 FROM mediaItem WHERE sha256 GLOB '*[^0-9a-f]*' OR id GLOB '*[^0-9a-z]*'
                LIMIT 1
                """)
        guard odd == nil else { return "has an item with an id or a hash that no item has" }
        return try hasOurTriggers() ? nil : "has other triggers than a library"
    }

    private func columnOutOfRange(in table: String) throws -> String? {
        let columns = try String.fetchAll(
            db, sql: "SELECT name FROM pragma_table_info(?) WHERE type = 'INTEGER' ORDER BY cid",
            arguments: [table])
        let quoted = LibraryTables.Layout.quoted
        return try columns.first { column in
            let found = try Int.fetchOne(
                db,
                sql: """
                    SELECT 1 FROM \(quoted(table))
                    WHERE \(quoted(column)) NOT BETWEEN ? AND ? LIMIT 1
                    """, arguments: [-Self.largest, Self.largest])
            return found != nil
        }
    }

    /// Triggers run by themselves: no copy may bring its own, or lack those that keep the ledger.
    private func hasOurTriggers() throws -> Bool {
        let ours = try DatabaseQueue()
        try Library.migrator.migrate(ours)
        return try ours.read(Self.triggers) == Self.triggers(in: db)
    }

    private static func triggers(in db: Database) throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT name || sql FROM sqlite_schema WHERE type = 'trigger'")
    }
}
