import GRDB

/// Sends posts to their platforms when their time has come.
enum Publisher {
    /// Publishes all that is due; called before every request, so no clock runs by itself.
    static func publishDue(_ db: Database, now: Int64) throws {
        let due = try Destination.fetch(
            db, "WHERE status IN ('queued', 'publishing') AND scheduledFor <= \(now)")
        for destination in due { try publish(destination, db, now: now) }
        for post in Set(due.map(\.postID)) { try settle(post, db) }
    }

    private static func publish(
        _ destination: Destination, _ db: Database, now: Int64
    ) throws {
        // It happened when it was due, however late it is looked at.
        let time = destination.scheduledFor ?? now
        let obstacle = try obstacle(destination.accountID, db)
        let platformID: String? = obstacle == nil ? Identifier.hex(16) : nil
        try db.execute(
            literal: """
                UPDATE destination SET status = \(obstacle == nil ? "published" : "failed"),
                    publishedAt = \(obstacle == nil ? time : nil),
                    failedAt = \(obstacle == nil ? nil : time),
                    platformPostID = \(platformID), error = \(obstacle), attempts = attempts + 1
                WHERE id = \(destination.id);
                UPDATE post SET updatedAt = MAX(updatedAt, \(time))
                WHERE id = \(destination.postID)
                """)
    }

    /// Why a post to that account fails.
    private static func obstacle(_ id: Int, _ db: Database) throws -> String? {
        guard let account = try Account.find(id, db) else { return "The account is gone" }
        if let failure = account.failure { return failure }
        if !account.isActive { return "The account is inactive" }
        return account.canPost ? nil : "The account needs to be reconnected"
    }

    /// Derives a post's status from its destinations; remote-api.md §10.3.
    static func settle(_ postID: String, _ db: Database) throws {
        let statuses = try Destination.all(of: postID, db).map(\.status)
        func has(_ status: String) -> Bool { statuses.contains(status) }
        let status =
            if has("publishing") { "publishing" } else if has("published"), has("failed") {
                "partially_failed"
            } else if has("failed"), !has("queued") { "failed" } else if has("queued") {
                "scheduled"
            } else if has("published") { "published" } else { "scheduled" }
        try db.execute(
            literal: """
                UPDATE post SET status = \(status), publishedAt = (SELECT MAX(publishedAt)
                    FROM destination WHERE postID = \(postID))
                WHERE id = \(postID) AND status <> 'draft'
                """)
    }

    /// Puts failed destinations back in the queue, due now.
    static func retry(_ destinations: [Destination], _ db: Database, now: Int64) throws {
        for destination in destinations {
            try db.execute(
                literal: """
                    UPDATE destination SET status = 'queued', scheduledFor = \(now), error = NULL,
                        failedAt = NULL
                    WHERE id = \(destination.id);
                    UPDATE post SET updatedAt = \(now) WHERE id = \(destination.postID)
                    """)
        }
        for post in Set(destinations.map(\.postID)) { try settle(post, db) }
    }
}
