package import FolioModel
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
        /// How many requests a minute the remote named in a reply last.
        case requestLimit
        /// How far the remote's clock was ahead, and when that was seen: both in milliseconds.
        case clockSkew
    }

    /// `nil` where the fact is not known.
    package func state(_ name: StateName) throws -> String? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT value FROM libraryState WHERE name = ?",
                arguments: [name.rawValue])
        }
    }

    /// `nil` forgets the fact.
    package func setState(_ name: StateName, to value: String?) throws {
        try write { try Self.setState(name, to: value, in: $0) }
    }

    static func setState(_ name: StateName, to value: String?, in db: Database) throws {
        guard let value else {
            try db.execute(
                sql: "DELETE FROM libraryState WHERE name = ?", arguments: [name.rawValue])
            return
        }
        try db.execute(
            sql: """
                INSERT INTO libraryState (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, arguments: [name.rawValue, value])
    }
}

extension Library {
    /// Requests that all processes of this library sent in the minute, hour and day before `now`.
    package func requestsSent(before now: Timestamp) throws -> (minute: Int, hour: Int, day: Int) {
        let minute = now.milliseconds.floorDivided(by: 60_000)
        return try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT ifnull(sum(CASE WHEN minute >= :now - 1 THEN requests END), 0),
                        ifnull(sum(CASE WHEN minute > :now - 60 THEN requests END), 0),
                        ifnull(sum(requests), 0)
                    FROM requestMinute WHERE minute > :now - 1440
                    """, arguments: ["now": minute])
            return (row?[0] ?? 0, row?[1] ?? 0, row?[2] ?? 0)
        }
    }

    /// Counts one request; what is older than a day is forgotten.
    package func recordRequest(at now: Timestamp) throws {
        let minute = now.milliseconds.floorDivided(by: 60_000)
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO requestMinute (minute, requests) VALUES (?, 1)
                    ON CONFLICT (minute) DO UPDATE SET requests = requests + 1
                    """, arguments: [minute])
            try db.execute(
                sql: "DELETE FROM requestMinute WHERE minute <= ?", arguments: [minute - 1_440])
        }
    }
}
