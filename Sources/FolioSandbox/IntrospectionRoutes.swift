import GRDB

/// `GET /me`; remote-api.md §12.
enum IntrospectionRoutes {
    static let all = [Route("GET", "/api/v1/me", scope: "read", me)]

    private static func me(_ call: Call) throws -> Reply {
        let workspace = try Workspace(call.db)
        return .ok([
            "api_key": call.key?.json ?? .null, "scopes": JSON(call.key?.scopes ?? []),
            "user": [
                "id": .string(workspace.userID), "email": "sandbox@example.com",
                "name": "Sandbox User",
            ],
            "organization": organization(workspace),
            "workspace": ["id": .string(workspace.workspaceID), "name": "Sandbox"],
            "quota": try quota(workspace, call.db),
            "stats": try stats(call),
        ])
    }

    private static func organization(_ workspace: Workspace) -> JSON {
        let isTrial = workspace.plan == .trial
        return [
            "id": .string(workspace.organizationID), "name": "Sandbox Organization",
            "subscription_plan": .string(workspace.plan.rawValue.uppercased()),
            "subscription_status": isTrial ? "trialing" : "active",
            "subscription_source": "stripe",
            "trial_end": isTrial ? Timestamp.json(workspace.periodEnd) : .null,
            "current_period_end": Timestamp.json(workspace.periodEnd),
            "cancel_at_period_end": false, "entitled": true,
        ]
    }

    private static func quota(_ workspace: Workspace, _ db: Database) throws -> JSON {
        let accounts = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM account") ?? 0
        let bytes = try Int.fetchOne(db, sql: "SELECT SUM(byteCount) FROM mediaItem") ?? 0
        return [
            "accounts": ["used": .int(accounts), "limit": .int(workspace.plan.accounts)],
            "ai_credits": [
                "used": .int(workspace.used), "limit": .int(workspace.monthly),
                "bonus": .int(workspace.bonus),
            ],
            "storage_bytes": ["used": .int(bytes), "limit": .int(workspace.plan.storageBytes)],
            "team_seats": ["limit": .int(workspace.plan.seats)],
        ]
    }

    private static func stats(_ call: Call) throws -> JSON {
        let row = try Row.fetchOne(
            call.db,
            literal: """
                SELECT COUNT(*), COUNT(*) FILTER (WHERE createdAt > \(call.now - 30 * Timestamp.day))
                FROM post
                """)
        return ["posts_last_30d": JSON(row?[1] as Int?), "total_posts": JSON(row?[0] as Int?)]
    }
}
