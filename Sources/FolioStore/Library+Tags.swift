package import FolioModel
import GRDB

extension Library {
    /// A tag and how many items carry it.
    package struct TagCount: Hashable, Sendable {
        package let name: String
        package let count: Int
        /// Other names that mean this tag.
        package let aliases: [String]
    }

    /// All tags that items carry or that have another name, by name.
    package func tags() throws -> [TagCount] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT name, (SELECT count(*) FROM mediaItemTag
                            WHERE mediaItemTag.tag = tag.tag) AS items,
                        (SELECT group_concat(folded, char(10)) FROM (SELECT tagAlias.folded
                            FROM tagAlias WHERE tagAlias.tag = tag.tag ORDER BY 1)) AS aliases
                    FROM tag WHERE items > 0 OR aliases IS NOT NULL ORDER BY folded
                    """
            ).map { row in
                let aliases: String? = row[2]
                return TagCount(
                    name: row[0], count: row[1],
                    aliases: aliases.map { $0.split(separator: "\n").map(String.init) } ?? [])
            }
        }
    }

    /// Gives every item every tag, in one transaction, as one step of the history.
    ///
    /// Returns how many items gained at least one tag.
    package func addTags(_ names: [TagName], to ids: [MediaItem.ID], now: Timestamp) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        return try step(Self.summary("tag add", names), now: now) { db in
            let tags = try names.map { try Self.tagRow($0, in: db) }
            let lacking: SQL = """
                SELECT count(*) FROM tag WHERE tag IN (\(Self.list(tags)))
                AND NOT EXISTS (SELECT 1 FROM mediaItemTag
                    WHERE mediaItemTag.item = chosen.value AND mediaItemTag.tag = tag.tag)
                """
            let changed = try Self.rows(of: ids, in: db, where: "(\(lacking)) > 0")
            try TextIndex(db: db).updating(changed) {
                try db.execute(
                    literal: """
                        INSERT OR IGNORE INTO mediaItemTag (item, tag, at)
                        SELECT chosen.value, tag, \(now.milliseconds)
                        FROM json_each(\(JSONColumn.list(changed))) AS chosen
                        CROSS JOIN tag WHERE tag IN (\(Self.list(tags)))
                        """)
            }
            return changed.count
        }
    }

    /// Takes every tag from every item, in one transaction, as one step of the history.
    ///
    /// Returns how many items lost at least one tag. A tag that nothing names any more is
    /// forgotten.
    package func removeTags(
        _ names: [TagName], from ids: [MediaItem.ID], now: Timestamp
    ) throws -> Int {
        try step(Self.summary("tag remove", names), now: now) { db in
            let tags = try names.compactMap { try Self.knownTag($0.folded, in: db) }
            let carried: SQL = """
                EXISTS (SELECT 1 FROM mediaItemTag WHERE mediaItemTag.item = chosen.value
                AND mediaItemTag.tag IN (\(Self.list(tags))))
                """
            let changed = try Self.rows(of: ids, in: db, where: carried)
            try TextIndex(db: db).updating(changed) {
                try db.execute(
                    literal: """
                        DELETE FROM mediaItemTag WHERE tag IN (\(Self.list(tags)))
                        AND item IN (SELECT value FROM json_each(\(JSONColumn.list(changed))))
                        """)
            }
            try Self.forgetUnused(tags, in: db)
            return changed.count
        }
    }
}

extension Library {
    /// Adds one tag to one item; the caller keeps the index up to date.
    @discardableResult
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

    /// The tag of this name, or of which it is another name; made if there is none.
    static func tagRow(_ name: TagName, in db: Database) throws -> Int64 {
        if let known = try knownTag(name.folded, in: db) { return known }
        try db.execute(
            literal: """
                INSERT INTO tag (tag, name, folded)
                SELECT highest + 1, \(name.text), \(name.folded)
                FROM usedNumber WHERE tableName = 'tag'
                """)
        return db.lastInsertedRowID
    }

    /// The tag of this folded name, or of which it is another name.
    static func knownTag(_ folded: String, in db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT tag FROM tagAlias WHERE folded = ?1
                    UNION ALL SELECT tag FROM tag WHERE folded = ?1 LIMIT 1
                    """), arguments: [folded])
    }

    /// Forgets those of these tags that no item carries and that nothing else names.
    static func forgetUnused(_ tags: [Int64], in db: Database) throws {
        try db.execute(
            literal: """
                DELETE FROM tag WHERE tag IN (\(list(tags)))
                AND NOT EXISTS (SELECT 1 FROM mediaItemTag WHERE mediaItemTag.tag = tag.tag)
                AND NOT EXISTS (SELECT 1 FROM tagAlias WHERE tagAlias.tag = tag.tag)
                AND NOT EXISTS (SELECT 1 FROM tagRuleTag WHERE tagRuleTag.tag = tag.tag)
                """)
    }

    /// The rows of these items that satisfy a condition on `chosen.value`, ascending.
    ///
    /// - Throws: ``LibraryError`` where one of the ids is none.
    static func rows(
        of ids: [MediaItem.ID], in db: Database, where condition: SQL = "1"
    ) throws -> [Int64] {
        let all = try ids.map { try rowOfItem($0, in: db) }
        let request: SQLRequest<Int64> = """
            SELECT DISTINCT value FROM json_each(\(JSONColumn.list(all))) AS chosen
            WHERE \(condition) ORDER BY value
            """
        return try request.fetchAll(db)
    }

    static func rowOfItem(_ id: MediaItem.ID, in db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT rowid FROM mediaItem WHERE id = ?")
        guard let row = try Int64.fetchOne(statement, arguments: [id])
        else { throw LibraryError.noSuch(thing: "item", name: id) }
        return row
    }

    static func list(_ rows: [Int64]) -> SQL {
        "SELECT value FROM json_each(\(JSONColumn.list(rows)))"
    }

    static func summary(_ command: String, _ names: [TagName]) -> String {
        ([command] + names.map(\.text)).joined(separator: " ")
    }
}
