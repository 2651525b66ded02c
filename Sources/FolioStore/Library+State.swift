import GRDB

extension Library {
    /// Facts about the library as a whole.
    package enum StateName: String, Sendable {
        /// Base URL and account that the library is pinned to, once it has seen one.
        case baseURL, account
        /// Posts changed up to here are known: milliseconds since 1970 by the remote's clock.
        case postsUpdatedAfter
        /// When the last whole sync ended, and how: milliseconds since 1970; a sentence.
        case lastSyncAt, lastSyncSummary
        /// When the last whole reading of the remote's media ended: milliseconds since 1970.
        case mediaReadToTheEnd
        /// How far the rolling audit of the remote's media is; JSON.
        case auditProgress
        /// How many syncs have looked for deletions.
        case syncNumber
        /// A search for deletions ran out of requests: the next one follows the push.
        case deletionSearchWasCut
        /// How far a reading of the remote's media had come when it was cut off: JSON.
        case mediaReading
        /// How far the remote's clock was ahead, and when that was seen: both in milliseconds.
        case clockSkew
        /// How far the remote's clock was ahead when the last sync began: milliseconds.
        case syncClockSkew
        /// How far the rowid of any item ever lay behind its second's: in rows, at least 8.
        case largestSlip
        /// When this library was put back from a copy: milliseconds since 1970. Missing where it
        /// was not, or where it only moved. No copy holds it.
        case putBackAt
        /// The last outbox entry of that copy, until a sync has parked what it must not send.
        case putBackThrough
        /// What of forgotten items is still to be cleared away: JSON.
        case erasedRemains
    }

    /// `nil` where the fact is not known.
    package func state(_ name: StateName) throws -> String? {
        try read { db in try Self.state(name, in: db) }
    }

    static func state(_ name: StateName, in db: Database) throws -> String? {
        try String.fetchOne(
            db,
            SQLRequest<String>(
                literal: "SELECT value FROM libraryState WHERE name = \(name.rawValue)",
                cached: true))
    }

    /// `nil` forgets the fact.
    package func setState(_ name: StateName, to value: String?) throws {
        try setStates([name: value])
    }

    /// All of them at once; `nil` forgets a fact.
    package func setStates(_ facts: [StateName: String?]) throws {
        try write { db in
            for (name, value) in facts { try Self.setState(name, to: value, in: db) }
        }
    }

    static func setState(_ name: StateName, to value: String?, in db: Database) throws {
        guard let value else {
            return try db.executeCached(
                literal: "DELETE FROM libraryState WHERE name = \(name.rawValue)")
        }
        try db.executeCached(
            literal: """
                INSERT INTO libraryState (name, value) VALUES (\(name.rawValue), \(value))
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """)
    }
}
