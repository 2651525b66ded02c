import GRDB

/// Figures and rules; remote-api.md §12.
enum AnalyticsRoutes {
    static let all = [
        Route("GET", "/api/v1/analytics/summary", scope: "read", summary),
        Route("GET", "/api/v1/platform-rules", scope: "read") { _ in
            let platforms = Platform.all.map { JSON.Member(name: $0.name, value: $0.rules) }
            return .ok(["platforms": .object(platforms)])
        },
    ]

    private static let statuses = [
        "draft", "scheduled", "publishing", "published", "partially_failed", "failed",
    ]

    private static func summary(_ call: Call) throws -> Reply {
        let period = call.query("period") ?? "month"
        let range = try range(period, call)
        let workspace = try Workspace(call.db)
        return .ok([
            "period": .string(period),
            "range": [
                "from": Timestamp.json(range.lowerBound), "to": Timestamp.json(range.upperBound),
            ],
            "posts": try posts(range, call.db), "by_platform": try platforms(range, call.db),
            "metrics": [
                "views": 0, "likes": 0, "comments": 0, "shares": 0, "impressions": 0, "clicks": 0,
            ],
            "ai_credits": [
                "used_this_period": .int(workspace.used), "bonus": .int(workspace.bonus),
            ],
        ])
    }

    private static func range(_ period: String, _ call: Call) throws -> ClosedRange<Int64> {
        switch period {
        case "today": return call.now - Timestamp.day...call.now
        case "week": return call.now - 7 * Timestamp.day...call.now
        case "month": return call.now - 30 * Timestamp.day...call.now
        case "all": return 0...call.now
        case "custom":
            guard let from = call.query("from").flatMap(Timestamp.parse),
                let to = call.query("to").flatMap(Timestamp.parse), from <= to
            else { throw APIError.validation("period=custom needs from and to, both ISO 8601") }
            return from...to
        default:
            throw APIError.validation("period must be one of: today, week, month, all, custom")
        }
    }

    private static func posts(_ range: ClosedRange<Int64>, _ db: Database) throws -> JSON {
        let rows = try Row.fetchAll(
            db,
            literal: """
                SELECT status, COUNT(*) FROM post
                WHERE createdAt BETWEEN \(range.lowerBound) AND \(range.upperBound) GROUP BY status
                """)
        func count(_ status: String) -> Int { rows.first { $0[0] == status }?[1] ?? 0 }
        let total = rows.reduce(0) { $0 + ($1[1] as Int) }
        let counts = statuses.map { JSON.Member(name: $0, value: .int(count($0))) }
        return .object([.init(name: "total", value: .int(total))] + counts)
    }

    private static func platforms(_ range: ClosedRange<Int64>, _ db: Database) throws -> JSON {
        let rows = try Row.fetchAll(
            db,
            literal: """
                SELECT platform, COUNT(*), COUNT(*) FILTER (WHERE destination.status = 'queued'),
                    COUNT(*) FILTER (WHERE destination.status = 'published'),
                    COUNT(*) FILTER (WHERE destination.status = 'failed')
                FROM destination JOIN account ON account.id = accountID
                    JOIN post ON post.id = postID
                WHERE post.createdAt BETWEEN \(range.lowerBound) AND \(range.upperBound)
                    AND destination.status <> 'draft'
                GROUP BY platform ORDER BY platform
                """)
        return .array(
            rows.map { row in
                [
                    "platform": .string(row[0]), "total": .int(row[1]), "scheduled": .int(row[2]),
                    "published": .int(row[3]), "failed": .int(row[4]),
                ]
            })
    }
}
