package import FolioModel
import GRDB

extension Library {
    /// A tag and how many items carry it.
    package struct TagCount: Hashable, Sendable {
        package let name: String
        package let count: Int
    }

    /// All tags in use, by name.
    package func tags() throws -> [TagCount] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT tag.name, count(*) FROM tag JOIN mediaItemTag USING (tag)
                    GROUP BY tag.tag ORDER BY tag.folded
                    """
            ).map { TagCount(name: $0[0], count: $0[1]) }
        }
    }

    /// Gives every item every tag, in one transaction.
    ///
    /// Returns how many items gained at least one tag.
    package func addTags(_ names: [TagName], to ids: [MediaItem.ID], now: Timestamp) throws -> Int {
        try retag(ids) { row, db in
            var gained = false
            for name in names { gained = try Self.tag(row, name, at: now, in: db) || gained }
            return gained
        }
    }

    /// Takes every tag from every item, in one transaction.
    ///
    /// Returns how many items lost at least one tag. A tag that no item carries any more is
    /// forgotten.
    package func removeTags(_ names: [TagName], from ids: [MediaItem.ID]) throws -> Int {
        try retag(ids) { row, db in
            var lost = 0
            for name in names {
                try db.execute(
                    literal: """
                        DELETE FROM mediaItemTag WHERE item = \(row)
                        AND tag = (SELECT tag FROM tag WHERE folded = \(name.folded))
                        """)
                lost += db.changesCount
            }
            return lost > 0
        }
    }

    /// Renames a tag on every item that carries it. A new name that is in use already takes the
    /// items of both.
    ///
    /// Returns how many items carried the old name.
    package func renameTag(_ old: String, to new: TagName, now: Timestamp) throws -> Int {
        try write { db in
            let oldTag = try Int64.fetchOne(
                db, sql: "SELECT tag FROM tag WHERE folded = ?", arguments: [TagName.fold(old)])
            guard let oldTag else { throw LibraryError.noSuch(thing: "tag", name: old) }
            let rows = try Int64.fetchAll(
                db, sql: "SELECT item FROM mediaItemTag WHERE tag = ? ORDER BY item",
                arguments: [oldTag])
            try TextIndex(db: db).updating(rows) {
                if new.folded == TagName.fold(old) {
                    try db.execute(
                        literal: "UPDATE tag SET name = \(new.text) WHERE tag = \(oldTag)")
                } else {
                    // An alias of this tag would lead back to it.
                    try db.execute(
                        literal: """
                            DELETE FROM tagAlias WHERE folded = \(new.folded) AND tag = \(oldTag)
                            """)
                    let newTag = try Self.tagRow(new, in: db)
                    try db.execute(
                        literal: """
                            UPDATE OR IGNORE mediaItemTag SET tag = \(newTag) WHERE tag = \(oldTag);
                            DELETE FROM tag WHERE tag = \(oldTag)
                            """)
                }
            }
            return rows.count
        }
    }

    private func retag(
        _ ids: [MediaItem.ID], _ change: (Int64, Database) throws -> Bool
    ) throws -> Int {
        try write { db in
            let rows = try ids.map { try Self.rowOfItem($0, in: db) }.sorted()
            var changed = 0
            try TextIndex(db: db).updating(rows) {
                for row in rows where try change(row, db) { changed += 1 }
            }
            try db.execute(
                sql: """
                    DELETE FROM tag WHERE NOT EXISTS
                        (SELECT 1 FROM mediaItemTag WHERE mediaItemTag.tag = tag.tag)
                    """)
            return changed
        }
    }
}

extension Library {
    /// Adds one tag to one item; the caller keeps the index up to date.
    static func tag(
        _ row: Int64, _ name: TagName, at now: Timestamp, in db: Database
    ) throws -> Bool {
        let tag = try tagRow(name, in: db)
        try db.execute(
            literal: """
                INSERT OR IGNORE INTO mediaItemTag (item, tag, at)
                VALUES (\(row), \(tag), \(now.milliseconds))
                """)
        return db.changesCount > 0
    }

    private static func tagRow(_ name: TagName, in db: Database) throws -> Int64 {
        let aliased = try Int64.fetchOne(
            db, sql: "SELECT tag FROM tagAlias WHERE folded = ?", arguments: [name.folded])
        if let aliased { return aliased }
        try db.execute(
            literal: """
                INSERT INTO tag (name, folded) VALUES (\(name.text), \(name.folded))
                ON CONFLICT (folded) DO NOTHING
                """)
        guard
            let row = try Int64.fetchOne(
                db, sql: "SELECT tag FROM tag WHERE folded = ?", arguments: [name.folded])
        else { throw LibraryError.noSuch(thing: "tag", name: name.text) }
        return row
    }

    static func rowOfItem(_ id: MediaItem.ID, in db: Database) throws -> Int64 {
        guard
            let row = try Int64.fetchOne(
                db, sql: "SELECT rowid FROM mediaItem WHERE id = ?", arguments: [id])
        else { throw LibraryError.noSuch(thing: "item", name: id) }
        return row
    }
}
