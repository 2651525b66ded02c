package import FolioModel
import GRDB

extension Library {
    /// All that an explanation of the balance starts from, read at one moment.
    package func ledgerFacts() throws -> LedgerFacts {
        try read { db in
            LedgerFacts(
                movements: try Self.movements(in: db), readings: try Self.readings(in: db),
                openCalls: try Self.openCalls(in: db))
        }
    }

    static func movements(in db: Database) throws -> [LedgerMovement] {
        try Row.fetchCursor(
            db,
            sql: """
                SELECT ledgerEntry.rowid, ledgerEntry.kind, ledgerEntry.credits, mediaItem.id,
                    generation.id, ledgerEntry.evidence, ledgerEntry.at, generation.kind,
                    generation.afterReading
                FROM ledgerEntry
                LEFT JOIN mediaItem ON mediaItem.rowid = ledgerEntry.item
                LEFT JOIN generation ON generation.rowid = ledgerEntry.generation
                ORDER BY ledgerEntry.rowid
                """
        ).map { row in
            LedgerMovement(
                number: row[0],
                entry: LedgerEntry(
                    kind: .init(rawValue: row[1]) ?? .correction, credits: row[2], itemID: row[3],
                    generationID: row[4], evidence: row[5], at: Timestamp(milliseconds: row[6])),
                call: (row[7] as String?).flatMap(Generation.Kind.init), afterReading: row[8])
        }.collect()
    }

    static func readings(in db: Database) throws -> [BalanceReading] {
        try Row.fetchCursor(
            db, sql: "SELECT \(readingColumns) FROM balanceObservation ORDER BY rowid"
        ).map(reading).collect()
    }

    private static func openCalls(in db: Database) throws -> [OpenCall] {
        try Row.fetchCursor(
            db,
            sql: """
                SELECT id, kind, expectedCredits, startedAt, afterReading FROM generation
                WHERE state IN ('sent', 'unknown') ORDER BY rowid
                """
        ).map { row in
            OpenCall(
                id: row[0], kind: .init(rawValue: row[1]) ?? .image, expectedCredits: row[2],
                startedAt: Timestamp(milliseconds: row[3]), afterReading: row[4])
        }.collect()
    }
}
