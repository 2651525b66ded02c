import GRDB

/// A connected social account.
struct Account: Sendable {
    let id: Int
    let platform: String
    let name: String
    let platformAccountID: String
    /// `healthy`, `expired` or `unhealthy`.
    let health: String
    let canPost: Bool
    let isActive: Bool
    let needsReconnectionSince: Int64?
    /// Why posts to it fail, when the control route makes them fail.
    let failure: String?
    let createdAt: Int64

    init(_ row: Row) {
        id = row["id"]
        platform = row["platform"]
        name = row["name"]
        platformAccountID = row["platformAccountID"]
        health = row["health"]
        canPost = row["canPost"]
        isActive = row["isActive"]
        needsReconnectionSince = row["needsReconnectionSince"]
        failure = row["failure"]
        createdAt = row["createdAt"]
    }

    static func all(_ db: Database) throws -> [Account] {
        try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY id").map(Account.init)
    }

    static func find(_ id: Int, _ db: Database) throws -> Account? {
        try Row.fetchOne(db, literal: "SELECT * FROM account WHERE id = \(id)").map(Account.init)
    }

    /// Accounts 1 to 4, all healthy.
    static func createFirstFour(_ db: Database, now: Int64) throws {
        let accounts = [
            ("linkedin", "Folio Studio"), ("x", "foliostudio"), ("instagram", "folio.studio"),
            ("facebook", "Folio Studio Page"),
        ]
        for (platform, name) in accounts {
            try create(db, platform: platform, name: name, now: now)
        }
    }

    @discardableResult
    static func create(
        _ db: Database, platform: String, name: String, now: Int64
    ) throws -> Int {
        try db.execute(
            literal: """
                INSERT INTO account (platform, name, platformAccountID, health, canPost, isActive,
                    createdAt)
                VALUES (\(platform), \(name), \(Identifier.hex(12)), 'healthy', 1, 1, \(now))
                """)
        return Int(db.lastInsertedRowID)
    }

    var needsReconnection: Bool { needsReconnectionSince != nil }
}
