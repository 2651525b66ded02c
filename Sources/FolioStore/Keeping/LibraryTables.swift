import GRDB

/// What the tables of the library are to a dump: every table is in one of the two lists.
package enum LibraryTables {
    /// Tables that exist nowhere else, each behind those that its rows refer to.
    ///
    /// `sqlite_sequence` keeps numbers of outbox entries from being given twice.
    package static let dumped = [
        "libraryState", "mediaItem", "tag", "mediaItemTag", "tagAlias", "tagRule", "tagRuleTag",
        "album", "albumItem", "savedSearch", "note", "rating", "hiddenItem",
        "fileMetadata", "generation",
        "caption", "ledgerEntry", "balanceObservation", "budget", "account", "post", "postMedia",
        "postDestination", "planEntry", "outbox", "conflict", "listedItem", "listedUnreadable",
        "suspect", "coverage", "failedDownload", "undecodable", "forgottenItem", "changeStep",
        "change",
        "usedNumber", "sqlite_sequence",
    ]

    /// Tables that are made anew from the others, or learned anew from the next replies of the
    /// remote. Those of a search index count with it.
    package static let derived = [
        "look", "spendBucket", "spendRollup", "listedDay", "mediaText", "term", "termTrigram",
        "requestMinute", "requestMoment", "requestHold", "requestLimit", "requestOfClass",
        "grdb_migrations",
    ]

    /// A table as it is in one library: its columns and the order of its rows.
    struct Layout {
        let name: String
        let columns: [String]
        /// SQL that orders the rows in the one way that a dump may have.
        let order: String

        /// `nil` where the library has no such table: an older one.
        init?(_ name: String, in db: Database) throws {
            let rows = try Row.fetchAll(
                db, sql: "SELECT name FROM pragma_table_info(?) ORDER BY cid",
                arguments: [name])
            guard !rows.isEmpty else { return nil }
            self.name = name
            columns = rows.map { $0[0] }
            let places = try Row.fetchAll(
                db, sql: "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk",
                arguments: [name])
            let key: [String] = places.isEmpty ? columns : places.map { $0[0] }
            order = key.map(Self.quoted).joined(separator: ", ")
        }

        /// SQL that chooses rows: what is about this copy of the library alone is no content.
        var condition: String {
            let own: [Library.StateName] = [.putBackAt, .putBackThrough, .erasedRemains]
            let names = own.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            return name == "libraryState" ? "name NOT IN (\(names))" : "TRUE"
        }

        /// SQL that makes a line of a row.
        var line: String {
            let values = columns.map { "'\($0)', \(Self.quoted($0))" }
            return "json_object('table', '\(name)', \(values.joined(separator: ", ")))"
        }

        /// SQL that makes a row of a line, which is the only argument. It makes none of a line
        /// that lacks a column or has one more.
        var insertion: String {
            let paths = columns.map { "'$.\(Self.quoted($0))'" }
            let values = paths.map { "json_extract(?1, \($0))" }.joined(separator: ", ")
            let types = paths.map {
                "json_type(?1, \($0)) IN ('text', 'integer', 'null')"
            }.joined(separator: " AND ")
            return """
                INSERT INTO \(Self.quoted(name)) (\(columnList)) SELECT \(values)
                WHERE (SELECT count(*) FROM json_each(?1)) = \(columns.count + 1) AND \(types)
                """
        }

        /// All columns, for SQL.
        var columnList: String { columns.map(Self.quoted).joined(separator: ", ") }

        static func quoted(_ name: String) -> String { "\"\(name)\"" }
    }
}
