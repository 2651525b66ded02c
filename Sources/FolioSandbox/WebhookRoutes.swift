import Foundation
import GRDB

/// Webhooks, which are kept but never called; remote-api.md §13.
enum WebhookRoutes {
    static let all = [
        Route("GET", "/api/v1/webhooks", scope: "read") { call in
            let rows = try Row.fetchAll(
                call.db, sql: "SELECT * FROM webhook ORDER BY createdAt, id")
            return .ok(["webhooks": .array(rows.map(json))])
        },
        Route("POST", "/api/v1/webhooks", scope: "write", create),
        Route("GET", "/api/v1/webhooks/{id}", scope: "read") { .ok(json(try require($0))) },
        Route("PATCH", "/api/v1/webhooks/{id}", scope: "write", update),
        Route("DELETE", "/api/v1/webhooks/{id}", scope: "write") { call in
            let id: String = try require(call)["id"]
            try call.db.execute(literal: "DELETE FROM webhook WHERE id = \(id)")
            return .ok(["id": .string(id), "deleted": true])
        },
        Route("POST", "/api/v1/webhooks/{id}/test", scope: "write") { call in
            _ = try require(call)
            return .ok([
                "ok": false, "status": .null, "duration_ms": 0,
                "error": "The sandbox makes no outside connections",
                "message": "Nothing was delivered",
            ])
        },
    ]

    private static let events = [
        "post.scheduled", "post.publishing", "post.published", "post.failed",
        "post.partially_failed", "post.updated", "post.deleted", "account.connected",
        "account.disconnected", "account.reconnect_needed", "media.uploaded", "media.deleted",
        "post.approval_requested", "post.approved", "post.changes_requested",
    ]

    private static func create(_ call: Call) throws -> Reply {
        let body = try call.body()
        guard let url = try url(body) else { throw APIError.validation("url is required") }
        guard let events = try events(body) else { throw APIError.validation("events is required") }
        let (id, secret) = (Identifier.uuid(), "whsec_" + Identifier.hex(32))
        try call.db.execute(
            literal: """
                INSERT INTO webhook (id, url, events, name, description, secret, isActive,
                    createdAt, updatedAt)
                VALUES (\(id), \(url), \(events), \(try body.string("name", maximum: 100)),
                    \(try body.string("description", maximum: 500)), \(secret), 1, \(call.now),
                    \(call.now))
                """)
        let row = try require(id, call.db)
        return .created(
            json(row).merging([
                "secret": .string(secret),
                "secret_warning": "Keep this secret now; it is not shown again",
            ]))
    }

    private static func update(_ call: Call) throws -> Reply {
        let row = try require(call)
        let body = try call.body()
        guard ["url", "events", "name", "description", "is_active"].contains(where: body.has) else {
            throw APIError.validation(
                "At least one of url, events, name, description, is_active is needed")
        }
        let isActive = try body.bool("is_active")
        let name: String? =
            body.has("name") ? try body.string("name", maximum: 100) : row["name"]
        let description: String? =
            body.has("description")
            ? try body.string("description", maximum: 500) : row["description"]
        try call.db.execute(
            literal: """
                UPDATE webhook SET url = \(try url(body) ?? row["url"]),
                    events = \(try events(body) ?? row["events"]), name = \(name),
                    description = \(description), isActive = \(isActive ?? row["isActive"]),
                    failures = iif(\(isActive == true), 0, failures), updatedAt = \(call.now)
                WHERE id = \(row["id"] as String)
                """)
        return .ok(json(try require(call)))
    }

    private static func url(_ body: Fields) throws -> String? {
        guard let text = try body.string("url", maximum: 2_048) else { return nil }
        guard let url = URL(string: text), url.scheme?.lowercased() == "https",
            let host = url.host, !ImportRoutes.isPrivate(host)
        else { throw APIError.validation("url must be a public HTTPS address") }
        return text
    }

    /// The events with a space between them.
    private static func events(_ body: Fields) throws -> String? {
        guard let wanted = try body.strings("events") else { return nil }
        guard !wanted.isEmpty else { throw APIError.validation("events needs at least one event") }
        if let unknown = wanted.first(where: { !events.contains($0) }) {
            throw APIError.validation(
                "events: \(unknown) is none of: \(events.joined(separator: ", "))")
        }
        return wanted.joined(separator: " ")
    }

    private static func require(_ call: Call) throws -> Row {
        try require(call.parameter("id"), call.db)
    }

    private static func require(_ id: String, _ db: Database) throws -> Row {
        let row = try Row.fetchOne(
            db, literal: "SELECT * FROM webhook WHERE id = \(id.lowercased())")
        guard let row else { throw APIError.notFound("Webhook") }
        return row
    }

    /// Never with the secret.
    private static func json(_ row: Row) -> JSON {
        [
            "id": .string(row["id"]), "url": .string(row["url"]),
            "events": JSON((row["events"] as String).split(separator: " ").map(String.init)),
            "name": JSON(row["name"] as String?),
            "description": JSON(row["description"] as String?),
            "is_active": .bool(row["isActive"]), "consecutive_failures": .int(row["failures"]),
            "created_at": Timestamp.json(row["createdAt"]),
            "updated_at": Timestamp.json(row["updatedAt"]),
        ]
    }
}
