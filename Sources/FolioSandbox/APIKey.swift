import GRDB

/// A key of the remote, kept with its secret because the sandbox prints it again.
struct APIKey: Sendable {
    static let allScopes = ["read", "write", "ai"]

    let id: String
    let secret: String
    let name: String
    let scopes: [String]
    let createdAt: Int64
    let lastUsedAt: Int64?
    let expiresAt: Int64?
    let revokedAt: Int64?

    init(_ row: Row) {
        id = row["id"]
        secret = row["secret"]
        name = row["name"]
        scopes = (row["scopes"] as String).split(separator: " ").map(String.init)
        createdAt = row["createdAt"]
        lastUsedAt = row["lastUsedAt"]
        expiresAt = row["expiresAt"]
        revokedAt = row["revokedAt"]
    }

    @discardableResult
    static func create(
        _ db: Database, name: String, scopes: [String], expiresAt: Int64? = nil,
        revokedAt: Int64? = nil, now: Int64
    ) throws -> APIKey {
        let id = Identifier.uuid()
        try db.execute(
            literal: """
                INSERT INTO apiKey (id, secret, name, scopes, createdAt, expiresAt, revokedAt)
                VALUES (\(id), \("pe_live_" + Identifier.hex(32)), \(name),
                    \(scopes.joined(separator: " ")), \(now), \(expiresAt), \(revokedAt))
                """)
        return try find(id, db)
    }

    /// The oldest key that still works, which the sandbox shows at its start.
    static func first(_ db: Database) throws -> APIKey {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM apiKey WHERE revokedAt IS NULL ORDER BY rowid LIMIT 1")
        guard let row else { throw APIError.notFound("API key") }
        return APIKey(row)
    }

    static func find(_ id: String, _ db: Database) throws -> APIKey {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM apiKey WHERE id = ?", arguments: [id])
        else { throw APIError.notFound("API key") }
        return APIKey(row)
    }

    /// The key in an `Authorization` header, if it works at `now`.
    static func authenticate(
        _ header: String?, _ db: Database, now: Int64
    ) throws -> APIKey {
        let parts = (header ?? "").split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw APIError.unauthorized("Missing API key: send Authorization: Bearer <key>")
        }
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM apiKey WHERE secret = ?", arguments: [String(parts[1])])
        guard let key = row.map(APIKey.init) else {
            throw APIError.unauthorized("Invalid API key")
        }
        if key.revokedAt != nil { throw APIError.unauthorized("This API key was revoked") }
        if let end = key.expiresAt, end <= now {
            throw APIError.unauthorized("This API key has expired")
        }
        try db.execute(
            literal: "UPDATE apiKey SET lastUsedAt = \(now) WHERE id = \(key.id)")
        return key
    }

    /// What `/me` shows, never the secret.
    var json: JSON {
        [
            "id": .string(id), "key_prefix": .string(String(secret.prefix(12))),
            "name": .string(name), "scopes": JSON(scopes),
            "last_used_at": Timestamp.json(lastUsedAt), "created_at": Timestamp.json(createdAt),
            "expires_at": Timestamp.json(expiresAt),
        ]
    }
}
