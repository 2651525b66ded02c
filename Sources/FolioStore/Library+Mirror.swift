package import FolioModel
import GRDB

extension Library {
    /// What a page of the remote's listing changed here.
    package struct Learned: Equatable, Sendable {
        /// Items that were not known before.
        package var added: [MediaItem.ID] = []
        /// Known items of which the remote now says something else.
        package var changed: [MediaItem.ID] = []
        /// Known items that are as they were.
        package var unchanged = 0
        /// Items that had been missing from listings and are shown again.
        package var reappeared: [MediaItem.ID] = []
        /// Media ids of items that were forgotten here: nothing was learned of them.
        package var forgotten: Set<String> = []
    }

    /// Takes in what the remote said about media items, in one transaction.
    ///
    /// A known prompt, model or cost is never touched. A fact that the remote leaves out stays as
    /// it is. An item that was `gone` and is listed again comes back; one that was forgotten does
    /// not. Absence marks nothing.
    ///
    /// `isListed` tells a page of the listing, in its order, from answers about single items: only
    /// what a listing has shown is expected in it again. `facts` change in the same transaction.
    package func learn(
        _ seen: [RemoteMediaItem], isListed: Bool = true, facts: [StateName: String?] = [:],
        now: Timestamp
    ) throws -> Learned {
        try write { db in
            for (name, value) in facts { try Self.setState(name, to: value, in: db) }
            var learned = Learned()
            var newRows: Set<Int64> = []
            var place: Timestamp?
            // Ascending by time, since the index is written fastest in ascending order.
            for item in seen.reversed() {
                place = item.createdAt ?? place
                let isForgotten = try Self.isForgotten(
                    item.mediaID, listedAt: isListed ? place : nil, in: db)
                if isForgotten {
                    learned.forgotten.insert(item.mediaID)
                    continue
                }
                let row = try take(item, &learned, &newRows, now: now, in: db)
                if isListed, let place, try Self.expect(row, at: place, in: db) {
                    learned.reappeared.append(try Self.record(row, in: db).item.id)
                }
            }
            try TextIndex(db: db).insert(newRows.sorted())
            try Self.applyTagRules(to: newRows.sorted(), now: now, in: db)
            return learned
        }
    }

    /// Takes in one item and returns its row.
    private func take(
        _ item: RemoteMediaItem, _ learned: inout Learned, _ newRows: inout Set<Int64>,
        now: Timestamp, in db: Database
    ) throws -> Int64 {
        if let row = try Self.rowAsKnown(item, in: db) {
            learned.unchanged += 1
            return row
        }
        guard let row = try Self.row(mediaID: item.mediaID, in: db) else {
            let (row, id) = try insert(item, now: now, in: db)
            newRows.insert(row)
            learned.added.append(id)
            return row
        }
        // A new row is indexed at the end; a page may list an item twice.
        if let id = try change(row, from: item, isIndexed: !newRows.contains(row), in: db) {
            learned.changed.append(id)
        } else {
            learned.unchanged += 1
        }
        return row
    }

    /// Takes in what is new of a known item; `nil` where nothing is.
    private func change(
        _ row: Int64, from seen: RemoteMediaItem, isIndexed: Bool, in db: Database
    ) throws -> MediaItem.ID? {
        let before = try Self.record(row, in: db).item
        try Self.update(row, from: seen, known: before, isIndexed: isIndexed, in: db)
        if !keepsPrompts {
            try db.execute(literal: "UPDATE mediaItem SET prompt = NULL WHERE rowid = \(row)")
        }
        return try Self.record(row, in: db).item == before ? nil : before.id
    }

    /// Keeps what could not be read of a listing, for a later version that can.
    package func keepUndecodable(
        _ elements: [(raw: String, reason: String)], source: String, now: Timestamp
    ) throws {
        guard !elements.isEmpty else { return }
        try write { db in
            for element in elements {
                try db.execute(
                    literal: """
                        INSERT OR IGNORE INTO undecodable (source, raw, reason, at)
                        VALUES (\(source), \(element.raw), \(element.reason), \(now.milliseconds))
                        """)
            }
        }
    }

