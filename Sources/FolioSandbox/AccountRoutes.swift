import GRDB

/// Accounts and their health; remote-api.md §11.1.
enum AccountRoutes {
    static let all = [
        Route("GET", "/api/v1/accounts", scope: "read") { call in
            let accounts = try Account.all(call.db)
            return .ok([
                "accounts": .array(accounts.map { json($0, call) }),
                "account_ids": JSON(accounts.map(\.id)),
            ])
        },
        Route("GET", "/api/v1/accounts/{account_id}", scope: "read") { call in
            .ok(json(try require(call), call))
        },
        Route("GET", "/api/v1/accounts/{account_id}/health", scope: "read") { call in
            .ok(try health(of: try require(call), call))
        },
    ]

    private static func require(_ call: Call) throws -> Account {
        guard let id = Int(call.parameter("account_id")),
            let account = try Account.find(id, call.db)
        else { throw APIError.notFound("Account") }
        return account
    }

    static func json(_ account: Account, _ call: Call) -> JSON {
        let ids: JSON
        switch call.settings.shape {
        case .a: ids = ["id": .string(String(account.id))]
        case .b: ids = ["account_id": .int(account.id)]
        case .c: ids = ["id": .int(account.id)]
        case .union: ids = ["account_id": .int(account.id), "id": .int(account.id)]
        }
        let rest: JSON = [
            "platform": .string(account.platform), "account_name": .string(account.name),
            "avatar_url": .null, "is_active": .bool(account.isActive),
            "created_at": Timestamp.json(account.createdAt),
            "health": [
                "status": .string(account.health), "can_post": .bool(account.canPost),
                "needs_reconnection": .bool(account.needsReconnection),
            ],
        ]
        guard account.platform == "pinterest" else { return ids.merging(rest) }
        return ids.merging(rest).merging(["boards": [["id": "1", "name": "Sandbox board"]]])
    }

    private static func health(of account: Account, _ call: Call) throws -> JSON {
        let activity = try activity(of: account, call)
        let refusals = activity["permanent_failures_last_7d"]
        let hasFailedOften = if case .int(let count) = refusals { count >= 3 } else { false }
        let reasons = [
            account.isActive ? nil : "account_inactive",
            account.needsReconnection ? "needs_reconnection" : nil,
            account.health == "expired" ? "token_expired" : nil,
            hasFailedOften ? "recent_permanent_failures" : nil,
        ].compactMap { $0 }
        let status = account.canPost ? (reasons.isEmpty ? "healthy" : "warning") : "broken"
        let identity: JSON = [
            "account_id": .int(account.id), "platform": .string(account.platform),
            "account_name": .string(account.name),
            "platform_account_id": .string(account.platformAccountID),
        ]
        return identity.merging([
            "status": .string(status), "can_post": .bool(account.canPost),
            "reasons": JSON(reasons), "is_active": .bool(account.isActive),
            "needs_reconnection": .bool(account.needsReconnection),
            "needs_reconnection_since": Timestamp.json(account.needsReconnectionSince),
            "token": token(of: account, now: call.now), "activity": activity,
            "connected_at": Timestamp.json(account.createdAt),
        ])
    }

    private static func token(of account: Account, now: Int64) -> JSON {
        let isExpired = account.health == "expired"
        return [
            "expires_at": Timestamp.json(
                isExpired ? now - Timestamp.day : now + 60 * Timestamp.day),
            "last_refresh": Timestamp.json(account.createdAt), "expired": .bool(isExpired),
            "expiring_soon": false,
        ]
    }

    private static func activity(of account: Account, _ call: Call) throws -> JSON {
        let week = call.now - 7 * Timestamp.day
        let row = try Row.fetchOne(
            call.db,
            literal: """
                SELECT MAX(publishedAt),
                    COUNT(*) FILTER (WHERE status = 'failed' AND failedAt > \(week)),
                    COUNT(*) FILTER (WHERE status = 'queued')
                FROM destination WHERE accountID = \(account.id)
                """)
        let failures = JSON(row?[1] as Int?)
        return [
            "last_published_at": Timestamp.json(row?[0] as Int64?), "failures_last_7d": failures,
            "permanent_failures_last_7d": failures, "queued_count": JSON(row?[2] as Int?),
        ]
    }
}
