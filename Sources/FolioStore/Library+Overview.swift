package import FolioModel
import GRDB

/// What a library holds, in numbers.
package struct LibraryOverview: Hashable, Sendable {
    /// Items of any presence.
    package var items: Int
    package var itemsWithPrompt: Int
    package var itemsByPresence: [MediaItem.Presence: Int]
    package var posts: Int
    package var tags: Int
    /// Listed elements that this version could not read.
    package var undecodable: Int
}

extension Library {
    /// Counted at one moment, in one transaction.
    package func overview() throws -> LibraryOverview {
        try read { db in
            let presences = try Row.fetchAll(
                db,
                sql: "SELECT presence, count(*), count(prompt) FROM mediaItem GROUP BY presence")
            var byPresence: [MediaItem.Presence: Int] = [:]
            for row in presences {
                if let word = MediaItem.Presence(rawValue: row[0]) { byPresence[word] = row[1] }
            }
            return LibraryOverview(
                items: presences.reduce(0) { $0 + ($1[1] as Int) },
                itemsWithPrompt: presences.reduce(0) { $0 + ($1[2] as Int) },
                itemsByPresence: byPresence, posts: try count("post", in: db),
                tags: try count("tag", in: db), undecodable: try count("undecodable", in: db))
        }
    }

    private func count(_ table: String, in db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
    }
}

extension Library {
    /// What is wrong with the file, in SQLite's words; empty for a sound one.
    ///
    /// Reads the whole file.
    package func integrityProblems() throws -> [String] {
        try read(Self.integrityProblems)
    }

    static func integrityProblems(in db: Database) throws -> [String] {
        let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
        let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map {
            "a row of \($0[0] as String) names something that does not exist"
        }
        return found.filter { $0 != "ok" } + orphans
    }
}
