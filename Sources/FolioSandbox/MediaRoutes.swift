import Foundation
import GRDB

/// Reading and deleting media, and the files themselves.
enum MediaRoutes {
    static let all = [
        Route("GET", "/api/v1/media", scope: "read", list),
        Route("GET", "/api/v1/media/{media_id}", scope: "read") { call in
            .ok(try MediaItem.require(call.parameter("media_id"), call.db).json(call, in: .single))
        },
        Route("DELETE", "/api/v1/media/{media_id}", scope: "write", delete),
        Route("GET", "/_files/{token}/{variant}", file),
    ]

    static let kinds = ["image", "video", "document"]

    private static func list(_ call: Call) throws -> Reply {
        let kind = call.query("type")
        if let kind, !kinds.contains(kind) {
            throw APIError.validation("type must be one of: \(kinds.joined(separator: ", "))")
        }
        let page = try call.page()
        let isRepeated = call.pageFault?.kind == .repeatedPage
        let start = isRepeated ? max(0, page.offset - page.limit) : page.offset
        let found = try MediaItem.list(call.db, kind: kind, limit: page.limit, offset: start)
        let items = call.pageFault?.page(found) ?? found
        let total = try MediaItem.count(call.db, kind: kind)
        return .ok(listing(items, page, total: total, call))
    }

    private static func listing(
        _ items: [MediaItem], _ page: (limit: Int, offset: Int), total: Int, _ call: Call
    ) -> JSON {
        let list = JSON.array(items.map { $0.json(call, in: .list) })
        let ids = JSON(items.map(\.id))
        let short: JSON = ["limit": .int(page.limit), "offset": .int(page.offset)]
        let long = short.merging([
            "total": .int(total), "has_more": .bool(page.offset + items.count < total),
        ])
        switch call.settings.shape {
        case .a: return ["media": list, "total": .int(total), "pagination": short]
        case .b: return ["items": list, "media_ids": ids, "pagination": short]
        case .c: return ["media": list, "pagination": long]
        case .union:
            return [
                "media": list, "items": list, "media_ids": ids, "total": .int(total),
                "pagination": long,
            ]
        }
    }

    private static func delete(_ call: Call) throws -> Reply {
        let item = try MediaItem.require(call.parameter("media_id"), call.db)
        let posts = try String.fetchAll(
            call.db,
            sql: """
                SELECT DISTINCT postID FROM postMedia JOIN post ON post.id = postID
                WHERE mediaID = ? AND post.status IN ('scheduled', 'publishing') ORDER BY postID
                """, arguments: [item.id])
        if !posts.isEmpty, call.query("force") != "true" {
            throw APIError.conflict(
                "media_in_use",
                "This media is used by \(posts.count) scheduled post(s); edit them or use force=true",
                details: ["post_ids": JSON(posts)])
        }
        try call.db.execute(literal: "DELETE FROM mediaItem WHERE id = \(item.id)")
        return .ok([
            "media_id": .string(item.id), "id": .string(item.id), "deleted": true,
            "message": "Media deleted",
        ])
    }

    /// A picture is drawn when it is asked for, since its text says all about it.
    private static func file(_ call: Call) throws -> Reply {
        let token = call.parameter("token")
        let variant = call.parameter("variant")
        guard ["public", "thumbnail"].contains(variant),
            let row = try Row.fetchOne(
                call.db,
                literal: "SELECT * FROM mediaItem WHERE fileToken = \(token) AND state = 'ready'")
        else { throw APIError.notFound("File") }
        let item = MediaItem(row)
        return Reply(
            status: 200,
            body: .file(
                type: item.contentType, bytes: try bytes(of: item, variant: variant, call.db)))
    }

    static func bytes(of item: MediaItem, variant: String, _ db: Database) throws -> Data {
        guard let text = item.drawing, let width = item.width, let height = item.height else {
            guard
                let row = try Row.fetchOne(
                    db, literal: "SELECT bytes FROM mediaFile WHERE mediaID = \(item.id)")
            else { throw APIError.notFound("File") }
            return row[0]
        }
        let scale = variant == "thumbnail" ? min(1, 256 / Double(max(width, height))) : 1
        return try Drawing.png(
            of: text, width: max(1, Int(Double(width) * scale)),
            height: max(1, Int(Double(height) * scale)))
    }
}
