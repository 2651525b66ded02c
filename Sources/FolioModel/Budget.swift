/// The most that may be spent in a period, as the library's owner decided.
package struct Budget: Hashable, Sendable {
    /// More than anyone has, and far from where sums of credits overflow.
    package static let largest = 1_000_000_000_000

    package var period: BudgetPeriod
    /// 0 lets nothing be spent.
    package var credits: Int
    package var setAt: Timestamp

    package init(period: BudgetPeriod, credits: Int, setAt: Timestamp) {
        self.period = period
        self.credits = credits
        self.setAt = setAt
    }
}

/// What a period has cost so far.
package struct SpentCredits: Hashable, Sendable {
    /// Credits that the ledger proves, refunds taken off.
    package var certain: Int
    /// List price of calls of unknown outcome.
    package var uncertain: Int
    /// List price of what was made at an unknown cost.
    package var unpriced: Int
    /// Calls whose cost is not known, made ones and lost ones without a price.
    package var callsOfUnknownCost: Int

    package init(
        certain: Int = 0, uncertain: Int = 0, unpriced: Int = 0, callsOfUnknownCost: Int = 0
    ) {
        self.certain = certain
        self.uncertain = uncertain
        self.unpriced = unpriced
        self.callsOfUnknownCost = callsOfUnknownCost
    }

    /// What a budget counts: everything at its price, so that no limit is passed unnoticed.
    package var counted: Int { certain + uncertain + unpriced }
}

/// A budget and what its running period has cost.
package struct BudgetStanding: Hashable, Sendable {
    package var budget: Budget
    package var spent: SpentCredits
    /// The running period.
    package var times: Range<Timestamp>

    package init(budget: Budget, spent: SpentCredits, times: Range<Timestamp>) {
        self.budget = budget
        self.spent = spent
        self.times = times
    }

    /// Credits that may still be spent; negative where the limit is passed already.
    package var left: Int { budget.credits - spent.counted }
}
