package import FolioModel
import GRDB

extension Library {
    /// What a person thinks of an item.
    package struct Opinion: Hashable, Sendable {
        /// 1 to 5, or `nil`.
        package let rating: Int?
        package let note: String?
        package let isHidden: Bool
        /// Names of the albums that it is in, by name.
        package let albums: [String]
    }

    /// What a person said of an item.
    package func opinion(of id: MediaItem.ID) throws -> Opinion {
        try read { db in
            let row = try Self.rowOfItem(id, in: db)
            let facts: SQLRequest<Row> = """
                SELECT (SELECT stars FROM rating WHERE item = \(row)),
                    (SELECT text FROM note WHERE item = \(row)),
                    EXISTS (SELECT 1 FROM hiddenItem WHERE item = \(row))
                """
            let albums: SQLRequest<String> = """
                SELECT name FROM album JOIN albumItem USING (album) WHERE item = \(row)
                ORDER BY folded
                """
            let fact = try facts.fetchOne(db)
            return Opinion(
                rating: fact?[0], note: fact?[1], isHidden: fact?[2] ?? false,
                albums: try albums.fetchAll(db))
        }
    }

    /// Rates items with 1 to 5 stars; 0 takes their rating away. One step of the history.
    ///
    /// Returns how many were not rated so.
    package func rate(_ ids: [MediaItem.ID], _ stars: Int, now: Timestamp) throws -> Int {
        try step("rate \(stars)", now: now) { db in
            let rows = try Self.rows(of: ids, in: db)
            if stars == 0 {
                try db.execute(
                    literal: "DELETE FROM rating WHERE item IN (\(Self.list(rows)))")
            } else {
                try db.execute(
                    literal: """
                        INSERT INTO rating (item, stars, at)
                        SELECT value, \(stars), \(now.milliseconds)
                        FROM json_each(\(JSONColumn.list(rows))) WHERE 1
                        ON CONFLICT (item) DO UPDATE SET stars = excluded.stars, at = excluded.at
                        WHERE stars <> excluded.stars
                        """)
            }
            return db.changesCount
        }
    }

    /// Writes a note beside an item, instead of the one that is there; `nil` takes it away. One
    /// step of the history.
    ///
    /// Returns whether the note was another.
    package func setNote(_ text: String?, of id: MediaItem.ID, now: Timestamp) throws -> Bool {
        try step("note \(id)", now: now) { db in
            let row = try Self.rowOfItem(id, in: db)
            let before = try String.fetchOne(
                db, sql: "SELECT text FROM note WHERE item = ?", arguments: [row])
            // Two texts may be equal in Swift and differ in their bytes.
            guard before.map({ Array($0.utf8) }) != text.map({ Array($0.utf8) }) else {
                return false
            }
            try TextIndex(db: db).updating([row]) {
                if let text {
                    try db.execute(
                        literal: """
                            INSERT INTO note (item, text, at)
                            VALUES (\(row), \(text), \(now.milliseconds))
                            ON CONFLICT (item) DO UPDATE SET text = excluded.text, at = excluded.at
                            """)
                } else {
                    try db.execute(literal: "DELETE FROM note WHERE item = \(row)")
                }
            }
            return true
        }
    }

    /// Leaves items out of lists and searches, or shows them again. One step of the history.
    ///
    /// Returns how many were not so.
    package func setHidden(
        _ isHidden: Bool, _ ids: [MediaItem.ID], now: Timestamp
    ) throws -> Int {
        try step(isHidden ? "hide" : "unhide", now: now) { db in
            let others: SQL =
                isHidden
                ? "NOT EXISTS (SELECT 1 FROM hiddenItem WHERE item = chosen.value)"
                : "EXISTS (SELECT 1 FROM hiddenItem WHERE item = chosen.value)"
            let rows = try Self.rows(of: ids, in: db, where: others)
            try TextIndex(db: db).updating(rows) {
                if isHidden {
                    try db.execute(
                        literal: """
                            INSERT INTO hiddenItem (item, at) SELECT value, \(now.milliseconds)
                            FROM json_each(\(JSONColumn.list(rows)))
                            """)
                } else {
                    try db.execute(
                        literal: "DELETE FROM hiddenItem WHERE item IN (\(Self.list(rows)))")
                }
            }
            return rows.count
        }
    }
}
