package import FolioModel

/// What a command is about to pay for, checked as far as this machine can tell.
///
/// Made by ``Generator/plan(_:)``; nothing has been sent or written when it exists.
package struct GenerationPlan: Hashable, Sendable {
    /// Images that one plan may have: far more than anyone waits for.
    package static let largestCount = 10_000
    /// Above it a price is only said to be at least so large; in credits.
    static let largestPrice = 1_000 * Budget.largest

    package let request: PaidRequest
    /// Calls to make, one image each, or all captions; at least 1.
    package let count: Int
    /// Tags that every image gets.
    package let tags: [TagName]
    /// The entry of the offline plan that this makes; `nil` for an order of the moment.
    package let entry: PlanEntry.ID?
    /// The most that the whole command may cost, in credits; `nil` for no limit.
    package let maximumCredits: Int?
    /// The last known balance; `nil` where none was ever seen.
    package internal(set) var balance: BalanceObservation?
    /// What this month has cost so far.
    package let month: SpentCredits
    /// The budgets that are set, with what their running periods have cost.
    package let budgets: [BudgetStanding]
    /// Whether this command may pass the budgets.
    package let ignoresBudgets: Bool
    package let plannedAt: Timestamp

    /// As the remote spells it; `nil` for captions.
    package var model: String? { request.imageTerms?.model }
    /// `nil` for captions.
    package var ratio: AspectRatio? { request.imageTerms?.ratio }
    /// List price of one call in credits; `nil` for a model that Folio does not know.
    package var creditsEach: Int? { request.price }

    /// List price of all calls in credits; `nil` where the price of one is unknown.
    package var totalCredits: Int? {
        // A configured price may be absurd; the sum then is too, without a trap.
        creditsEach.map {
            let (sum, overflow) = $0.multipliedReportingOverflow(by: count)
            return overflow ? Int.max : sum
        }
    }

    /// Credits that should be left afterwards; negative where the last known balance does not
    /// cover the price; `nil` where either is unknown.
    package var balanceAfter: Int? {
        guard let balance, let totalCredits else { return nil }
        return balance.remaining - totalCredits
    }

    /// What a budget should have left afterwards; negative where the price passes it; `nil`
    /// where the price is unknown.
    package func left(of standing: BudgetStanding) -> Int? {
        totalCredits.map { standing.left - min($0, Self.largestPrice) }
    }

    /// How long ago the balance was seen, by this machine's clock; never negative.
    package var balanceAge: Duration? {
        balance.map { max(.zero, plannedAt - $0.at) }
    }
}

/// What somebody asked for, not checked yet.
package struct GenerationOrder: Sendable {
    package var prompt: GenerationPrompt
    /// `nil` takes the remote's default.
    package var model: String?
    /// Such as `16:9`; `nil` takes the remote's default.
    package var ratio: String?
    package var count: Int
    package var tags: [TagName]
    /// Credits for the whole command.
    package var maximumCredits: Int?
    /// Whether a model that Folio does not know may be used; needs ``maximumCredits``.
    package var allowsAnyModel: Bool
    /// Whether this command may pass the budgets.
    package var ignoresBudgets: Bool
    /// The entry of the offline plan that it comes from; `nil` for an order of the moment.
    package var entry: PlanEntry.ID?

    package init(
        prompt: GenerationPrompt, model: String? = nil, ratio: String? = nil, count: Int = 1,
        tags: [TagName] = [], maximumCredits: Int? = nil, allowsAnyModel: Bool = false,
        ignoresBudgets: Bool = false, entry: PlanEntry.ID? = nil
    ) {
        self.prompt = prompt
        self.model = model
        self.ratio = ratio
        self.count = count
        self.tags = tags
        self.maximumCredits = maximumCredits
        self.allowsAnyModel = allowsAnyModel
        self.ignoresBudgets = ignoresBudgets
        self.entry = entry
    }
}
