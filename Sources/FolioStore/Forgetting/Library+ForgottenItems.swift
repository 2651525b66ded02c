package import FolioModel
import GRDB

/// Items that were forgotten and that the remote may still list: they are no items here, and take
/// up places of its listing all the same.
extension Library {
    /// How many of the remote's items were forgotten here.
    package func forgottenCount() throws -> Int {
        try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM forgottenItem") ?? 0 }
    }

    /// Whether the remote's item was forgotten here. A listing that shows it tells its place.
    static func isForgotten(
        _ mediaID: String, listedAt place: Timestamp?, in db: Database
    ) throws -> Bool {
        let found = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT listedAt FROM forgottenItem WHERE mediaId = ?"),
            arguments: [mediaID])
        guard let found else { return false }
        if let place, found[0] as Int64? != place.milliseconds {
            try db.cachedStatement(sql: "UPDATE forgottenItem SET listedAt = ? WHERE mediaId = ?")
                .execute(arguments: [place.milliseconds, mediaID])
        }
        return true
    }

    /// Expects no forgotten item between two moments of the listing but those that were shown
    /// there: the remote has the others no more.
    package func placeForgotten(
        shown: Set<String>, newerThan oldest: Timestamp, olderThan newest: Timestamp
    ) throws {
        let missing = try read { db in
            let request = SQLRequest<String>(
                literal: """
                    SELECT mediaId FROM forgottenItem
                    WHERE listedAt > \(oldest.milliseconds) AND listedAt < \(newest.milliseconds)
                    """, cached: true)
            return try request.fetchAll(db).filter { !shown.contains($0) }
        }
        guard !missing.isEmpty else { return }
        try write { db in
            try db.execute(
                literal: """
                    UPDATE forgottenItem SET listedAt = NULL
                    WHERE mediaId IN (SELECT value FROM json_each(\(try JSONColumn.text(missing))))
                    """)
        }
    }
}
