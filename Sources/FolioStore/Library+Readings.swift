import FolioModel
import GRDB

/// How readings of the balance are written: in their order among the entries, with what they
/// prove. All of it happens inside the transaction of a caller.
extension Library {
    /// The number of a table's last row; 0 where there is none.
    static func last(_ table: String, in db: Database) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT max(rowid) FROM \(table)")) ?? 0
    }

    /// Writes a reading that was asked for by itself.
    ///
    /// Two processes that see the same top-up write one entry: the second compares with what
    /// the first has written.
    static func record(
        _ observation: BalanceObservation, since mark: LedgerMark?, in db: Database
    ) throws {
        let entry = try last("ledgerEntry", in: db)
        let mark = try mark ?? LedgerMark(entry: entry, reading: last("balanceObservation", in: db))
        let isAmbiguous =
            try mark.entry < entry
            || isContradicted(observation.remaining, since: mark.reading, in: db)
        if observation.source == .me, !isAmbiguous {
            for change in try changes(to: observation, in: db) {
                try db.execute(
                    literal: """
                        INSERT INTO ledgerEntry (kind, credits, evidence, at)
                        VALUES (\(change.kind.rawValue), \(change.credits), \(change.evidence),
                            \(observation.at.milliseconds))
                        """)
            }
        }
        try insert(observation, beganAfter: mark.entry, isAmbiguous: isAmbiguous, in: db)
    }

    /// Writes the reading that the reply of a paid call held, behind that call's charge.
    static func record(
        _ observation: BalanceObservation, ofCall call: Int64, charge: Int, in db: Database
    ) throws {
        let began = try Int.fetchOne(
            db, sql: "SELECT afterReading FROM generation WHERE rowid = ?", arguments: [call])
        let isAmbiguous =
            try began.map {
                try isContradicted(observation.remaining, orBefore: charge, since: $0, in: db)
            } ?? false
        try insert(
            observation, beganAfter: try last("ledgerEntry", in: db), isAmbiguous: isAmbiguous,
            in: db)
    }

    /// Whether the remote was seen with another balance meanwhile: then nobody knows which of the
    /// two was the later one. The balance before our own `charge` is no contradiction.
    private static func isContradicted(
        _ remaining: Int, orBefore charge: Int = 0, since reading: Int, in db: Database
    ) throws -> Bool {
        let request: SQLRequest<Int> = """
            SELECT 1 FROM balanceObservation
            WHERE rowid > \(reading) AND NOT isAmbiguous
                AND remaining <> \(remaining) AND remaining - \(charge) <> \(remaining)
            LIMIT 1
            """
        return try request.fetchOne(db) != nil
    }

    private static func insert(
        _ observation: BalanceObservation, beganAfter entry: Int, isAmbiguous: Bool,
        in db: Database
    ) throws {
        try db.execute(
            literal: """
                INSERT INTO balanceObservation
                    (remaining, used, creditLimit, bonus, periodEnd, source, at,
                        beganAfterEntry, afterEntry, isAmbiguous)
                VALUES (\(observation.remaining), \(observation.used), \(observation.limit),
                    \(observation.bonus), \(observation.periodEnd?.milliseconds),
                    \(observation.source.rawValue), \(observation.at.milliseconds), \(entry),
                    \(try last("ledgerEntry", in: db)), \(isAmbiguous))
                """)
    }

    /// What a reading of `/me` proves, next to the last one that can be relied on.
    private static func changes(
        to observation: BalanceObservation, in db: Database
    ) throws -> [BalanceChange] {
        let readings = try Row.fetchAll(
            db,
            sql: """
                SELECT \(readingColumns) FROM balanceObservation
                WHERE NOT isAmbiguous AND rowid >= (SELECT max(rowid) FROM balanceObservation
                    WHERE source = 'me' AND NOT isAmbiguous)
                ORDER BY rowid
                """
        ).map(reading)
        guard var last = readings.first else { return [] }
        let old = last.observation
        var steps: [BalanceChange.Step] = []
        for reading in readings.dropFirst() {
            let spent = try ownSpending(behind: last, through: reading.afterEntry, in: db)
            steps.append(.init(remaining: reading.observation.remaining, spent: spent))
            last = reading
        }
        let spent = try ownSpending(behind: last, through: .max, in: db)
        steps.append(.init(remaining: observation.remaining, spent: spent))
        return BalanceChange.between(old, observation, steps: steps)
    }

    /// Charges less refunds of calls that began behind `reading`. A call from before may have
    /// moved the balance before it.
    private static func ownSpending(
        behind reading: BalanceReading, through last: Int, in db: Database
    ) throws -> Int {
        let request: SQLRequest<Int> = """
            SELECT -ifnull(sum(credits), 0) FROM ledgerEntry
            LEFT JOIN generation ON generation.rowid = ledgerEntry.generation
            WHERE ledgerEntry.rowid > \(reading.afterEntry) AND ledgerEntry.rowid <= \(last)
                AND ledgerEntry.kind IN ('charge', 'refund')
                AND ifnull(generation.afterReading, \(reading.number)) >= \(reading.number)
            """
        return try request.fetchOne(db) ?? 0
    }
}

extension Library {
    /// The columns that ``reading(_:)`` reads by position.
    static let readingColumns = """
        rowid, afterEntry, isAmbiguous, remaining, used, creditLimit, bonus, periodEnd, source, at
        """

    static func reading(_ row: Row) -> BalanceReading {
        BalanceReading(
            number: row[0], afterEntry: row[1], isAmbiguous: row[2],
            observation: BalanceObservation(
                remaining: row[3], used: row[4], limit: row[5], bonus: row[6],
                periodEnd: (row[7] as Int64?).map(Timestamp.init(milliseconds:)),
                source: .init(rawValue: row[8]) ?? .me, at: Timestamp(milliseconds: row[9])))
    }
}
