package import FolioModel
import GRDB

/// Requests that all processes of a library sent lately, and what replies asked for.
package struct RequestRecord: Hashable, Sendable {
    /// In the minute before.
    package var minute: Int
    /// In the hour and the day before, counted by whole minutes: the window may be a minute longer
    /// than it says, never shorter.
    package var hour: Int
    package var day: Int
    /// The first request that still counts in its window; `nil` where there is none.
    package var oldestOfMinute: Timestamp?
    package var oldestOfHour: Timestamp?
    package var oldestOfDay: Timestamp?
    /// Those of the class that was asked about.
    package var ofClass: ClassCount?
    /// The requests a minute that a reply named last.
    package var limitNamedLast: Int?
    /// No request before this moment: a reply asked for it.
    package var closedUntil: Timestamp?
    /// How many requests a reply left, until its window ends.
    package var allowance: Allowance?

    /// Requests that have a limit of their own.
    package struct Class: Hashable, Sendable {
        package var name: String
        /// The span in which they are counted; at most an hour.
        package var window: Duration

        package init(name: String, window: Duration) {
            self.name = name
            self.window = window
        }
    }

    /// The requests of one class in its window.
    package struct ClassCount: Hashable, Sendable {
        package var count: Int
        package var oldest: Timestamp?
    }

    /// What the remote said remains.
    package struct Allowance: Hashable, Sendable {
        package var left: Int
        package var until: Timestamp

        package init(left: Int, until: Timestamp) {
            self.left = left
            self.until = until
        }
    }
}

extension Library {
    /// What was sent before `now`. Only reads.
    package func requests(before now: Timestamp) throws -> RequestRecord {
        try read { try Self.requests(before: now, in: $0) }
    }

    /// Counts one request at `now` if `decide` says so, in one transaction: no other process
    /// counts in between. Returns what `decide` returned; `nil` lets the request through.
    ///
    /// A clock that went back leaves requests in the future: they count as sent now.
    package func takeRequest<Wait>(
        at now: Timestamp, of kind: RequestRecord.Class? = nil,
        unless decide: (RequestRecord) throws -> Wait?
    ) throws -> Wait? {
        try write { db in
            try Self.bringBack(to: now, in: db)
            var record = try Self.requests(before: now, in: db)
            record.ofClass = try kind.map { try Self.count(of: $0, before: now, in: db) }
            if let wait = try decide(record) { return wait }
            try Self.recordRequest(at: now, in: db)
            if let kind { try Self.record(kind, at: now, in: db) }
            return nil
        }
    }

    /// Remembers what a reply asked of everyone who shares the key.
    ///
    /// The longer of two waits holds. `allowance` replaces the one before; `nil` leaves it.
    package func remember(
        limit: Int?, closedUntil: Timestamp?, allowance: RequestRecord.Allowance?, now: Timestamp
    ) throws {
        try write { db in
            if let limit, limit > 0 {
                try db.execute(
                    literal: "INSERT OR REPLACE INTO requestLimit VALUES (1, \(limit))")
            }
            if let closedUntil, closedUntil > now {
                try db.execute(
                    literal: """
                        INSERT INTO requestHold VALUES
                            ('closed', \(now.milliseconds), \(closedUntil.milliseconds), 0)
                        ON CONFLICT (kind) DO UPDATE SET
                            since = excluded.since, until = max(until, excluded.until)
                        """)
            }
            if let allowance, allowance.until > now {
                try db.execute(
                    literal: """
                        INSERT OR REPLACE INTO requestHold VALUES ('allowance',
                            \(now.milliseconds), \(allowance.until.milliseconds),
                            \(max(allowance.left, 0)))
                        """)
            }
        }
    }
}

extension Library {
    private static let minuteLength: Int64 = 60_000
    private static let hourLength: Int64 = 3_600_000

