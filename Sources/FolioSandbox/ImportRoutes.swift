import Foundation
import GRDB

/// `POST /media/upload-from-url`; remote-api.md §7.4.
///
/// The sandbox makes no outside connections: it imports only what it serves itself.
enum ImportRoutes {
    static func importURL(_ call: Call) throws -> Reply {
        let body = try call.body()
        let text = try body.requiredString("url", maximum: 2_048)
        guard let url = URL(string: text), let host = url.host, !host.isEmpty,
            ["http", "https"].contains(url.scheme?.lowercased() ?? "")
        else { throw APIError.validation("url must be a public HTTPS address") }
        guard text.hasPrefix(call.origin + "/_files/") else {
            if isPrivate(host) {
                throw APIError.validation("url must not lead to a private or local host")
            }
            throw APIError(
                status: 400, code: "download_failed",
                message: "The sandbox imports only files that it serves itself")
        }
        let source = try source(at: url, call)
        guard source.kind != "document" else {
            throw APIError(
                status: 415, code: "unsupported_media_type",
                message: "Only images and MP4 videos can be imported; use POST /media/upload")
        }
        let name = try body.string("filename", maximum: 255) ?? source.filename
        return .created(json(try copy(source, named: name, call), source: text, call))
    }

    private static func source(at url: URL, _ call: Call) throws -> MediaItem {
        let token = url.pathComponents.dropFirst(2).first ?? ""
        guard
            let row = try Row.fetchOne(
                call.db,
                literal: "SELECT * FROM mediaItem WHERE fileToken = \(token) AND state = 'ready'")
        else {
            throw APIError(
                status: 400, code: "download_failed", message: "The file answered with status 404")
        }
        return MediaItem(row)
    }

    private static func copy(_ source: MediaItem, named name: String, _ call: Call) throws
        -> MediaItem
    {
        let isVideo = source.kind == "video"
        var item = source
        item.id = Identifier.uuid()
        item.fileToken = Identifier.hex(32)
        item.filename = name
        item.createdAt = call.now
        item.state = isVideo ? "uploading" : "ready"
        item.settlesAt = isVideo ? call.now + 2_000 : nil
        try item.save(call.db)
        try call.db.execute(
            literal: """
                INSERT INTO mediaFile (mediaID, bytes)
                SELECT \(item.id), bytes FROM mediaFile WHERE mediaID = \(source.id)
                """)
        return item
    }

    private static func json(_ item: MediaItem, source: String, _ call: Call) -> JSON {
        [
            "media_id": .string(item.id), "media_ids": [.string(item.id)],
            "media_status": .string(item.state), "type": .string(item.kind),
            "url": JSON(item.fileURL(call)), "filename": .string(item.filename),
            "size": JSON(item.byteCount), "content_type": .string(item.contentType),
            "source_url": .string(source),
            "next_step": item.state == "ready"
                ? "Use media_id in media_ids of POST /posts" : "Poll GET /media/\(item.id)",
        ]
    }

    /// Whether a name or address is one that no public server has.
    static func isPrivate(_ host: String) -> Bool {
        let host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]."))
        if host.contains(":") { return true }
        let local = ["localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa"]
        if local.contains(where: { host == $0 || host.hasSuffix($0) }) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        // A name without a dot is a neighbour's, and a number alone is an address in disguise.
        guard parts.count > 1 else { return true }
        guard let last = parts.last, last.allSatisfy(\.isNumber) else { return false }
        let numbers = parts.compactMap { UInt8($0) }
        guard numbers.count == 4 else { return true }
        switch (numbers[0], numbers[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): return true
        case (172, 16...31), (100, 64...127): return true
        default: return false
        }
    }
}
