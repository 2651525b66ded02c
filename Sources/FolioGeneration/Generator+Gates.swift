package import FolioModel
import FolioRemote
import FolioStore

/// The gates before spending that are kept in the library: its budgets.
extension Generator {
    /// Each budget with what its running period has cost.
    package func budgetStandings(now: Timestamp) throws -> [BudgetStanding] {
        try library.budgetStandings { times(of: $0, around: now) }
    }

    /// What this month has cost so far.
    func monthSoFar(now: Timestamp) throws -> SpentCredits {
        try library.spent(in: times(of: .month, around: now))
    }

    /// Refuses a whole plan before anyone is asked and anything is sent.
    ///
    /// - Throws: ``GenerationError/overBudget(_:price:)``.
    func checkBudgets(of plan: GenerationPlan) throws(GenerationError) {
        guard !plan.ignoresBudgets else { return }
        // Without a list price it may cost as much as the command allows.
        let price = plan.totalCredits ?? plan.maximumCredits ?? 1
        try Self.check(plan.budgets, price: price)
    }

    /// Refuses the next image of a plan: another process may have spent meanwhile.
    ///
    /// Only the holder of `paid.lock` may rely on it, until it has written its journal row.
    func checkBudgetsAgain(for plan: GenerationPlan, _ outcome: GenerationOutcome) throws {
        guard !plan.ignoresBudgets else { return }
        try Self.check(
            budgetStandings(now: time.now()), price: Self.nextPrice(of: plan, outcome))
    }

    /// List price of the next image; for a model without one the dearest charge so far, and 1
    /// before the first, since no image is free so far as is known.
    static func nextPrice(of plan: GenerationPlan, _ outcome: GenerationOutcome) -> Int {
        plan.creditsEach ?? outcome.made.compactMap(\.creditsUsed).reduce(1) { max($0, $1) }
    }

    private static func check(_ budgets: [BudgetStanding], price: Int) throws(GenerationError) {
        // An image that costs nothing passes no limit; an absurd price must not overflow.
        guard price > 0 else { return }
        let price = min(price, GenerationPlan.largestPrice)
        for standing in budgets where standing.left < price {
            throw .overBudget(standing, price: price)
        }
    }

    private func times(of period: BudgetPeriod, around now: Timestamp) -> Range<Timestamp> {
        period.times(around: now, weekStartsOnSunday: weekStartsOnSunday, utcOffset: utcOffset)
    }
}
