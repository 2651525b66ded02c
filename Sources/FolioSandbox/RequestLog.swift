import GRDB

/// What was asked of the sandbox, without keys, tokens or bodies.
enum RequestLog {
    /// Older rows are dropped.
    private static let capacity = 100_000

    static func add(_ call: Call, route: String, status: Int, fault: Fault?) throws {
        // Paths of uploads and files are capabilities, so their pattern stands in for them.
        let isSecret = !call.incoming.path.hasPrefix(Route.prefix)
        let path = isSecret ? route.split(separator: " ").last.map(String.init) : call.incoming.path
        try call.db.execute(
            literal: """
                INSERT INTO request (at, requestID, keyID, method, route, path, status, fault,
                    userAgent)
                VALUES (\(call.now), \(call.requestID), \(call.key?.id), \(call.incoming.method),
                    \(route), \(path ?? route), \(status), \(fault?.kind.rawValue),
                    \(call.incoming.userAgent))
                """)
        try call.db.execute(
            literal: "DELETE FROM request WHERE id <= \(call.db.lastInsertedRowID) - \(capacity)")
    }

    /// Calls per route.
    static func counts(_ db: Database) throws -> JSON {
        let rows = try Row.fetchAll(
            db, sql: "SELECT route, COUNT(*) FROM request GROUP BY route ORDER BY route")
        return .object(rows.map { JSON.Member(name: $0[0], value: .int($0[1])) })
    }

    /// The newest calls last.
    static func json(_ db: Database, after id: Int, limit: Int) throws -> JSON {
        let rows = try Row.fetchAll(
            db,
            literal: """
                SELECT * FROM (SELECT * FROM request WHERE id > \(id) ORDER BY id DESC
                    LIMIT \(limit)) ORDER BY id
                """)
        return .array(
            rows.map { row in
                [
                    "id": .int(row["id"]), "at": Timestamp.json(row["at"]),
                    "request_id": .string(row["requestID"]),
                    "key_id": JSON(row["keyID"] as String?),
                    "method": .string(row["method"]), "route": .string(row["route"]),
                    "path": .string(row["path"]), "status": JSON(row["status"] as Int?),
                    "fault": JSON(row["fault"] as String?),
                    "user_agent": JSON(row["userAgent"] as String?),
                ]
            })
    }
}
