package import FolioModel
import GRDB

/// Which originals to fetch, and which could not be fetched.
extension Library {
    /// The longest that an original waits after a failure.
    private static let longestWait = Duration.seconds(86_400)

    /// Images of which the remote offers the file and none is held here, newest first, without
    /// those that failed and wait.
    package func itemsWithoutOriginal(
        madeHere: Bool, limit: Int, now: Timestamp
    ) throws -> [MediaItem] {
        // A clock that was wrong may have left a moment that never comes.
        let latest = now + Self.longestWait
        return try read { db in
            try MediaItemRecord.fetch(
                where: """
                    mediaItem.sha256 IS NULL AND mediaItem.url IS NOT NULL
                    AND mediaItem.kind = 'image'
                    AND mediaItem.presence = 'remote' AND mediaItem.state = 'ready'
                    AND (\(!madeHere) OR EXISTS
                        (SELECT 1 FROM generation WHERE generation.item = mediaItem.rowid))
                    AND NOT EXISTS (SELECT 1 FROM failedDownload
                        WHERE failedDownload.item = mediaItem.rowid
                            AND nextTry BETWEEN \(now.milliseconds + 1) AND \(latest.milliseconds))
                    """, limit: limit, in: db
            ).map(\.item)
        }
    }

    /// Lets an original wait that could not be fetched: 10 minutes, then twice as long after each
    /// failure, up to a day. Holding it ends that.
    package func recordFailedDownload(
        of id: MediaItem.ID, error: String, now: Timestamp
    ) throws {
        try write { db in
            let row = try Self.rowOfItem(id, in: db)
            let failures =
                try Int.fetchOne(
                    db, sql: "SELECT failures FROM failedDownload WHERE item = ?",
                    arguments: [row]) ?? 0
            let wait = min(Self.longestWait, .seconds(600 << min(failures, 8)))
            try db.execute(
                literal: """
                    INSERT INTO failedDownload (item, failures, nextTry, lastError)
                    VALUES (\(row), 1, \((now + wait).milliseconds), \(error))
                    ON CONFLICT (item) DO UPDATE SET failures = failures + 1,
                        nextTry = excluded.nextTry, lastError = excluded.lastError
                    """)
        }
    }
}
