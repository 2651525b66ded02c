package import FolioModel
import GRDB

/// What a sync asks of the mirror.
extension Library {
    /// How many items the remote has ever been seen to have: no listing of it can be longer.
    package func mirroredCount() throws -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM mediaItem WHERE mediaId IS NOT NULL)
                        + (SELECT count(*) FROM forgottenItem)
                    """) ?? 0
        }
    }

    /// The remote's ids of these items; `""` where the remote has not seen one. Items that do not
    /// exist are left out.
    package func mediaIDs(of ids: [MediaItem.ID]) throws -> [MediaItem.ID: String] {
        try read { db in
            let request: SQLRequest<Row> = """
                SELECT id, ifnull(mediaId, '') FROM mediaItem
                WHERE id IN (SELECT value FROM json_each(\(try JSONColumn.text(ids))))
                """
            let rows = try Row.fetchAll(db, request)
            return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
        }
    }

    /// Which of these the mirror knows.
    package func knownMediaIDs(among ids: [String]) throws -> Set<String> {
        try read { db in
            let request: SQLRequest<String> = """
                SELECT mediaId FROM mediaItem
                WHERE mediaId IN (SELECT value FROM json_each(\(try JSONColumn.text(ids))))
                """
            return try Set(String.fetchAll(db, request))
        }
    }

    /// Whether one of these was in the mirror at `moment` already. An upload that was sent later
    /// was not, however long it had waited.
    package func hadMirrored(anyOf mediaIDs: [String], by moment: Timestamp) throws -> Bool {
        try read { db in
            let request: SQLRequest<Int> = """
                SELECT 1 FROM mediaItem
                WHERE mediaId IN (SELECT value FROM json_each(\(try JSONColumn.text(mediaIDs))))
                    AND addedAt <= \(moment.milliseconds)
                    AND rowid NOT IN (SELECT item FROM outbox WHERE action = 'upload'
                        AND item IS NOT NULL
                        AND ifnull(settledAt > \(moment.milliseconds), TRUE))
                LIMIT 1
                """
            return try request.fetchOne(db) != nil
        }
    }
}
