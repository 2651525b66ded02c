package import FolioModel
import GRDB

extension Library {
    /// The budgets that are set: the day's, the week's, the month's.
    package func budgets() throws -> [Budget] {
        try read { try Self.budgets(in: $0) }
    }

    /// Sets budgets, or lifts those that are `nil`, all at once.
    package func setBudgets(_ budgets: [BudgetPeriod: Int?], now: Timestamp) throws {
        try write { db in
            for (period, credits) in budgets {
                guard let credits else {
                    try db.execute(
                        literal: "DELETE FROM budget WHERE period = \(period.rawValue)")
                    continue
                }
                try db.execute(
                    literal: """
                        INSERT INTO budget (period, credits, setAt)
                        VALUES (\(period.rawValue), \(credits), \(now.milliseconds))
                        ON CONFLICT (period) DO UPDATE
                        SET credits = excluded.credits, setAt = excluded.setAt
                        """)
            }
        }
    }

    /// What was spent, or may have been, within `times`: sums over indexes, however long the
    /// ledger is.
    package func spent(in times: Range<Timestamp>) throws -> SpentCredits {
        try read { try Self.spent(in: times, $0) }
    }

    /// Each budget with what its running period has cost, seen at one moment.
    ///
    /// `times` tells the running period of a kind.
    package func budgetStandings(
        _ times: (BudgetPeriod) -> Range<Timestamp>
    ) throws -> [BudgetStanding] {
        try read { db in
            try Self.budgets(in: db).map { budget in
                let times = times(budget.period)
                return BudgetStanding(
                    budget: budget, spent: try Self.spent(in: times, db), times: times)
            }
        }
    }

    private static func budgets(in db: Database) throws -> [Budget] {
        try Row.fetchAll(db, sql: "SELECT period, credits, setAt FROM budget").compactMap { row in
            BudgetPeriod(rawValue: row[0]).map {
                Budget(period: $0, credits: row[1], setAt: Timestamp(milliseconds: row[2]))
            }
        }.sorted { $0.period.order < $1.period.order }
    }

    private static func spent(
        in times: Range<Timestamp>, _ db: Database
    ) throws -> SpentCredits {
        let (from, until) = (times.lowerBound.milliseconds, times.upperBound.milliseconds)
        let certain: SQLRequest<Int> = """
            SELECT -ifnull(sum(credits), 0) FROM ledgerEntry
            WHERE at >= \(from) AND at < \(until) AND kind IN ('charge', 'refund')
            """
        // A call of unknown price cost something: no image is free, so far as is known.
        let uncertain: SQLRequest<Row> = """
            SELECT ifnull(sum(ifnull(expectedCredits, 1)), 0), count(*) - count(expectedCredits)
            FROM generation
            WHERE state IN ('sent', 'unknown') AND startedAt >= \(from) AND startedAt < \(until)
            """
        let unpriced: SQLRequest<Row> = """
            SELECT ifnull(sum(ifnull(expectedCredits, 1)), 0), count(*) FROM generation
            WHERE state = 'made' AND creditsUsed IS NULL
                AND settledAt >= \(from) AND settledAt < \(until)
                AND NOT EXISTS (SELECT 1 FROM ledgerEntry
                    WHERE ledgerEntry.generation = generation.rowid AND kind = 'charge')
            """
        let lost = try uncertain.fetchOne(db)
        let made = try unpriced.fetchOne(db)
        return SpentCredits(
            certain: try certain.fetchOne(db) ?? 0, uncertain: lost?[0] ?? 0,
            unpriced: made?[0] ?? 0, callsOfUnknownCost: (lost?[1] ?? 0) + (made?[1] ?? 0))
    }
}

extension BudgetPeriod {
    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
