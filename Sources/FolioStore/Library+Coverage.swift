package import FolioModel
import GRDB

/// A range of the remote's listing that was compared with the mirror.
package struct AuditedRange: Hashable, Sendable {
    /// Items newer than this.
    package var oldest: Timestamp
    /// Items of this moment and older.
    package var newest: Timestamp

    package init(oldest: Timestamp, newest: Timestamp) {
        self.oldest = oldest
        self.newest = newest
    }
}

/// What reading the listing has shown, beyond the items on it.
package struct ListingEvidence: Sendable {
    /// Media ids that should have been shown, with their places.
    package var missing: [String: Timestamp]
    package var ranges: [AuditedRange]

    package init(missing: [String: Timestamp] = [:], ranges: [AuditedRange] = []) {
        self.missing = missing
        self.ranges = ranges
    }
}

extension Library {
    /// Stores evidence and how far the audit is, in one transaction; `nil` leaves the audit.
    ///
    /// Missing items are expected in the listing no more, and become suspects. One that was shown
    /// elsewhere meanwhile does not. Returns the new suspects.
    @discardableResult
    package func record(
        _ evidence: ListingEvidence, auditProgress: String?, now: Timestamp
    ) throws -> [MediaItem.ID] {
        try write { db in
            var suspects: [MediaItem.ID] = []
            for (mediaID, place) in evidence.missing {
                if let id = try Self.suspect(mediaID, at: place, now: now, in: db) {
                    suspects.append(id)
                }
            }
            for range in evidence.ranges { try Self.cover(range, now: now, in: db) }
            if let auditProgress {
                try Self.setState(.auditProgress, to: auditProgress, in: db)
            }
            return suspects
        }
    }

    /// Items that are believed to be on the remote and that no listing has ever shown, though it
    /// was read past their times: made here before `moment`, and not just about to be uploaded.
    /// Their creation lies between the two others; those are suspects from now on.
    package func suspectNeverListed(
        createdFrom oldest: Timestamp, through newest: Timestamp, addedBefore moment: Timestamp,
        now: Timestamp
    ) throws -> [MediaItem.ID] {
        let found = try neverListed(oldest, newest, moment)
        guard !found.isEmpty else { return [] }
        return try write { db in
            for row in found {
                try db.execute(
                    literal: """
                        INSERT OR IGNORE INTO suspect (item, state, since, askAt)
                        VALUES (\(row), 'missing', \(now.milliseconds), \(now.milliseconds))
                        """)
            }
            return try MediaItemRecord.ids(rows: found, in: db)
        }
    }

    /// What was compared, newest first, with the moment of each comparison.
    package func coverage() throws -> [(range: AuditedRange, at: Timestamp)] {
        try read { db in
            try Row.fetchCursor(
                db, sql: "SELECT oldest, newest, at FROM coverage ORDER BY oldest DESC"
            ).map { row in
                (
                    AuditedRange(
                        oldest: Timestamp(milliseconds: row[0]),
                        newest: Timestamp(milliseconds: row[1])),
                    Timestamp(milliseconds: row[2])
                )
            }.collect()
        }
    }

    private func neverListed(
        _ oldest: Timestamp, _ newest: Timestamp, _ moment: Timestamp
    ) throws -> [Int64] {
        try read { db in
            let request: SQLRequest<Int64> = """
                SELECT rowid FROM mediaItem
                WHERE rowid >= \(TimeOrderedRowID.lowest(for: oldest))
                    AND createdAt BETWEEN \(oldest.milliseconds) AND \(newest.milliseconds)
                    AND addedAt < \(moment.milliseconds) AND mediaId IS NOT NULL
                    AND presence IN ('remote', 'both')
                    AND rowid NOT IN (SELECT item FROM listedItem)
                    AND rowid NOT IN (SELECT item FROM suspect)
                    AND rowid NOT IN (SELECT item FROM outbox WHERE action = 'upload'
                        AND item IS NOT NULL
                        AND ifnull(settledAt >= \(moment.milliseconds), TRUE))
                """
            return try request.fetchAll(db)
        }
    }

    private static func suspect(
        _ mediaID: String, at place: Timestamp, now: Timestamp, in db: Database
    ) throws -> MediaItem.ID? {
        guard let row = try row(mediaID: mediaID, in: db) else { return nil }
        try db.execute(
            literal: """
                DELETE FROM listedItem WHERE item = \(row) AND createdAt = \(place.milliseconds)
                """)
        guard db.changesCount > 0 else { return nil }
        try db.execute(
            literal: """
                INSERT OR IGNORE INTO suspect (item, state, since, askAt)
                VALUES (\(row), 'missing', \(now.milliseconds), \(now.milliseconds))
                """)
        return try MediaItemRecord.ids(rows: [row], in: db).first
    }

    /// A new range takes the place of what older ones say about it.
    private static func cover(_ range: AuditedRange, now: Timestamp, in db: Database) throws {
        let (oldest, newest) = (range.oldest.milliseconds, range.newest.milliseconds)
        guard oldest < newest else { return }
        try db.execute(
            literal: """
                INSERT OR REPLACE INTO coverage (oldest, newest, at)
                SELECT \(newest), newest, at FROM coverage
                WHERE oldest < \(newest) AND newest > \(newest)
                """)
        try db.execute(
            literal: """
                UPDATE coverage SET newest = \(oldest)
                WHERE oldest < \(oldest) AND newest > \(oldest)
                """)
        try db.execute(
            literal: "DELETE FROM coverage WHERE oldest >= \(oldest) AND oldest < \(newest)")
        try db.execute(
            literal: """
                INSERT INTO coverage (oldest, newest, at)
                VALUES (\(oldest), \(newest), \(now.milliseconds))
                """)
    }
}
