package import FolioModel
import GRDB

extension Library {
    /// Posts, newest first.
    package func posts(limit: Int? = nil, after id: Post.ID? = nil) throws -> [Post] {
        try read { db in
            guard let id else {
                return try PostRecord.fetch(where: "1", limit: limit, in: db).map(\.post)
            }
            let row = try Self.postRow(id, in: db)
            return try PostRecord.fetch(
                where: """
                    (createdAt, rowid) < (SELECT createdAt, rowid FROM post WHERE rowid = \(row))
                    """, limit: limit, in: db
            ).map(\.post)
        }
    }

    /// The post that `reference` names: an id, a unique prefix of one, the remote's id, `last`.
    package func post(_ reference: String) throws -> Post {
        try read { db in
            let row = try Self.postRow(reference, in: db)
            return try Self.postRecord(row, in: db).post
        }
    }

    /// Posts that show an item, newest first.
    package func posts(using itemID: MediaItem.ID) throws -> [Post] {
        try read { db in
            try PostRecord.fetch(
                where: """
                    rowid IN (SELECT post FROM postMedia
                        WHERE item = (SELECT rowid FROM mediaItem WHERE id = \(itemID)))
                    """, in: db
            ).map(\.post)
        }
    }

    /// Ids of the posts that show each of these items, for listings.
    package func postIDs(using itemIDs: [MediaItem.ID]) throws -> [MediaItem.ID: [Post.ID]] {
        try read { db in
            let request: SQLRequest<Row> = """
                SELECT mediaItem.id, post.id FROM mediaItem
                JOIN postMedia ON postMedia.item = mediaItem.rowid
                JOIN post ON post.rowid = postMedia.post
                WHERE mediaItem.id IN (SELECT value FROM json_each(\(try JSONColumn.text(itemIDs))))
                ORDER BY post.createdAt DESC, post.rowid DESC
                """
            let rows = try Row.fetchCursor(db, request)
            var found: [MediaItem.ID: [Post.ID]] = [:]
            while let row = try rows.next() {
                let id: Post.ID = row[1]
                if found[row[0], default: []].last != id { found[row[0], default: []].append(id) }
            }
            return found
        }
    }

    /// Takes in posts as the remote described them; what a reply leaves out stays as it is.
    ///
    /// Edits that wait in the outbox show on top of them. Returns the ids of posts that are new or
    /// changed. `cursor`, where given, moves in the same transaction: everything that changed up
    /// to it by the remote's clock is known then.
    package func learn(
        _ posts: [RemotePost], cursor: Timestamp? = nil, now: Timestamp
    ) throws -> [Post.ID] {
        try write { db in
            if let cursor {
                try Self.setState(.postsUpdatedAfter, to: "\(cursor.milliseconds)", in: db)
            }
            return try posts.compactMap { seen in
                let row = try Int64.fetchOne(
                    db, sql: "SELECT rowid FROM post WHERE postId = ?", arguments: [seen.postID])
                let before = try row.map { try Self.postRecord($0, in: db).post }
                let after = try Self.write(
                    seen, to: try row ?? insertPost(seen, now: now, in: db), in: db)
                return before == after ? nil : after.id
            }
        }
    }

    /// Ties a post of this library to the remote's, as a reply described it.
    ///
    /// Returns it, and the id under which a sync has taken it for another one; nothing has that id
    /// any more.
    @discardableResult
    package func bind(
        _ id: Post.ID, to seen: RemotePost, now: Timestamp
    ) throws -> (post: Post, formerID: Post.ID?) {
        try write { db in
            let row = try Self.postRow(id, in: db)
            let learned = try Int64.fetchOne(
                db, sql: "SELECT rowid FROM post WHERE postId = ? AND rowid <> ?",
                arguments: [seen.postID, row])
            let formerID = try learned.map { try Self.postRecord($0, in: db).post.id }
            if let learned {
                // A sync saw it before its reply was known: one post, with the id people know.
                try db.execute(
                    literal: "UPDATE outbox SET post = \(row) WHERE post = \(learned)")
                try db.execute(literal: "DELETE FROM post WHERE rowid = \(learned)")
            }
            try db.execute(literal: "UPDATE post SET postId = \(seen.postID) WHERE rowid = \(row)")
            return (try Self.write(seen, to: row, in: db), formerID)
        }
    }

    /// Sets a post's status in this library alone.
    package func setStatus(_ status: Post.Status, of id: Post.ID) throws {
        try write { db in
            try db.execute(
                literal: "UPDATE post SET status = \(status.rawValue) WHERE id = \(id)")
        }
    }

    /// Replaces what became of a post on each account.
    package func setDestinations(_ destinations: [Post.Destination], of id: Post.ID) throws {
        try write { db in
            try PostRecord.setDestinations(
                destinations, of: try Self.postRow(id, in: db), in: db)
        }
    }
}

extension Library {
    static func postRecord(_ row: Int64, in db: Database) throws -> PostRecord {
        guard let record = try PostRecord.fetch(where: "rowid = \(row)", in: db).first else {
            throw LibraryError.noSuch(thing: "post", name: "\(row)")
        }
        return record
    }

    private func insertPost(_ seen: RemotePost, now: Timestamp, in db: Database) throws -> Int64 {
        let id = try newID { try Self.isFree($0, in: "post", db) }
        let createdAt = seen.createdAt ?? now
        try db.execute(
            literal: """
                INSERT INTO post (id, postId, status, content, createdAt)
                VALUES (\(id), \(seen.postID), 'unknown', '', \(createdAt.milliseconds))
                """)
        return db.lastInsertedRowID
    }

    private static func write(_ seen: RemotePost, to row: Int64, in db: Database) throws -> Post {
        try db.execute(
            literal: """
                UPDATE post SET status = ifnull(\(seen.status?.rawValue), status),
                    content = ifnull(\(seen.content), content),
                    scheduledFor = ifnull(\(seen.scheduledFor?.milliseconds), scheduledFor),
                    timezone = ifnull(\(seen.timezone), timezone),
                    accountIdsJSON = ifnull(\(try seen.accountIDs.map(JSONColumn.text)),
                        accountIdsJSON),
                    updatedAt = ifnull(\(seen.updatedAt?.milliseconds), updatedAt),
                    remoteJSON = \(seen.raw)
                WHERE rowid = \(row)
                """)
        if let media = seen.mediaIDs { try PostRecord.setMedia(media, of: row, in: db) }
        if let destinations = seen.destinations {
            try PostRecord.setDestinations(destinations, of: row, in: db)
        }
        try keepBase(of: row, as: seen, in: db)
        try overlayWaitingEdits(on: row, in: db)
        return try postRecord(row, in: db).post
    }
}
