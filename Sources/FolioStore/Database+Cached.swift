import GRDB

extension Database {
    /// Runs a statement that is needed often: it is prepared once for a connection.
    func executeCached(literal: SQL) throws {
        try cachedStatement(literal: literal).execute()
    }

    /// Runs `body` in a transaction that waits for nobody.
    func reading<Value>(_ body: () throws -> Value) throws -> Value {
        try cachedStatement(sql: "BEGIN DEFERRED TRANSACTION").execute()
        do {
            let value = try body()
            try cachedStatement(sql: "COMMIT TRANSACTION").execute()
            return value
        } catch {
            // SQLite may have ended it already.
            if isInsideTransaction { try? rollback() }
            throw error
        }
    }
}
