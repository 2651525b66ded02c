import FolioModel
import FolioRemote
import FolioStore

extension Generator {
    /// Checks and prices an order. Reads the library alone; nothing is sent or written.
    ///
    /// A balance that does not cover the price is no failure here, since it may have been topped
    /// up elsewhere; see ``confirmingBalance(of:)``.
    ///
    /// - Throws: ``GenerationError``, or an error of the library.
    package func plan(_ order: GenerationOrder) throws -> GenerationPlan {
        guard (1...GenerationPlan.largestCount).contains(order.count) else {
            throw GenerationError.badCount(order.count)
        }
        if let limit = order.maximumCredits, limit < 0 { throw GenerationError.badLimit(limit) }
        let now = time.now()
        let model = order.model ?? ModelCatalog.defaultModelName
        let plan = GenerationPlan(
            prompt: order.prompt, model: model,
            ratio: try ratio(order.ratio ?? ModelCatalog.defaultRatioText), count: order.count,
            tags: order.tags, creditsEach: try price(of: model, for: order),
            maximumCredits: order.maximumCredits, balance: try library.latestObservation(),
            month: MonthSoFar(try library.spendFacts(), now: now, utcOffset: utcOffset),
            plannedAt: now)
        if let price = plan.totalCredits, let limit = plan.maximumCredits, price > limit {
            throw GenerationError.overLimit(price: price, limit: limit)
        }
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
        guard let fresh = try await account().balance else { return plan }
        try library.observe(fresh)
        guard fresh.remaining >= price else {
            throw GenerationError.balanceTooLow(price: price, balance: fresh.remaining)
        }
        var plan = plan
        plan.balance = fresh
        return plan
    }

    private func price(of model: String, for order: GenerationOrder) throws -> Int? {
        if let known = catalog[model] { return known.credits }
        guard order.allowsAnyModel, !model.isEmpty else {
            let names = catalog.models.map(\.name)
            throw GenerationError.unknownModel(
                model, nearest: nearest(to: model, among: names), known: names)
        }
        guard let limit = order.maximumCredits else {
            throw GenerationError.priceUnknown(model: model)
        }
        // No image is free, so far as is known.
        guard limit >= 1 else { throw GenerationError.overLimit(price: 1, limit: limit) }
        return nil
    }

    private func ratio(_ text: String) throws -> AspectRatio {
        if let ratio = AspectRatio.named(text) { return ratio }
        throw GenerationError.unknownRatio(text, nearest: Self.nearestRatio(to: text))
    }

    /// By shape where the text is two numbers, such as `1920x1080`, else by spelling.
    static func nearestRatio(to text: String) -> String? {
        let sides = text.split { !$0.isNumber || !$0.isASCII }.compactMap { Double($0) }
        guard sides.count == 2, sides[0] > 0, sides[1] > 0 else {
            return nearest(to: text, among: AspectRatio.all.map(\.text))
        }
        let shape = sides[0] / sides[1]
        func distance(_ ratio: AspectRatio) -> Double {
            let other = Double(ratio.width) / Double(ratio.height)
            return max(shape / other, other / shape)
        }
        return AspectRatio.all.min { distance($0) < distance($1) }?.text
    }
}
