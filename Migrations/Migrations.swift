/// One step of the schema's history.
package struct Migration: Sendable {
    /// The SQL file's name without its ending; recorded in the library once applied.
    package let name: String

    /// The UTF-8 text of the file.
    package let sql: String

    init(_ name: String, _ sql: [UInt8]) {
        self.name = name
        self.sql = String(decoding: sql, as: UTF8.self)
    }
}

/// Every step, oldest first.
///
/// Add to the end. A released step never changes.
package let allMigrations: [Migration] = []
