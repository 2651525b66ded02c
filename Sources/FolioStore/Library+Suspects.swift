package import FolioModel
import GRDB

/// An item that was missing where a listing should have shown it.
package struct Suspect: Hashable, Sendable {
    package enum State: String, Sendable {
        /// It is not known whether the remote has it.
        case missing
        /// It answered when it was asked for: it lives, and listings do not show it.
        case unlisted
    }

    package var itemID: MediaItem.ID
    package var mediaID: String
    package var state: State
    package var since: Timestamp
    /// When the remote first proved that it does not have it, and the number of that sync.
    package var notFoundAt: Timestamp?
    package var notFoundIn: Int?
    /// It is not asked for before.
    package var askAt: Timestamp
}

/// What asking for a suspect came to.
package enum SuspectOutcome: Hashable, Sendable {
    /// The remote does not have it: the first proof.
    case notFound(MediaItem.ID)
    /// The remote does not have it: the second proof.
    case gone(MediaItem.ID)
    /// The remote has it, and its listing did not show it; asked for again at that moment.
    case unlisted(MediaItem.ID, askAt: Timestamp)
}

extension Library {
    /// All suspects that may be asked for, oldest suspicion first, without those that an entry of
    /// the outbox is about to upload or to delete.
    package func suspects() throws -> [Suspect] {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT mediaItem.id, mediaItem.mediaId, suspect.state, since, notFoundAt,
                        notFoundIn, askAt
                    FROM suspect JOIN mediaItem ON mediaItem.rowid = suspect.item
                    WHERE mediaItem.mediaId IS NOT NULL
                        AND mediaItem.presence IN ('remote', 'both')
                        AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.item = suspect.item
                            AND action IN ('upload', 'deleteMedia')
                            AND outbox.state IN ('pending', 'sending'))
                    ORDER BY since, suspect.item
                    """)
            return try rows.map(Self.suspect).collect()
        }
    }

    /// How many items are missing from the listing and may be gone.
    package func missingCount() throws -> Int {
        try read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM suspect WHERE state = 'missing'") ?? 0
        }
    }

    /// Stores what a round of asking came to, in one transaction. An item that is gone keeps all
    /// that is known of it.
    package func settle(
        _ outcomes: [SuspectOutcome], sync: Int, now: Timestamp
    ) throws {
        guard !outcomes.isEmpty else { return }
        try write { db in
            for outcome in outcomes {
                switch outcome {
                case .notFound(let id):
                    try db.execute(
                        literal: """
                            UPDATE suspect SET state = 'missing',
                                notFoundAt = \(now.milliseconds), notFoundIn = \(sync)
                            WHERE item = (SELECT rowid FROM mediaItem WHERE id = \(id))
                            """)
                case .gone(let id):
                    try Self.markGone(suspect: id, in: db)
                case .unlisted(let id, let askAt):
                    try db.execute(
                        literal: """
                            UPDATE suspect SET state = 'unlisted', notFoundAt = NULL,
                                notFoundIn = NULL, askAt = \(askAt.milliseconds)
                            WHERE item = (SELECT rowid FROM mediaItem WHERE id = \(id))
                            """)
                }
            }
        }
    }

    /// Items that were not found once must be asked for twice again.
    package func forgetFirstProofs() throws {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE suspect SET notFoundAt = NULL, notFoundIn = NULL
                    WHERE notFoundAt IS NOT NULL
                    """)
        }
    }

    /// What came back since it was suspected is no suspect any more, and stays.
    private static func markGone(suspect id: MediaItem.ID, in db: Database) throws {
        let request: SQLRequest<Int64> = """
            SELECT item FROM suspect JOIN mediaItem ON mediaItem.rowid = suspect.item
            WHERE mediaItem.id = \(id)
            """
        guard let row = try request.fetchOne(db) else { return }
        try TextIndex(db: db).updating([row]) {
            try db.execute(
                literal: "UPDATE mediaItem SET presence = 'gone' WHERE rowid = \(row)")
        }
    }

    private static func suspect(_ row: Row) -> Suspect {
        Suspect(
            itemID: row[0], mediaID: row[1], state: .init(rawValue: row[2]) ?? .missing,
            since: Timestamp(milliseconds: row[3]),
            notFoundAt: (row[4] as Int64?).map(Timestamp.init(milliseconds:)), notFoundIn: row[5],
            askAt: Timestamp(milliseconds: row[6]))
    }
}
