import FolioModel
import GRDB

/// A row of `post` with its media and destinations.
struct PostRecord {
    let rowid: Int64
    let post: Post

    static func fetch(
        where condition: SQL, orderedBy order: SQL = "post.createdAt DESC, post.rowid DESC",
        limit: Int? = nil, in db: Database
    ) throws -> [PostRecord] {
        let request = SQLRequest<Row>(
            literal: """
                SELECT rowid, id, postId, status, content, scheduledFor, timezone, accountIdsJSON,
                    createdAt, updatedAt
                FROM post WHERE \(condition) ORDER BY \(order) LIMIT \(limit ?? -1)
                """, cached: true)
        return try Row.fetchAll(db, request).map { try PostRecord($0, in: db) }
    }

    private init(_ row: Row, in db: Database) throws {
        rowid = row[0]
        var post = Post(
            id: row[1], postID: row[2], status: .init(rawValue: row[3]), content: row[4],
            scheduledFor: (row[5] as Int64?).map(Timestamp.init(milliseconds:)),
            timezone: row[6], accountIDs: JSONColumn.integers(row[7]),
            createdAt: Timestamp(milliseconds: row[8]),
            updatedAt: (row[9] as Int64?).map(Timestamp.init(milliseconds:)))
        let media = try Row.fetchAll(
            db,
            SQLRequest<Row>(
                literal: """
                    SELECT ifnull(mediaItem.mediaId, postMedia.mediaId), mediaItem.id
                    FROM postMedia LEFT JOIN mediaItem ON mediaItem.rowid = postMedia.item
                    WHERE postMedia.post = \(rowid) ORDER BY position
                    """, cached: true))
        post.mediaIDs = media.compactMap { $0[0] }
        post.itemIDs = media.compactMap { $0[1] }
        post.destinations = try Self.destinations(of: rowid, in: db)
        self.post = post
    }

    private static func destinations(
        of post: Int64, in db: Database
    ) throws -> [Post.Destination] {
        try Row.fetchAll(
            db,
            SQLRequest<Row>(
                literal: """
                    SELECT accountId, platform, status, publishedAt, url, error, attempts
                    FROM postDestination WHERE post = \(post) ORDER BY accountId
                    """, cached: true)
        ).map {
            Post.Destination(
                accountID: $0[0], platform: $0[1], status: $0[2],
                publishedAt: ($0[3] as Int64?).map(Timestamp.init(milliseconds:)), url: $0[4],
                error: $0[5], attempts: $0[6])
        }
    }

    /// Replaces what a post shows. Items are named by their id, or by the remote's where unknown.
    static func setMedia(
        _ mediaIDs: [String], orItems rows: [Int64] = [], of post: Int64, in db: Database
    ) throws {
        try db.executeCached(literal: "DELETE FROM postMedia WHERE post = \(post)")
        for (position, mediaID) in mediaIDs.enumerated() {
            try db.executeCached(
                literal: """
                    INSERT INTO postMedia (post, position, mediaId, item) VALUES (\(post),
                        \(position), \(mediaID),
                        (SELECT rowid FROM mediaItem WHERE mediaId = \(mediaID)))
                    """)
        }
        for (position, row) in rows.enumerated() {
            try db.executeCached(
                literal: """
                    INSERT INTO postMedia (post, position, mediaId, item) VALUES (\(post),
                        \(position), (SELECT mediaId FROM mediaItem WHERE rowid = \(row)), \(row))
                    """)
        }
    }

    static func setDestinations(
        _ destinations: [Post.Destination], of post: Int64, in db: Database
    ) throws {
        try db.executeCached(literal: "DELETE FROM postDestination WHERE post = \(post)")
        for destination in destinations {
            try db.executeCached(
                literal: """
                    INSERT OR REPLACE INTO postDestination
                        (post, accountId, platform, status, publishedAt, url, error, attempts)
                    VALUES (\(post), \(destination.accountID), \(destination.platform),
                        \(destination.status), \(destination.publishedAt?.milliseconds),
                        \(destination.url), \(destination.error), \(destination.attempts))
                    """)
        }
    }
}
