package import FolioModel
import GRDB

extension Library {
    /// The item that `reference` names: an id, a unique prefix of one, the remote's media id,
    /// `last` (the newest by creation) or `last~2` (two before it).
    ///
    /// - Throws: ``LibraryError/noSuch(thing:name:)``, ``LibraryError/ambiguous(prefix:matches:)``.
    package func item(_ reference: String) throws -> MediaItem {
        try read { try Self.record(reference, in: $0).item }
    }

    /// Items of these ids, in this order; ids that do not exist are left out.
    package func items(_ ids: [MediaItem.ID]) throws -> [MediaItem] {
        try read { db in
            try ids.compactMap { id in
                try MediaItemRecord.fetch(where: "mediaItem.id = \(id)", in: db).first?.item
            }
        }
    }

    /// The item with the remote's id; `nil` where the library does not know it.
    package func item(mediaID: String) throws -> MediaItem? {
        try read { db in
            try MediaItemRecord.fetch(where: "mediaItem.mediaId = \(mediaID)", in: db).first?.item
        }
    }

    /// Items that hold this original.
    package func items(sha256: String) throws -> [MediaItem] {
        try read { db in
            try MediaItemRecord.fetch(where: "mediaItem.sha256 = \(sha256)", in: db).map(\.item)
        }
    }

    /// Items whose state the remote is expected to change soon, newest first, without those that
    /// it may not have any more.
    package func pendingItems() throws -> [MediaItem] {
        try read { db in
            try MediaItemRecord.fetch(
                where: """
                    mediaItem.state IN ('uploading', 'processing') AND mediaItem.mediaId IS NOT NULL
                    AND mediaItem.presence IN ('remote', 'both')
                    AND mediaItem.rowid NOT IN (SELECT item FROM suspect WHERE state = 'missing')
                    """, orderedBy: "mediaItem.rowid DESC", in: db
            ).map(\.item)
        }
    }

    /// Media ids of the newest items that the remote is known to have.
    package func newestMediaIDs(limit: Int) throws -> [String] {
        try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT mediaId FROM mediaItem WHERE mediaId IS NOT NULL AND presence <> 'gone'
                    ORDER BY rowid DESC LIMIT ?
                    """, arguments: [limit])
        }
    }

    /// Adds an item that only this machine has, for example an upload that waits.
    package func addLocalItem(_ draft: MediaItem, now: Timestamp) throws -> MediaItem {
        try write { try addLocalItem(draft, now: now, in: $0) }
    }

    /// Adds an item that only this machine has, together with the intention to upload it.
    package func addUpload(
        _ draft: MediaItem, now: Timestamp
    ) throws -> (item: MediaItem, entry: OutboxEntry) {
        try write { db in
            let item = try addLocalItem(draft, now: now, in: db)
            let entry = try Self.enqueue(.upload(itemID: item.id, mediaID: nil), now: now, in: db)
            return (item, entry)
        }
    }

    func addLocalItem(
        _ draft: MediaItem, now: Timestamp, in db: Database
    ) throws -> MediaItem {
        var item = draft
        item.id = try newID { try Self.isFree($0, in: "mediaItem", db) }
        let row = try Self.insert(item, addedAt: now, url: nil, remoteJSON: nil, in: db)
        for tag in item.tags { _ = try Self.tag(row, try TagName(tag), at: now, in: db) }
        try TextIndex(db: db).insert([row])
        try Self.applyTagRules(to: [row], now: now, in: db)
        return try Self.record(row, in: db).item
    }

    /// Records that the original of an item is held under `files/`.
    ///
    /// Sizes that are known from the pixels take the place of unknown ones.
    ///
    /// - Throws: ``OtherOriginalHeld`` where another one is held and may not be replaced.
    package func holdOriginal(
        of id: MediaItem.ID, sha256: String, byteCount: Int, contentType: String?, width: Int?,
        height: Int?, replacing: Bool = true
    ) throws -> MediaItem {
        try write { db in
            let record = try Self.record(id, in: db)
            let (row, held) = (record.rowid, record.item.sha256)
            guard replacing || held == nil || held == sha256 else {
                throw OtherOriginalHeld(item: record.item)
            }
            try TextIndex(db: db).updating([row]) {
                try db.execute(
                    literal: """
                        UPDATE mediaItem SET sha256 = \(sha256), byteCount = \(byteCount),
                            contentType = ifnull(\(contentType), contentType),
                            width = ifnull(width, \(width)), height = ifnull(height, \(height)),
                            presence = CASE presence WHEN 'remote' THEN 'both' ELSE presence END
                        WHERE rowid = \(row)
                        """)
            }
            try db.execute(literal: "DELETE FROM failedDownload WHERE item = \(row)")
            return try Self.record(row, in: db).item
        }
    }

    /// Where the remote last said that the file may be fetched.
    package func downloadURL(of id: MediaItem.ID) throws -> String? {
        try read { db in
            try String.fetchOne(db, sql: "SELECT url FROM mediaItem WHERE id = ?", arguments: [id])
        }
    }

    /// The remote's own description of an item as it last arrived, JSON.
    package func remoteJSON(of id: MediaItem.ID) throws -> String? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT remoteJSON FROM mediaItem WHERE id = ?", arguments: [id])
        }
    }
}

extension Library {
    static func insert(
        _ item: MediaItem, addedAt: Timestamp, url: String?, remoteJSON: String?, in db: Database
    ) throws -> Int64 {
        let row = try TimeOrderedRowID.next(for: item.createdAt, in: db)
        if let mediaID = item.mediaID {
            // Whoever makes it an item again has not forgotten it.
            try db.cachedStatement(sql: "DELETE FROM forgottenItem WHERE mediaId = ?")
                .execute(arguments: [mediaID])
        }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO mediaItem (rowid, id, mediaId, kind, state, presence, prompt, model,
                    ratio, width, height, fileName, contentType, byteCount, sha256, createdAt,
                    addedAt, url, remoteJSON)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            row, item.id, item.mediaID, item.kind.rawValue, item.state.rawValue,
            item.presence.rawValue, item.prompt, item.model, item.ratio, item.width, item.height,
            item.fileName, item.contentType, item.byteCount, item.sha256,
            item.createdAt.milliseconds, addedAt.milliseconds, url, remoteJSON,
        ])
        return row
    }

    static func record(_ row: Int64, in db: Database) throws -> MediaItemRecord {
        let found = try MediaItemRecord.fetch(where: "mediaItem.rowid = \(row)", in: db)
        guard let record = found.first else {
            throw LibraryError.noSuch(thing: "item", name: "\(row)")
        }
        return record
    }

    static func isFree(_ id: String, in table: String, _ db: Database) throws -> Bool {
        let taken = try db.cachedStatement(sql: "SELECT 1 FROM \(table) WHERE id = ?")
        return try Int.fetchOne(taken, arguments: [id]) == nil
    }
}

/// Another original of an item came first.
package struct OtherOriginalHeld: Error {
    /// With the one that is held.
    package let item: MediaItem

    package init(item: MediaItem) {
        self.item = item
    }
}
