import Foundation
import GRDB

/// A post of the remote.
struct Post: Sendable {
    var id = Identifier.uuid()
    var status = "scheduled"
    var content = ""
    var scheduledFor: Int64?
    var timezone = "UTC"
    var platformContent = JSON.null
    /// `cover_photo` and `use_queue`, echoed.
    var extra = JSON.object([])
    var campaignID: Int?
    var createdAt: Int64
    var updatedAt: Int64
    var publishedAt: Int64?

    init(createdAt: Int64) {
        self.createdAt = createdAt
        updatedAt = createdAt
    }

    init(_ row: Row) throws {
        id = row["id"]
        status = row["status"]
        content = row["content"]
        scheduledFor = row["scheduledFor"]
        timezone = row["timezone"]
        platformContent = try JSON(parsing: Data((row["platformContent"] as String).utf8))
        extra = try JSON(parsing: Data((row["extra"] as String).utf8))
        campaignID = row["campaignID"]
        createdAt = row["createdAt"]
        updatedAt = row["updatedAt"]
        publishedAt = row["publishedAt"]
    }

    /// The post with that id.
    ///
    /// - Throws: ``APIError`` 404 `not_found`.
    static func require(_ id: String, _ db: Database) throws -> Post {
        let row = try Row.fetchOne(
            db, literal: "SELECT * FROM post WHERE id = \(id.lowercased())")
        guard let row else { throw APIError.notFound("Post") }
        return try Post(row)
    }

    func save(_ db: Database) throws {
        try db.execute(
            literal: """
                INSERT INTO post (id, status, content, scheduledFor, timezone, platformContent,
                    extra, campaignID, createdAt, updatedAt, publishedAt)
                VALUES (\(id), \(status), \(content), \(scheduledFor), \(timezone),
                    \(platformContent.text), \(extra.text), \(campaignID), \(createdAt),
                    \(updatedAt), \(publishedAt))
                ON CONFLICT (id) DO UPDATE SET status = excluded.status,
                    content = excluded.content, scheduledFor = excluded.scheduledFor,
                    timezone = excluded.timezone, platformContent = excluded.platformContent,
                    extra = excluded.extra, campaignID = excluded.campaignID,
                    updatedAt = excluded.updatedAt, publishedAt = excluded.publishedAt
                """)
    }

    func media(_ db: Database) throws -> [MediaItem] {
        try Row.fetchAll(
            db,
            literal: """
                SELECT mediaItem.* FROM postMedia JOIN mediaItem ON mediaItem.id = mediaID
                WHERE postID = \(id) ORDER BY position
                """
        ).map(MediaItem.init)
    }

    func setMedia(_ ids: [String], _ db: Database) throws {
        try db.execute(literal: "DELETE FROM postMedia WHERE postID = \(id)")
        for (position, media) in ids.enumerated() {
            try db.execute(
                literal: """
                    INSERT INTO postMedia (postID, position, mediaID)
                    VALUES (\(id), \(position), \(media))
                    """)
        }
    }

    func json(_ call: Call) throws -> JSON {
        let destinations = try Destination.all(of: id, call.db)
        let media = try media(call.db)
        let post: JSON = [
            "post_id": .string(id), "id": .string(id), "status": .string(status),
            "post_status": .string(status), "content": .string(content),
            "account_ids": JSON(destinations.map(\.accountID)),
            "scheduled_for": Timestamp.json(scheduledFor), "timezone": .string(timezone),
            "media_ids": JSON(media.map(\.id)),
            "media": .array(media.map { Self.attachment($0, call) }),
            "platform_content": platformContent,
            // A draft has accounts in mind, but nothing is on its way to them.
            "destinations": .array(status == "draft" ? [] : destinations.map(\.json)),
            "campaign_id": JSON(campaignID), "published_at": Timestamp.json(publishedAt),
            "created_at": Timestamp.json(createdAt), "updated_at": Timestamp.json(updatedAt),
        ]
        return post.merging(extra)
    }

    private static func attachment(_ item: MediaItem, _ call: Call) -> JSON {
        let attachment: JSON = [
            "media_id": .string(item.id), "id": .string(item.id), "type": .string(item.kind),
            "width": JSON(item.width), "height": JSON(item.height),
            "duration": JSON(item.duration),
        ]
        guard call.settings.shape != .b else { return attachment }
        return attachment.merging(["url": JSON(item.fileURL(call))])
    }
}
