package import FolioModel
import GRDB

extension Library {
    /// Adds a reading of the remote's balance.
    package func observe(_ observation: BalanceObservation) throws {
        try write { try Self.insert(observation, in: $0) }
    }

    /// The newest reading of the remote's balance.
    package func latestObservation() throws -> BalanceObservation? {
        try read { try Self.latestObservation(in: $0) }
    }

    /// All entries, oldest first.
    package func ledger() throws -> [LedgerEntry] {
        try read { db in
            try Row.fetchCursor(
                db,
                sql: """
                    SELECT ledgerEntry.kind, ledgerEntry.credits, mediaItem.id, generation.id,
                        ledgerEntry.evidence, ledgerEntry.at
                    FROM ledgerEntry
                    LEFT JOIN mediaItem ON mediaItem.rowid = ledgerEntry.item
                    LEFT JOIN generation ON generation.rowid = ledgerEntry.generation
                    ORDER BY ledgerEntry.at, ledgerEntry.rowid
                    """
            ).map {
                LedgerEntry(
                    kind: .init(rawValue: $0[0]) ?? .correction, credits: $0[1], itemID: $0[2],
                    generationID: $0[3], evidence: $0[4], at: Timestamp(milliseconds: $0[5]))
            }.collect()
        }
    }

    static func insert(_ observation: BalanceObservation, in db: Database) throws {
        try db.execute(
            literal: """
                INSERT INTO balanceObservation
                    (remaining, used, creditLimit, bonus, periodEnd, source, at)
                VALUES (\(observation.remaining), \(observation.used), \(observation.limit),
                    \(observation.bonus), \(observation.periodEnd?.milliseconds),
                    \(observation.source.rawValue), \(observation.at.milliseconds))
                """)
    }

    static func latestObservation(in db: Database) throws -> BalanceObservation? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT remaining, used, creditLimit, bonus, periodEnd, source, at
                FROM balanceObservation ORDER BY rowid DESC LIMIT 1
                """)
        return row.map {
            BalanceObservation(
                remaining: $0[0], used: $0[1], limit: $0[2], bonus: $0[3],
                periodEnd: ($0[4] as Int64?).map(Timestamp.init(milliseconds:)),
                source: .init(rawValue: $0[5]) ?? .me, at: Timestamp(milliseconds: $0[6]))
        }
    }
}
