package import FolioModel
import FolioQuery
import GRDB

extension Library {
    /// A query under a name.
    package struct SavedSearch: Hashable, Sendable {
        package let name: String
        package let query: String
        package let description: String?
        package let createdAt: Timestamp
    }

    /// All saved searches, by name.
    package func savedSearches() throws -> [SavedSearch] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT name, query, description, createdAt FROM savedSearch ORDER BY name"
            ).map {
                SavedSearch(
                    name: $0[0], query: $0[1], description: $0[2],
                    createdAt: Timestamp(milliseconds: $0[3]))
            }
        }
    }

    /// Keeps a query under a name, instead of the one that had it. One step of the history.
    ///
    /// - Throws: ``SavedSearchError`` where it would use itself, or one that there is not; then
    ///   nothing has changed.
    package func saveSearch(
        _ name: String, _ query: String, description: String?, now: Timestamp
    ) throws {
        try step("saved add \(name)", now: now) { db in
            try db.execute(
                literal: """
                    INSERT INTO savedSearch (name, query, description, createdAt)
                    VALUES (\(name), \(query), \(description), \(now.milliseconds))
                    ON CONFLICT (name) DO UPDATE SET query = excluded.query,
                        description = excluded.description
                    WHERE query <> excluded.query OR description IS NOT excluded.description
                    """)
            _ = try SavedSearches.expand(.field(FieldTerm(.saved(name))), in: db)
        }
    }

    /// Forgets a saved search. One step of the history.
    ///
    /// - Throws: ``SavedSearchError`` where there is none, or another search or a rule uses it.
    package func removeSavedSearch(_ name: String, now: Timestamp) throws {
        try step("saved remove \(name)", now: now) { db in
            try db.execute(literal: "DELETE FROM savedSearch WHERE name = \(name)")
            guard db.changesCount > 0 else { throw SavedSearchError.missing(name) }
            let users = try Row.fetchAll(
                db,
                sql: """
                    SELECT 'the saved search “' || name || '”', query FROM savedSearch
                    UNION ALL SELECT 'the rule ' || rule, query FROM tagRule
                    """)
            for user in users where Self.names(in: user[1]).contains(name) {
                throw SavedSearchError.inUse(name, by: user[0])
            }
        }
    }

    private static func names(in query: String) -> [String] {
        // What a query that cannot be read names is not known, and it finds nothing.
        (try? Query(parsing: query))?.savedNames ?? []
    }
}
