package import FolioModel
import GRDB

extension Library {
    /// An album and how many items are in it.
    package struct AlbumCount: Hashable, Sendable {
        package let name: String
        package let count: Int
        package let createdAt: Timestamp
    }

    /// All albums, by name.
    package func albums() throws -> [AlbumCount] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT name, (SELECT count(*) FROM albumItem
                        WHERE albumItem.album = album.album), createdAt
                    FROM album ORDER BY folded
                    """
            ).map {
                AlbumCount(name: $0[0], count: $0[1], createdAt: Timestamp(milliseconds: $0[2]))
            }
        }
    }

    /// The album of this name as it is written; `nil` where there is none.
    package func albumName(_ name: String) throws -> String? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT name FROM album WHERE folded = ?", arguments: [TagName.fold(name)])
        }
    }

    /// Puts items into an album, which is made if there is none. One step of the history.
    ///
    /// Returns how many were not in it.
    package func addToAlbum(
        _ name: AlbumName, _ ids: [MediaItem.ID], now: Timestamp
    ) throws -> Int {
        try step("album add \(name.text)", now: now) { db in
            try Self.put(
                try Self.rows(of: ids, in: db), intoAlbum: name.text, now: now, in: db)
        }
    }

    /// Takes items out of an album. One step of the history.
    ///
    /// Returns how many were in it.
    package func removeFromAlbum(
        _ name: String, _ ids: [MediaItem.ID], now: Timestamp
    ) throws -> Int {
        try step("album remove \(name)", now: now) { db in
            let album = try Self.albumRow(name, in: db)
            let rows = try Self.rows(of: ids, in: db)
            try db.execute(
                literal: """
                    DELETE FROM albumItem WHERE album = \(album) AND item IN (\(Self.list(rows)))
                    """)
            return db.changesCount
        }
    }

    /// Forgets an album; its items stay. One step of the history.
    ///
    /// Returns how many were in it.
    package func deleteAlbum(_ name: String, now: Timestamp) throws -> Int {
        try step("album delete \(name)", now: now) { db in
            let album = try Self.albumRow(name, in: db)
            try db.execute(literal: "DELETE FROM albumItem WHERE album = \(album)")
            let count = db.changesCount
            try db.execute(literal: "DELETE FROM album WHERE album = \(album)")
            return count
        }
    }

    /// Renames an album. A new name that is in use already takes the items of both. One step of
    /// the history.
    ///
    /// Returns how many were in it.
    package func renameAlbum(_ old: String, to new: AlbumName, now: Timestamp) throws -> Int {
        try step("album rename \(old) \(new.text)", now: now) { db in
            let album = try Self.albumRow(old, in: db)
            let count =
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM albumItem WHERE album = ?", arguments: [album])
                ?? 0
            let folded = TagName.fold(new.text)
            let other = try Int64.fetchOne(
                db, sql: "SELECT album FROM album WHERE folded = ? AND album <> ?",
                arguments: [folded, album])
            if let other {
                try db.execute(
                    literal: """
                        UPDATE OR IGNORE albumItem SET album = \(other) WHERE album = \(album);
                        DELETE FROM album WHERE album = \(album)
                        """)
            } else {
                try db.execute(
                    literal: """
                        UPDATE album SET name = \(new.text), folded = \(folded)
                        WHERE album = \(album)
                        """)
            }
            return count
        }
    }

    /// Puts items into the album of this name, which is made if there is none; two names that
    /// differ only in case are one album. Items that are in it stay.
    ///
    /// Returns how many were not in it.
    @discardableResult
    static func put(
        _ items: [Int64], intoAlbum name: String, now: Timestamp, in db: Database
    ) throws -> Int {
        let folded = TagName.fold(name)
        try db.execute(
            literal: """
                INSERT INTO album (album, name, folded, createdAt)
                SELECT highest + 1, \(name), \(folded), \(now.milliseconds) FROM usedNumber
                WHERE tableName = 'album'
                    AND NOT EXISTS (SELECT 1 FROM album WHERE folded = \(folded))
                """)
        try db.execute(
            literal: """
                INSERT OR IGNORE INTO albumItem (album, item, at)
                SELECT album, chosen.value, \(now.milliseconds)
                FROM json_each(\(JSONColumn.list(items))) AS chosen
                CROSS JOIN album WHERE folded = \(folded)
                """)
        return db.changesCount
    }

    private static func albumRow(_ name: String, in db: Database) throws -> Int64 {
        let row = try Int64.fetchOne(
            db, sql: "SELECT album FROM album WHERE folded = ?", arguments: [TagName.fold(name)])
        guard let row else { throw LibraryError.noSuch(thing: "album", name: name) }
        return row
    }
}
