package import FolioModel
import GRDB

/// What the remote's listing is expected to show, in its order: by the remote's own time.
extension Library {
    /// How many elements a listing of everything is expected to have.
    package func listedCount() throws -> Int {
        try read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT ifnull((SELECT sum(items) FROM listedDay), 0)
                            + ifnull((SELECT sum(elements) FROM listedUnreadable), 0)
                            + (SELECT count(*) FROM forgottenItem WHERE listedAt IS NOT NULL)
                        """)) ?? 0
        }
    }

    /// How many items a listing may show no more because entries of the outbox delete them.
    package func openDeletionCount() throws -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(DISTINCT outbox.item)
                    FROM outbox JOIN listedItem ON listedItem.item = outbox.item
                    WHERE action = 'deleteMedia' AND state IN ('pending', 'sending', 'parked')
                    """) ?? 0
        }
    }

    /// How many elements a listing is expected to show before those of `moment` and older.
    ///
    /// Days are counted whole, so that a million items take no longer than those of one day.
    package func listedCount(newerThan moment: Timestamp) throws -> Int {
        let day = moment.milliseconds.floorDivided(by: Self.day)
        let (end, isBeyond) = (day + 1).multipliedReportingOverflow(by: Self.day)
        return try read { db in
            let request = SQLRequest<Int>(
                literal: """
                    SELECT ifnull((SELECT sum(items) FROM listedDay WHERE day > \(day)), 0)
                        + (SELECT count(*) FROM listedItem WHERE createdAt > \(moment.milliseconds)
                            AND createdAt < \(isBeyond ? Int64.max : end))
                        + ifnull((SELECT sum(elements) FROM listedUnreadable
                            WHERE createdAt > \(moment.milliseconds)), 0)
                        + (SELECT count(*) FROM forgottenItem
                            WHERE listedAt > \(moment.milliseconds))
                    """, cached: true)
            return try request.fetchOne(db) ?? 0
        }
    }

    /// Media ids of items that a listing is expected to show, with their times there: newer than
    /// `oldest` and not newer than `newest`.
    package func listedPlaces(
        newerThan oldest: Timestamp, through newest: Timestamp
    ) throws -> [String: Timestamp] {
        try read { db in
            let request = SQLRequest<Row>(
                literal: """
                    SELECT mediaItem.mediaId, listedItem.createdAt
                    FROM listedItem JOIN mediaItem ON mediaItem.rowid = listedItem.item
                    WHERE listedItem.createdAt > \(oldest.milliseconds)
                        AND listedItem.createdAt <= \(newest.milliseconds)
                        AND mediaItem.mediaId IS NOT NULL
                    """, cached: true)
            var places: [String: Timestamp] = [:]
            let rows = try Row.fetchCursor(db, request)
            while let row = try rows.next() {
                places[row[0]] = Timestamp(milliseconds: row[1])
            }
            return places
        }
    }

    /// Remembers that so many elements that cannot be read stand between two moments of the
    /// listing, instead of what was remembered of that range before.
    package func placeUnreadable(
        _ count: Int, from oldest: Timestamp, through newest: Timestamp
    ) throws {
        let range = (oldest.milliseconds, newest.milliseconds)
        let isKnown = try read { db in
            let request = SQLRequest<Int>(
                literal: """
                    SELECT ifnull(sum(elements), 0) FROM listedUnreadable
                    WHERE createdAt BETWEEN \(range.0) AND \(range.1)
                    """, cached: true)
            return try request.fetchOne(db) == count
        }
        guard !isKnown else { return }
        try write { db in
            try db.execute(
                literal: """
                    DELETE FROM listedUnreadable WHERE createdAt BETWEEN \(range.0) AND \(range.1)
                    """)
            guard count > 0 else { return }
            try db.execute(
                literal: """
                    INSERT INTO listedUnreadable (createdAt, elements)
                    VALUES (\(range.0), \(count))
                    """)
        }
    }

    /// Expects an item at a place of the listing. Returns whether it had been missing.
    static func expect(_ row: Int64, at place: Timestamp, in db: Database) throws -> Bool {
        let known = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT createdAt FROM listedItem WHERE item = ?"),
            arguments: [row])
        guard known != place.milliseconds else { return false }
        try db.cachedStatement(
            sql: """
                INSERT INTO listedItem (item, createdAt) VALUES (?, ?)
                ON CONFLICT (item) DO UPDATE SET createdAt = excluded.createdAt
                """
        ).execute(arguments: [row, place.milliseconds])
        guard known == nil else { return false }
        try db.cachedStatement(sql: "DELETE FROM suspect WHERE item = ?")
            .execute(arguments: [row])
        return db.changesCount > 0
    }

    /// Milliseconds.
    private static let day: Int64 = 86_400_000
}
