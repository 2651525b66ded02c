import GRDB

/// What tests ask of the sandbox itself, without a key; see docs/sandbox.md.
enum ControlRoutes {
    static let all = [
        Route("GET", "/_sandbox/stats") { .ok(try stats($0)) },
        Route("GET", "/_sandbox/requests") { call in
            let after = call.query("after").flatMap { Int($0) } ?? 0
            let limit = call.query("limit").flatMap { Int($0) } ?? 1_000
            return .ok(["requests": try RequestLog.json(call.db, after: after, limit: limit)])
        },
        Route("GET", "/_sandbox/faults") { .ok(try faults($0)) },
        Route("POST", "/_sandbox/faults") { call in
            try FaultBook.add(try fault(try call.body()), call.db)
            return .created(try faults(call))
        },
        Route("DELETE", "/_sandbox/faults") { call in
            try call.db.execute(sql: "DELETE FROM fault")
            return .ok(try faults(call))
        },
    ]

    private static func faults(_ call: Call) throws -> JSON {
        ["faults": .array(try FaultBook.all(call.db).map(\.json))]
    }

    /// A fault from `{"spec": "…"}` or from its settings one by one.
    private static func fault(_ body: Fields) throws -> Fault {
        do {
            if let spec = try body.string("spec") { return try Fault(spec) }
            var fault = try Fault(name: try body.requiredString("fault"))
            guard case .object(let members) = body.json else { return fault }
            for member in members where member.name != "fault" && member.value != .null {
                switch member.value {
                case .string(let text): try fault.set(member.name, to: text)
                case let other: try fault.set(member.name, to: other.text)
                }
            }
            return fault
        } catch let error as Fault.ParseError {
            throw APIError.validation(error.message)
        }
    }

    static func stats(_ call: Call) throws -> JSON {
        let workspace = try Workspace(call.db)
        let entries = try Row.fetchAll(call.db, sql: "SELECT * FROM creditEntry ORDER BY id")
        func rows(_ kind: String) -> [Row] { entries.filter { $0["kind"] == kind } }
        func total(_ kind: String) -> Int { rows(kind).reduce(0) { $0 + ($1["credits"] as Int) } }
        return [
            "requests": try RequestLog.counts(call.db),
            "total_requests": .int(
                try Int.fetchOne(call.db, sql: "SELECT COUNT(*) FROM request") ?? 0),
            "charges": .array(rows("charge").map(entry)),
            "refunds": .array(rows("refund").map(entry)),
            "other_movements": .array(
                entries.filter { !["charge", "refund"].contains($0["kind"]) }.map(entry)),
            "charge_count": .int(rows("charge").count), "charged": .int(total("charge")),
            "refunded": .int(total("refund")), "balance": .int(workspace.balance),
            "credits": [
                "used": .int(workspace.used), "limit": .int(workspace.monthly),
                "bonus": .int(workspace.bonus),
            ],
            "media_count": .int(try MediaItem.count(call.db, kind: nil)),
            "post_count": .int(try Int.fetchOne(call.db, sql: "SELECT COUNT(*) FROM post") ?? 0),
            "now": Timestamp.json(call.now), "settings": call.settings.json,
        ]
    }

    private static func entry(_ row: Row) -> JSON {
        [
            "at": Timestamp.json(row["at"]), "kind": .string(row["kind"]),
            "credits": .int(row["credits"]), "media_id": JSON(row["mediaID"] as String?),
            "model": JSON(row["model"] as String?), "request_id": JSON(row["requestID"] as String?),
        ]
    }
}
