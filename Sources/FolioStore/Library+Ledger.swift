package import FolioModel
import GRDB

extension Library {
    /// How far the ledger has got: to be asked before the remote is asked for its balance.
    package func ledgerMark() throws -> LedgerMark {
        try read { db in
            LedgerMark(
                entry: try Self.last("ledgerEntry", in: db),
                reading: try Self.last("balanceObservation", in: db))
        }
    }

    /// Adds a reading of the remote's balance, and with one of `/me` the entries that it proves:
    /// top-ups, resets and corrections.
    ///
    /// `mark` was taken before the remote was asked. A reading during which the ledger went on
    /// is ambiguous: it is kept and shown, and proves nothing.
    package func observe(_ observation: BalanceObservation, since mark: LedgerMark? = nil) throws {
        try write { try Self.record(observation, since: mark, in: $0) }
    }

    /// The newest reading of the remote's balance; one that is ambiguous proves nothing and does
    /// not count.
    package func latestObservation() throws -> BalanceObservation? {
        try read { try Self.latestObservation(in: $0) }
    }

    /// The remote's monthly allowance in credits, as `/me` last told it; `nil` where unknown.
    package func latestAllowance() throws -> Int? {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT creditLimit FROM balanceObservation WHERE creditLimit IS NOT NULL
                    ORDER BY rowid DESC LIMIT 1
                    """)
        }
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

    static func latestObservation(in db: Database) throws -> BalanceObservation? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT remaining, used, creditLimit, bonus, periodEnd, source, at
                FROM balanceObservation WHERE NOT isAmbiguous ORDER BY rowid DESC LIMIT 1
                """)
        return row.map {
            BalanceObservation(
                remaining: $0[0], used: $0[1], limit: $0[2], bonus: $0[3],
                periodEnd: ($0[4] as Int64?).map(Timestamp.init(milliseconds:)),
                source: .init(rawValue: $0[5]) ?? .me, at: Timestamp(milliseconds: $0[6]))
        }
    }
}
