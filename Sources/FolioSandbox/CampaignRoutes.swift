import GRDB

/// Campaigns; remote-api.md §12.
enum CampaignRoutes {
    static let all = [
        Route("GET", "/api/v1/campaigns", scope: "read", list),
        Route("POST", "/api/v1/campaigns", scope: "write", create),
        Route("GET", "/api/v1/campaigns/{id}", scope: "read") { call in
            .ok(json(try require(call.parameter("id"), call.db)))
        },
        Route("PATCH", "/api/v1/campaigns/{id}", scope: "write", update),
        Route("DELETE", "/api/v1/campaigns/{id}", scope: "write") { call in
            let row = try require(call.parameter("id"), call.db)
            let id: Int = row["id"]
            try call.db.execute(literal: "DELETE FROM campaign WHERE id = \(id)")
            return .ok(["id": .int(id), "campaign_id": .int(id), "deleted": true])
        },
    ]

    private static let states = ["active", "archived"]
    private static let columns: SQL = """
        campaign.*, (SELECT COUNT(*) FROM post WHERE campaignID = campaign.id) AS postCount
        """

    private static func list(_ call: Call) throws -> Reply {
        let page = try call.page(defaultLimit: 50)
        let status = call.query("status")
        if let status, !states.contains(status) {
            throw APIError.validation("status must be one of: active, archived")
        }
        let wanted: SQL = status.map { "WHERE status = \($0)" } ?? ""
        let total: Int =
            try Row.fetchOne(call.db, literal: "SELECT COUNT(*) FROM campaign \(wanted)")?[0] ?? 0
        let rows = try Row.fetchAll(
            call.db,
            literal: """
                SELECT \(columns) FROM campaign \(wanted) ORDER BY id DESC
                LIMIT \(page.limit) OFFSET \(page.offset)
                """)
        return .ok([
            "campaigns": .array(rows.map(json)),
            "pagination": [
                "limit": .int(page.limit), "offset": .int(page.offset), "total": .int(total),
                "has_more": .bool(page.offset + rows.count < total),
            ],
        ])
    }

    private static func create(_ call: Call) throws -> Reply {
        let body = try call.body()
        let name = try body.requiredString("name", maximum: 100)
        let status = try body.choice("status", of: states) ?? "active"
        try call.db.execute(
            literal: """
                INSERT INTO campaign (name, description, color, status, createdAt, updatedAt)
                VALUES (\(name), \(try body.string("description", maximum: 500)),
                    \(try color(body) ?? "#3b82f6"), \(status), \(call.now), \(call.now))
                """)
        return .created(json(try require(String(call.db.lastInsertedRowID), call.db)))
    }

    private static func update(_ call: Call) throws -> Reply {
        let row = try require(call.parameter("id"), call.db)
        let body = try call.body()
        guard ["name", "description", "color", "status"].contains(where: body.has) else {
            throw APIError.validation("At least one of name, description, color, status is needed")
        }
        let name = body.has("name") ? try body.requiredString("name", maximum: 100) : row["name"]
        let description: String? =
            body.has("description")
            ? try body.string("description", maximum: 500) : row["description"]
        try call.db.execute(
            literal: """
                UPDATE campaign SET name = \(name), description = \(description),
                    color = \(try color(body) ?? row["color"]),
                    status = \(try body.choice("status", of: states) ?? row["status"]),
                    updatedAt = \(call.now)
                WHERE id = \(row["id"] as Int)
                """)
        return .ok(json(try require(call.parameter("id"), call.db)))
    }

    private static func color(_ body: Fields) throws -> String? {
        guard let color = try body.string("color") else { return nil }
        let digits = color.dropFirst()
        guard color.hasPrefix("#"), digits.count == 6, digits.allSatisfy(\.isHexDigit) else {
            throw APIError.validation("color must look like #3b82f6")
        }
        return color
    }

    private static func require(_ id: String, _ db: Database) throws -> Row {
        let row = try Row.fetchOne(
            db, literal: "SELECT \(columns) FROM campaign WHERE id = \(Int(id) ?? -1)")
        guard let row else { throw APIError.notFound("Campaign") }
        return row
    }

    private static func json(_ row: Row) -> JSON {
        [
            "id": .int(row["id"]), "campaign_id": .int(row["id"]), "name": .string(row["name"]),
            "description": JSON(row["description"] as String?), "color": .string(row["color"]),
            "status": .string(row["status"]), "post_count": .int(row["postCount"]),
            "created_at": Timestamp.json(row["createdAt"]),
            "updated_at": Timestamp.json(row["updatedAt"]),
        ]
    }
}
