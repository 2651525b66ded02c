import GRDB

/// Things that happen to media and accounts without this client: in the web app, elsewhere.
enum ControlMediaRoutes {
    static let all = [
        Route("POST", "/_sandbox/media", bodyLimit: 1 << 20, add),
        Route("PATCH", "/_sandbox/media/{media_id}", change),
        Route("DELETE", "/_sandbox/media/{media_id}") { call in
            let item = try MediaItem.require(call.parameter("media_id"), call.db)
            try call.db.execute(literal: "DELETE FROM mediaItem WHERE id = \(item.id)")
            return .ok(["media_id": .string(item.id), "deleted": true])
        },
        Route("DELETE", "/_sandbox/media") { call in
            let count = try MediaItem.count(call.db, kind: nil)
            try call.db.execute(sql: "DELETE FROM mediaItem")
            return .ok(["deleted_count": .int(count)])
        },
        Route("POST", "/_sandbox/accounts") { call in
            let body = try call.body()
            let platform = try body.choice("platform", of: Platform.all.map(\.name))
            let id = try Account.create(
                call.db, platform: platform ?? "bluesky",
                name: try body.string("name") ?? "another account", now: call.now)
            return .created(["account_id": .int(id)])
        },
        Route("PATCH", "/_sandbox/accounts/{account_id}", changeAccount),
    ]

    private static let states = ["uploading", "processing", "ready", "failed"]
    private static let mostItems = 1_000_000

    private static func add(_ call: Call) throws -> Reply {
        let body = try call.optionalBody()
        let count = try body.int("count", in: 1...mostItems) ?? 1
        let start = try body.time("created_at") ?? call.now
        let step = try body.number("step_seconds") ?? 1
        var ids: [String] = []
        for index in 0..<count {
            let item = try item(body, index, createdAt: start + Int64(Double(index) * step * 1000))
            try item.save(call.db)
            // A list of a million ids would be of no use to anybody.
            if index < 1_000 { ids.append(item.id) }
        }
        return .created([
            "media_id": JSON(ids.first), "media_ids": JSON(ids), "count": .int(count),
        ])
    }

    private static func item(_ body: Fields, _ index: Int, createdAt: Int64) throws -> MediaItem {
        var item = MediaItem(filename: "", createdAt: createdAt)
        item.kind = try body.choice("type", of: MediaRoutes.kinds) ?? "image"
        item.state = try body.choice("status", of: states) ?? "ready"
        let type = MediaType.all.first { $0.kind == item.kind && $0.name != "image/jpeg" }
        item.contentType = type?.name ?? item.contentType
        item.filename =
            try body.string("filename") ?? "web-\(index + 1).\(type?.fileExtension ?? "png")"
        item.width = try body.int("width", in: 1...8_192) ?? 64
        item.height = try body.int("height", in: 1...8_192) ?? 64
        item.byteCount = try body.int("size", in: 0...Int.max)
        let text = try body.string("prompt") ?? "made elsewhere"
        item.drawing = item.kind == "image" ? "\(text) \(item.id)" : nil
        return item
    }

    private static func change(_ call: Call) throws -> Reply {
        var item = try MediaItem.require(call.parameter("media_id"), call.db)
        let body = try call.body()
        item.state = try body.choice("status", of: states) ?? item.state
        item.filename = try body.string("filename") ?? item.filename
        item.createdAt = try body.time("created_at") ?? item.createdAt
        item.settlesAt = nil
        try item.save(call.db)
        return .ok(item.json(call, in: .single))
    }

    /// `failure` is why posts fail there; `null` heals.
    private static func changeAccount(_ call: Call) throws -> Reply {
        let id = Int(call.parameter("account_id")) ?? -1
        guard let account = try Account.find(id, call.db) else {
            throw APIError.notFound("Account")
        }
        let body = try call.body()
        let health = try body.choice("health", of: ["healthy", "expired", "unhealthy"])
        let failure = body.has("failure") ? try body.string("failure") : account.failure
        let needs = try body.bool("needs_reconnection") ?? account.needsReconnection
        let since: Int64? = needs ? account.needsReconnectionSince ?? call.now : nil
        try call.db.execute(
            literal: """
                UPDATE account SET health = \(health ?? account.health), failure = \(failure),
                    canPost = \(try body.bool("can_post") ?? account.canPost),
                    isActive = \(try body.bool("is_active") ?? account.isActive),
                    needsReconnectionSince = \(since)
                WHERE id = \(id)
                """)
        guard let changed = try Account.find(id, call.db) else { throw APIError.internalError }
        return .ok(AccountRoutes.json(changed, call).merging(["failure": JSON(changed.failure)]))
    }
}
