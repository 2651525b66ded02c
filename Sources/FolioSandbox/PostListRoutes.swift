import GRDB

/// `GET /posts` with its filters; remote-api.md §10.2.
enum PostListRoutes {
    private static let statuses = [
        "draft", "scheduled", "publishing", "published", "partially_failed", "failed",
    ]
    private static let sortColumns = [
        "created_at": "createdAt", "scheduled_for": "scheduledFor", "published_at": "publishedAt",
        "updated_at": "updatedAt",
    ]

    static func list(_ call: Call) throws -> Reply {
        let page = try call.page()
        let conditions = try conditions(call)
        let counted = try Row.fetchOne(
            call.db, literal: "SELECT COUNT(*) FROM post WHERE \(conditions)")
        let total: Int = counted?[0] ?? 0
        let isRepeated = call.pageFault?.kind == .repeatedPage
        let start = isRepeated ? max(0, page.offset - page.limit) : page.offset
        let rows = try Row.fetchAll(
            call.db,
            literal: """
                SELECT * FROM post WHERE \(conditions) ORDER BY \(try order(call))
                LIMIT \(page.limit) OFFSET \(start)
                """)
        let posts = try rows.map { try Post($0).json(call) }
        let shown = call.pageFault?.page(posts) ?? posts
        return .ok([
            "posts": .array(shown),
            "pagination": [
                "limit": .int(page.limit), "offset": .int(page.offset), "total": .int(total),
                "has_more": .bool(page.offset + shown.count < total),
            ],
        ])
    }

    private static func order(_ call: Call) throws -> SQL {
        let sort = call.query("sort") ?? "created_at"
        let order = call.query("order") ?? "desc"
        guard let column = sortColumns[sort] else {
            let names = sortColumns.keys.sorted().joined(separator: ", ")
            throw APIError.validation("sort must be one of: \(names)")
        }
        guard ["asc", "desc"].contains(order) else {
            throw APIError.validation("order must be one of: asc, desc")
        }
        let direction = SQL(sql: order)
        return "\(SQL(sql: column)) \(direction), id \(direction)"
    }

    private static func conditions(_ call: Call) throws -> SQL {
        var conditions: [SQL] = ["1"]
        if let wanted = call.queryList("status") {
            if let unknown = wanted.first(where: { !statuses.contains($0) }) {
                throw APIError.validation(
                    "status \(unknown) is none of: \(statuses.joined(separator: ", "))")
            }
            conditions.append("status IN \(wanted)")
        }
        if let platforms = call.queryList("platform") {
            conditions.append(
                """
                id IN (SELECT postID FROM destination JOIN account ON account.id = accountID
                    WHERE platform IN \(platforms))
                """)
        }
        if let account = try number("account_id", call) {
            conditions.append("id IN (SELECT postID FROM destination WHERE accountID = \(account))")
        }
        if let campaign = try number("campaign_id", call) {
            conditions.append("campaignID = \(campaign)")
        }
        if let text = call.query("search") {
            conditions.append("instr(lower(content), lower(\(text))) > 0")
        }
        return (conditions + (try times(call))).joined(separator: " AND ")
    }

    private static func number(_ name: String, _ call: Call) throws -> Int? {
        guard let text = call.query(name) else { return nil }
        guard let number = Int(text) else {
            throw APIError.validation("\(name) must be a whole number")
        }
        return number
    }

    /// `created_after`, `published_before` and their like.
    private static func times(_ call: Call) throws -> [SQL] {
        let columns = [
            "created": "createdAt", "scheduled": "scheduledFor", "published": "publishedAt",
            "updated": "updatedAt",
        ]
        return try columns.sorted(by: { $0.key < $1.key }).flatMap { name, column in
            try [("after", ">"), ("before", "<")].compactMap { side, sign -> SQL? in
                guard let text = call.query("\(name)_\(side)") else { return nil }
                guard let time = Timestamp.parse(text) else {
                    throw APIError.validation("\(name)_\(side) must be an ISO 8601 time")
                }
                return "\(SQL(sql: column)) \(SQL(sql: sign)) \(time)"
            }
        }
    }
}
