import GRDB

/// Changes of credits, keys, time and switches from outside.
enum ControlStateRoutes {
    static let all = [
        Route("POST", "/_sandbox/credits", changeCredits),
        Route("GET", "/_sandbox/keys") { call in
            let rows = try Row.fetchAll(call.db, sql: "SELECT * FROM apiKey ORDER BY rowid")
            return .ok(["keys": .array(rows.map { json(APIKey($0)) })])
        },
        Route("POST", "/_sandbox/keys", addKey),
        Route("DELETE", "/_sandbox/keys/{id}") { call in
            let key = try APIKey.find(call.parameter("id"), call.db)
            try call.db.execute(
                literal: "UPDATE apiKey SET revokedAt = \(call.now) WHERE id = \(key.id)")
            return .ok(json(try APIKey.find(key.id, call.db)))
        },
        Route("POST", "/_sandbox/clock", advanceClock),
        Route("PATCH", "/_sandbox/settings", changeSettings),
    ]

    /// `spend` (elsewhere), `top_up`, `set` (the balance) or `reset: true` (a new month).
    private static func changeCredits(_ call: Call) throws -> Reply {
        let body = try call.body()
        let range = 0...1_000_000_000
        if let credits = try body.int("spend", in: range) {
            try Credits.charge(credits, kind: "elsewhere", call)
        } else if let credits = try body.int("top_up", in: range) {
            try Credits.topUp(credits, call)
        } else if let balance = try body.int("set", in: range) {
            let missing = balance - (try Workspace(call.db).balance)
            if missing < 0 { try Credits.charge(-missing, kind: "elsewhere", call) }
            if missing > 0 { try Credits.topUp(missing, call) }
        } else if try body.bool("reset") == true {
            try call.db.execute(literal: "UPDATE workspace SET periodEnd = \(call.now)")
            try Workspace.startNewMonth(call.db, now: call.now)
        } else {
            throw APIError.validation("One of spend, top_up, set, reset is needed")
        }
        return .ok(["balance": .int(try Workspace(call.db).balance)])
    }

    private static func addKey(_ call: Call) throws -> Reply {
        let body = try call.optionalBody()
        let scopes = try body.strings("scopes") ?? APIKey.allScopes
        guard scopes.allSatisfy(APIKey.allScopes.contains) else {
            throw APIError.validation("scopes must be among: read, write, ai")
        }
        let key = try APIKey.create(
            call.db, name: try body.string("name") ?? "Another key", scopes: scopes,
            expiresAt: try body.time("expires_at"),
            revokedAt: try body.bool("revoked") == true ? call.now : nil, now: call.now)
        return .created(json(key))
    }

    private static func json(_ key: APIKey) -> JSON {
        key.json.merging([
            "api_key": .string(key.secret), "revoked_at": Timestamp.json(key.revokedAt),
        ])
    }

    /// Forward only: the remote's time does not go back.
    private static func advanceClock(_ call: Call) throws -> Reply {
        let body = try call.body()
        guard let seconds = try body.number("advance_seconds"),
            (0...3_200_000_000).contains(seconds)
        else { throw APIError.validation("advance_seconds must be a number, 0 or more") }
        let step = Int64(seconds * 1000)
        try call.db.execute(literal: "UPDATE workspace SET clockOffset = clockOffset + \(step)")
        try Engine.letTimePass(call.db, now: call.now + step)
        return .ok(["now": Timestamp.json(call.now + step)])
    }

    private static func changeSettings(_ call: Call) throws -> Reply {
        let body = try call.body()
        var settings = call.settings
        settings.shape = try choice("shape", body) ?? settings.shape
        settings.limits = try choice("limits", body) ?? settings.limits
        settings.latency = try choice("latency", body) ?? settings.latency
        settings.charging = try choice("charging", body) ?? settings.charging
        if body.has("image_size") {
            settings.imageSize = try body.int("image_size", in: 1...8_192)
        }
        try settings.save(call.db)
        return .ok(settings.json)
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ body: Fields
    ) throws -> Choice? {
        try body.choice(name, of: Choice.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
    }
}