    private static func requests(before now: Timestamp, in db: Database) throws -> RequestRecord {
        let minute = now.milliseconds.floorDivided(by: minuteLength)
        let sent = try db.cachedStatement(
            sql: """
                SELECT ifnull(sum(CASE WHEN minute >= :minute - 60 THEN requests END), 0),
                    ifnull(sum(requests), 0),
                    min(CASE WHEN minute >= :minute - 60 AND requests > 0 THEN minute END),
                    min(CASE WHEN requests > 0 THEN minute END),
                    (SELECT count(*) FROM requestMoment WHERE at > :start),
                    (SELECT min(at) FROM requestMoment WHERE at > :start),
                    (SELECT perMinute FROM requestLimit)
                FROM requestMinute WHERE minute >= :minute - 1440
                """)
        let row = try Row.fetchOne(
            sent, arguments: ["minute": minute, "start": now.milliseconds - minuteLength])
        guard let row else { return RequestRecord(minute: 0, hour: 0, day: 0) }
        let holds = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT kind, since, until, requestsLeft FROM requestHold"))
        var record = RequestRecord(
            minute: row[4], hour: row[0], day: row[1],
            oldestOfMinute: (row[5] as Int64?).map(Timestamp.init(milliseconds:)),
            oldestOfHour: (row[2] as Int64?).map(endOfMinute),
            oldestOfDay: (row[3] as Int64?).map(endOfMinute), limitNamedLast: row[6])
        for hold in holds {
            let until = Timestamp(milliseconds: hold[2])
            // One from the future was written by a clock that has gone back since.
            guard until > now, (hold[1] as Int64) <= now.milliseconds else { continue }
            if hold[0] == "closed" {
                record.closedUntil = until
            } else {
                record.allowance = .init(left: hold[3], until: until)
            }
        }
        return record
    }

    private static func count(
        of kind: RequestRecord.Class, before now: Timestamp, in db: Database
    ) throws -> RequestRecord.ClassCount {
        let start = now - kind.window
        let sent = try db.cachedStatement(
            sql: "SELECT count(*), min(at) FROM requestOfClass WHERE class = ? AND at > ?")
        let row = try Row.fetchOne(sent, arguments: [kind.name, start.milliseconds])
        return RequestRecord.ClassCount(
            count: row?[0] ?? 0,
            oldest: (row?[1] as Int64?).map(Timestamp.init(milliseconds:)))
    }

    private static func record(
        _ kind: RequestRecord.Class, at now: Timestamp, in db: Database
    ) throws {
        try db.executeCached(
            literal: "DELETE FROM requestOfClass WHERE at <= \(now.milliseconds - hourLength)")
        try db.executeCached(
            literal: "INSERT INTO requestOfClass VALUES (\(kind.name), \(now.milliseconds))")
    }

    /// When the last request of a minute can have been sent: all of it has left the window only
    /// that much later.
    private static func endOfMinute(_ minute: Int64) -> Timestamp {
        Timestamp(milliseconds: (minute + 1) * minuteLength)
    }

    private static func recordRequest(at now: Timestamp, in db: Database) throws {
        let minute = now.milliseconds.floorDivided(by: minuteLength)
        try db.executeCached(
            literal: """
                INSERT INTO requestMinute (minute, requests) VALUES (\(minute), 1)
                ON CONFLICT (minute) DO UPDATE SET requests = requests + 1
                """)
        try db.executeCached(literal: "DELETE FROM requestMinute WHERE minute < \(minute - 1_440)")
        try db.executeCached(literal: "INSERT INTO requestMoment (at) VALUES (\(now.milliseconds))")
        try db.executeCached(
            literal: """
                DELETE FROM requestMoment WHERE at <= \(now.milliseconds - minuteLength)
                """)
        try db.executeCached(
            literal: """
                UPDATE requestHold SET requestsLeft = max(0, requestsLeft - 1)
                WHERE kind = 'allowance'
                """)
    }

    /// Moves what lies in the future to now, at the length that it had.
    private static func bringBack(to now: Timestamp, in db: Database) throws {
        let (time, minute) = (
            now.milliseconds, now.milliseconds.floorDivided(by: minuteLength)
        )
        try db.executeCached(
            literal: """
                UPDATE requestHold SET until = \(time) + until - since, since = \(time)
                WHERE since > \(time)
                """)
        try db.executeCached(literal: "UPDATE requestMoment SET at = \(time) WHERE at > \(time)")
        try db.executeCached(literal: "UPDATE requestOfClass SET at = \(time) WHERE at > \(time)")
        let later = try db.cachedStatement(
            sql: "SELECT sum(requests) FROM requestMinute WHERE minute > ?")
        let early = try Int.fetchOne(later, arguments: [minute])
        guard let early else { return }
        try db.executeCached(literal: "DELETE FROM requestMinute WHERE minute > \(minute)")
        try db.executeCached(
            literal: """
                INSERT INTO requestMinute (minute, requests) VALUES (\(minute), \(early))
                ON CONFLICT (minute) DO UPDATE SET requests = requests + excluded.requests
                """)
    }
}
