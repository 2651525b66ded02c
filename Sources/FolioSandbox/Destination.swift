import GRDB

/// One account that a post goes to.
struct Destination: Sendable {
    let id: String
    let postID: String
    let accountID: Int
    let accountName: String
    let platform: String
    let status: String
    let scheduledFor: Int64?
    let publishedAt: Int64?
    let platformPostID: String?
    let error: String?
    let attempts: Int

    private init(_ row: Row) {
        id = row["id"]
        postID = row["postID"]
        accountID = row["accountID"]
        accountName = row["name"]
        platform = row["platform"]
        status = row["status"]
        scheduledFor = row["scheduledFor"]
        publishedAt = row["publishedAt"]
        platformPostID = row["platformPostID"]
        error = row["error"]
        attempts = row["attempts"]
    }

    static func all(of postID: String, _ db: Database) throws -> [Destination] {
        try fetch(db, "WHERE postID = \(postID)")
    }

    /// Destinations that fit an SQL condition, in the order of their posts.
    static func fetch(_ db: Database, _ condition: SQL) throws -> [Destination] {
        try Row.fetchAll(
            db,
            literal: """
                SELECT destination.*, account.name, account.platform FROM destination
                JOIN account ON account.id = accountID \(condition) ORDER BY postID, position
                """
        ).map(Destination.init)
    }

    /// Replaces a post's destinations.
    static func set(
        _ accounts: [Int], of postID: String, status: String, scheduledFor: Int64?, _ db: Database
    ) throws {
        try db.execute(literal: "DELETE FROM destination WHERE postID = \(postID)")
        for (position, account) in accounts.enumerated() {
            try db.execute(
                literal: """
                    INSERT INTO destination (id, postID, position, accountID, status, scheduledFor)
                    VALUES (\(Identifier.uuid()), \(postID), \(position), \(account), \(status),
                        \(scheduledFor))
                    """)
        }
    }

    var url: String? {
        platformPostID.map { "https://\(platform).example/posts/\($0)" }
    }

    /// The fields of a post's destination and of a result together.
    var json: JSON {
        [
            "id": .string(id), "account_id": .int(accountID),
            "account_name": .string(accountName), "platform": .string(platform),
            "status": .string(status), "scheduled_for": Timestamp.json(scheduledFor),
            "published_at": Timestamp.json(publishedAt), "platform_post_id": JSON(platformPostID),
            "platform_post_url": JSON(url), "error": JSON(error), "attempts": .int(attempts),
            "next_retry_at": .null,
        ]
    }
}
