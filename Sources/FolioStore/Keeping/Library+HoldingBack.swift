import FolioModel
import GRDB

extension Library {
    /// Parks what waited in the copy from which this library was put back, where sending it again
    /// would publish again: nobody here knows what was sent since the copy was made.
    ///
    /// It happens before anything is sent, and once. Then each entry waits for a decision.
    package func holdBackCopiedEntries() throws {
        guard try state(.putBackThrough) != nil else { return }
        try write { try Self.holdBackCopiedEntries(in: $0) }
    }

    static func holdBackCopiedEntries(in db: Database) throws {
        guard let through = try state(.putBackThrough, in: db).flatMap(Int64.init) else { return }
        let waiting = try entries(where: "state = 'pending' AND id <= \(through)", in: db)
        for entry in waiting where entry.action.isSentOnce {
            try db.execute(
                literal: """
                    UPDATE outbox SET state = 'parked', settledAt = createdAt,
                        lastError = \(heldBack)
                    WHERE id = \(entry.id)
                    """)
        }
        try setState(.putBackThrough, to: nil, in: db)
    }

    private static let heldBack =
        "the library was put back from a copy; it may have been sent since the copy was made"

    /// Whether an entry has to be parked before anything is sent.
    static func isHeldBack(_ id: OutboxEntry.ID, in db: Database) throws -> Bool {
        guard let through = try state(.putBackThrough, in: db).flatMap(Int64.init), id <= through
        else { return false }
        return try entries(where: "id = \(id)", in: db).contains { $0.action.isSentOnce }
    }
}
