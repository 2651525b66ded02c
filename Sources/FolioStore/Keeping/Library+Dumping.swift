import FolioMigrations
import GRDB

extension Library {
    /// The last step of the schema that this version knows.
    package static var schema: String { allMigrations.last?.name ?? "" }

    /// Hands over every row that exists nowhere else, as of one moment, while others write.
    ///
    /// A row is a line of JSON without its end: the table, then the columns in the table's order.
    /// Tables come in the order of ``LibraryTables/dumped``, rows in that of their key: the same
    /// library always gives the same lines. Rows are read one by one.
    package func forEachKeptRow(_ body: (_ table: String, _ line: String) throws -> Void) throws {
        try read { db in
            for name in LibraryTables.dumped {
                guard let layout = try LibraryTables.Layout(name, in: db) else { continue }
                let lines = try String.fetchCursor(
                    db,
                    sql: """
                        SELECT \(layout.line) FROM \(LibraryTables.Layout.quoted(name))
                        WHERE \(layout.condition) ORDER BY \(layout.order)
                        """)
                while let line = try lines.next() { try body(name, line) }
            }
        }
    }

    /// Rows of each table that a dump holds; tables without rows are left out.
    package func rowCounts() throws -> [String: Int] {
        try read(Self.rowCounts)
    }

    static func rowCounts(in db: Database) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for name in LibraryTables.dumped {
            guard let layout = try LibraryTables.Layout(name, in: db) else { continue }
            let table = LibraryTables.Layout.quoted(name)
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM \(table) WHERE \(layout.condition)")
            if let count, count > 0 { counts[name] = count }
        }
        return counts
    }

    /// Whether the library holds nothing that a dump would name.
    package func isEmpty() throws -> Bool {
        try read(Self.isEmpty)
    }

    static func isEmpty(_ db: Database) throws -> Bool {
        for name in LibraryTables.dumped where name != "usedNumber" && name != "sqlite_sequence" {
            let found = try Int.fetchOne(
                db, sql: "SELECT 1 FROM \(LibraryTables.Layout.quoted(name)) LIMIT 1")
            if found != nil { return false }
        }
        return true
    }
}

extension Library {
    /// Whether this version can read rows of a library with this step of the schema.
    package static func knows(schema: String) -> Bool {
        allMigrations.contains { $0.name == schema }
    }
}