    private func insert(
        _ seen: RemoteMediaItem, now: Timestamp, in db: Database
    ) throws -> (row: Int64, id: MediaItem.ID) {
        let item = MediaItem(
            id: try newID { try Self.isFree($0, in: "mediaItem", db) }, mediaID: seen.mediaID,
            kind: seen.kind, state: seen.state, presence: .remote, width: seen.width.positive,
            height: seen.height.positive, fileName: seen.fileName.nonEmpty,
            contentType: seen.contentType.nonEmpty, byteCount: seen.byteCount.notNegative,
            createdAt: seen.createdAt ?? now)
        let row = try Self.insert(
            item, addedAt: now, url: seen.url, remoteJSON: seen.raw, in: db)
        try Self.linkPosts(to: row, mediaID: seen.mediaID, in: db)
        return (row, item.id)
    }

    /// Writes, and indexes, only what differs: most items of a page are as they were.
    private static func update(
        _ row: Int64, from seen: RemoteMediaItem, known: MediaItem, isIndexed: Bool,
        in db: Database
    ) throws {
        let presence: MediaItem.Presence = known.sha256 == nil ? .remote : .both
        let changesIndex =
            known.state != seen.state || known.kind != seen.kind || known.presence != presence
            || (seen.fileName != nil && seen.fileName != known.fileName)
        try TextIndex(db: db).updating(isIndexed && changesIndex ? [row] : []) {
            try db.execute(
                literal: """
                    UPDATE mediaItem SET
                        kind = CASE \(seen.kind.rawValue) WHEN 'other' THEN kind
                            ELSE \(seen.kind.rawValue) END,
                        state = \(seen.state.rawValue), presence = \(presence.rawValue),
                        width = ifnull(\(seen.width.positive), width),
                        height = ifnull(\(seen.height.positive), height),
                        fileName = ifnull(\(seen.fileName.nonEmpty), fileName),
                        contentType = CASE WHEN sha256 IS NULL
                            THEN ifnull(\(seen.contentType.nonEmpty), contentType)
                            ELSE contentType END,
                        byteCount = CASE WHEN sha256 IS NULL
                            THEN ifnull(\(seen.byteCount.notNegative), byteCount) ELSE byteCount END,
                        url = ifnull(\(seen.url), url), remoteJSON = \(seen.raw)
                    WHERE rowid = \(row) AND (remoteJSON IS NOT \(seen.raw)
                        OR presence <> \(presence.rawValue) OR state <> \(seen.state.rawValue))
                    """)
        }
    }

    /// The row of an item of which a reply says what the last one said: the usual case.
    private static func rowAsKnown(_ seen: RemoteMediaItem, in db: Database) throws -> Int64? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT rowid FROM mediaItem WHERE mediaId = ? AND remoteJSON = ? AND state = ?
                    AND presence = CASE WHEN sha256 IS NULL THEN 'remote' ELSE 'both' END
                """)
        return try Int64.fetchOne(
            statement, arguments: [seen.mediaID, seen.raw, seen.state.rawValue])
    }

    static func row(mediaID: String, in db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT rowid FROM mediaItem WHERE mediaId = ?"),
            arguments: [mediaID])
    }

    /// Posts may have been learned before the media that they show.
    static func linkPosts(to row: Int64, mediaID: String, in db: Database) throws {
        try db.cachedStatement(
            sql: "UPDATE postMedia SET item = ? WHERE mediaId = ? AND item IS NULL"
        ).execute(arguments: [row, mediaID])
    }
}

extension Int? {
    /// A size of 0 or less says that it is not known.
    var positive: Int? { flatMap { $0 > 0 ? $0 : nil } }

    /// A negative amount says that it is not known.
    var notNegative: Int? { flatMap { $0 >= 0 ? $0 : nil } }
}

extension String? {
    /// Unknown is NULL, never empty.
    var nonEmpty: String? { self?.isEmpty == false ? self : nil }
}
