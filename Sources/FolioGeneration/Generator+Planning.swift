import FolioModel
import FolioRemote
import FolioStore

extension Generator {
    /// Checks and prices an order. Reads the library alone; nothing is sent or written.
    ///
    /// A balance that does not cover the price is no failure here, since it may have been topped
    /// up elsewhere; see ``confirmingBalance(of:)``.
    ///
    /// - Throws: ``GenerationError``, `ImageTermsError`, or an error of the library.
    package func plan(_ order: GenerationOrder) throws -> GenerationPlan {
        guard (1...GenerationPlan.largestCount).contains(order.count) else {
            throw GenerationError.badCount(order.count)
        }
        let terms = try ImageTerms(
            model: order.model, ratio: order.ratio, catalog: catalog,
            allowsAnyModel: order.allowsAnyModel, maximumCredits: order.maximumCredits)
        return try plan(
            .image(order.prompt, terms), count: order.count, tags: order.tags, entry: order.entry,
            maximumCredits: order.maximumCredits, ignoresBudgets: order.ignoresBudgets)
    }

    /// Checks and prices an order of captions, which is one call. Reads the library alone.
    ///
    /// - Throws: ``GenerationError`` or an error of the library.
    package func plan(_ order: CaptionOrder) throws -> GenerationPlan {
        try plan(
            .captions(order.topic, order.terms), maximumCredits: order.maximumCredits,
            ignoresBudgets: order.ignoresBudgets)
    }

    private func plan(
        _ request: PaidRequest, count: Int = 1, tags: [TagName] = [],
        entry: PlanEntry.ID? = nil, maximumCredits: Int?, ignoresBudgets: Bool
    ) throws -> GenerationPlan {
        if let limit = maximumCredits, limit < 0 { throw GenerationError.badLimit(limit) }
        let now = time.now()
        let plan = GenerationPlan(
            request: request, count: count, tags: tags, entry: entry,
            maximumCredits: maximumCredits, balance: try library.latestObservation(),
            month: try monthSoFar(now: now), budgets: try budgetStandings(now: now),
            ignoresBudgets: ignoresBudgets, plannedAt: now)
        // No call is free, so far as is known.
        if let limit = plan.maximumCredits, case let price = plan.totalCredits ?? 1, price > limit {
            throw GenerationError.overLimit(price: price, limit: limit)
        }
        try checkBudgets(of: plan)
        return plan
    }

    /// The plan with a balance that covers it, as far as anyone can tell.
    ///
    /// Where the last known balance is too low it is read again (`GET /me`) and written down. A
    /// key that may not read it, or a reply without it, leaves the decision to the remote.
    ///
    /// - Throws: ``GenerationError/balanceTooLow(price:balance:)``, a `RemoteError`,
    ///   `CancellationError`, or an error of the library. Nothing was paid then.
    package func confirmingBalance(of plan: GenerationPlan) async throws -> GenerationPlan {
        guard let price = plan.totalCredits, let known = plan.balance, known.remaining < price
        else { return plan }
        let mark = try library.ledgerMark()
        guard let fresh = try await account().balance else { return plan }
        try library.observe(fresh, since: mark)
        guard fresh.remaining >= price else {
            throw GenerationError.balanceTooLow(price: price, balance: fresh.remaining)
        }
        var plan = plan
        plan.balance = fresh
        return plan
    }
}
