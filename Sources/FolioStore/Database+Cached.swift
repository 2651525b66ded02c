import GRDB

extension Database {
    /// Runs a statement that is needed often: it is prepared once for a connection.
    func executeCached(literal: SQL) throws {
        try cachedStatement(literal: literal).execute()
    }
}
