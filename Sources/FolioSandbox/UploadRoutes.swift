import Foundation
import GRDB

/// Uploads in three steps; remote-api.md §7.1 to §7.3.
enum UploadRoutes {
    static let all = [
        Route("POST", "/api/v1/media/upload", scope: "write", reserve),
        Route("POST", "/api/v1/media/upload-from-url", scope: "write", ImportRoutes.importURL),
        Route("POST", "/api/v1/media/{media_id}/complete", scope: "write", complete),
        Route("PUT", "/_upload/{token}", bodyLimit: bodyLimit, receive),
        Route("POST", "/_upload/{token}", bodyLimit: bodyLimit, receive),
    ]

    /// The largest file, and what surrounds it in a form.
    private static let bodyLimit = 25 << 20 + 1 << 16
    private static let lifetimeSeconds = 900

    private static func reserve(_ call: Call) throws -> Reply {
        let body = try call.body()
        let filename = try body.requiredString("filename", maximum: 255)
        guard let type = MediaType.named(try body.requiredString("content_type")) else {
            let names = MediaType.all.map(\.name).joined(separator: ", ")
            throw APIError.validation("content_type must be one of: \(names)")
        }
        // The Node SDK sends `file_size` and no `size`.
        let name = body.has("size") ? "size" : "file_size"
        guard let size = try body.int(name, in: 1...type.maximum) else {
            throw APIError.validation("size is required")
        }
        _ = try body.strings("platforms")

        var item = MediaItem(filename: filename, createdAt: call.now)
        (item.kind, item.contentType, item.state) = (type.kind, type.name, "uploading")
        item.width = try body.int("width", in: 1...100_000)
        item.height = try body.int("height", in: 1...100_000)
        item.duration = try body.number("duration")
        item.byteCount = size
        try item.save(call.db)
        let token = Identifier.hex(48)
        try call.db.execute(
            literal: """
                INSERT INTO upload (token, mediaID, byteCount, expiresAt)
                VALUES (\(token), \(item.id), \(size), \(call.now + Int64(lifetimeSeconds) * 1000))
                """)
        return .created(reservation(item, type, token: token, call))
    }

    private static func reservation(
        _ item: MediaItem, _ type: MediaType, token: String, _ call: Call
    ) -> JSON {
        let isForm = type.kind == "image" && call.settings.shape != .a
        return [
            "media_id": .string(item.id), "media_ids": [.string(item.id)],
            "id": .string(item.id), "upload_url": "\(call.origin)/_upload/\(token)",
            "upload_method": [
                "method": isForm ? "POST" : "PUT",
                "content_type": isForm ? "multipart/form-data" : .string(type.name),
                "field_name": isForm ? "file" : .null,
            ],
            "provider": "s3", "protocol": "https", "expires_in": .int(lifetimeSeconds),
            "max_size": .int(type.maximum),
            "next_step": "Send the file, then POST /media/\(item.id)/complete",
        ]
    }

    /// The presigned address: needs no key, works once and for a quarter of an hour.
    private static func receive(_ call: Call) throws -> Reply {
        let token = call.parameter("token")
        guard
            let row = try Row.fetchOne(
                call.db, literal: "SELECT * FROM upload WHERE token = \(token)")
        else { throw APIError.notFound("Upload") }
        guard row["usedAt"] as Int64? == nil else {
            throw APIError.conflict("upload_already_used", "This upload URL was used already")
        }
        guard (row["expiresAt"] as Int64) > call.now else {
            throw APIError(
                status: 403, code: "upload_expired", message: "This upload URL has expired")
        }
        var item = try MediaItem.require(row["mediaID"], call.db)
        let file = try file(in: call, for: item)
        guard file.count == row["byteCount"] as Int else {
            let promised: Int = row["byteCount"]
            throw APIError.validation(
                "The file has \(file.count) bytes, but \(promised) were announced")
        }
        if let size = ImageSize.read(file) { (item.width, item.height) = size }
        try item.save(call.db)
        try call.db.execute(
            literal: """
                INSERT OR REPLACE INTO mediaFile (mediaID, bytes) VALUES (\(item.id), \(file));
                UPDATE upload SET usedAt = \(call.now) WHERE token = \(token)
                """)
        return .ok(["media_id": .string(item.id), "id": .string(item.id), "uploaded": true])
    }

    /// The file as raw bytes (`PUT`) or as a form's part called `file` (`POST`, images only).
    private static func file(in call: Call, for item: MediaItem) throws -> Data {
        let type = call.incoming.contentType
        if call.incoming.method == "PUT" {
            if let type, MediaType.named(type)?.name != item.contentType {
                throw APIError.validation("Content-Type must be \(item.contentType), not \(type)")
            }
            return call.incoming.body
        }
        guard item.kind == "image" else {
            throw APIError(
                status: 405, code: "method_not_allowed", message: "Send this file with PUT",
                headers: [.init(name: "Allow", value: "PUT")])
        }
        guard let parts = Multipart.parts(of: call.incoming.body, contentType: type ?? ""),
            let part = parts.first(where: { $0.name == "file" })
        else { throw APIError.validation("The body must be multipart/form-data with a part file") }
        return part.bytes
    }

    /// Any body is ignored: clients send none, `{}`, or no type.
    private static func complete(_ call: Call) throws -> Reply {
        var item = try MediaItem.require(call.parameter("media_id"), call.db)
        if item.state == "uploading", item.settlesAt == nil {
            let arrived = try Row.fetchOne(
                call.db, literal: "SELECT 1 FROM mediaFile WHERE mediaID = \(item.id)")
            guard arrived != nil else {
                throw APIError(
                    status: 400, code: "media_not_ready",
                    message: "The file of this media has not arrived (status: uploading)")
            }
            item.state = item.kind == "video" ? "processing" : "ready"
            item.settlesAt = item.kind == "video" ? call.now + 2_000 : nil
            try item.save(call.db)
        }
        return .ok(completion(item, call))
    }

    private static func completion(_ item: MediaItem, _ call: Call) -> JSON {
        let first: JSON = [
            "id": .string(item.id), "type": .string(item.kind), "status": .string(item.state),
            "thumbnail_url": JSON(item.thumbnailURL(call)), "message": "Upload complete",
        ]
        let second: JSON = [
            "media_id": .string(item.id), "media_ids": [.string(item.id)],
            "type": .string(item.kind), "status": .string(item.state),
            "width": JSON(item.width), "height": JSON(item.height),
            "duration": JSON(item.duration), "size": JSON(item.byteCount),
            "content_type": .string(item.contentType),
            "created_at": Timestamp.json(item.createdAt),
            "next_step": "Create a post: POST /posts with media_ids [\"\(item.id)\"]",
        ]
        switch call.settings.shape {
        case .a: return first
        case .b: return second
        case .c, .union: return first.merging(second)
        }
    }
}
