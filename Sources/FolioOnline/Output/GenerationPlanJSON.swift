import FolioCLI
import FolioGeneration
import FolioModel

/// What `folio generate -n --json` prints.
struct GenerationPlanJSON: Encodable {
    var request: Request
    var price: PriceJSON

    struct Request: Encodable {
        var prompt: String
        var model: String
        var ratio: String
        var count: Int
        /// Items whose prompts are nearly the same.
        var similar: [SimilarItemJSON]
    }

    init(_ plan: GenerationPlan, _ terms: ImageTerms, similar: [SimilarItemJSON]) {
        request = Request(
            prompt: plan.request.text, model: terms.model, ratio: terms.ratio.text,
            count: plan.count, similar: similar)
        price = PriceJSON(plan)
    }

    func encode(to encoder: any Encoder) throws {
        try request.encode(to: encoder)
        try price.encode(to: encoder)
    }
}

/// What `folio caption -n --json` prints.
struct CaptionPlanJSON: Encodable {
    var terms: CaptionTermsJSON
    var price: PriceJSON

    init(_ plan: GenerationPlan, _ topic: CaptionTopic, _ terms: CaptionTerms) {
        self.terms = CaptionTermsJSON(topic: topic.text, terms)
        price = PriceJSON(plan)
    }

    func encode(to encoder: any Encoder) throws {
        try terms.encode(to: encoder)
        try price.encode(to: encoder)
    }
}

/// What paid calls will cost, and what is left for them.
struct PriceJSON: Encodable {
    var format_version = JSONText.formatVersion
    var dry_run = true
    @Nullable var credits: Int?
    @Nullable var max_credits: Int?
    @Nullable var balance: Int?
    @Nullable var balance_seen_at: String?
    @Nullable var balance_after: Int?
    var month_credits: Int
    var month_uncertain_credits: Int
    var budgets: [PlanBudgetJSON]

    init(_ plan: GenerationPlan) {
        credits = plan.totalCredits
        max_credits = plan.maximumCredits
        balance = plan.balance?.remaining
        balance_seen_at = plan.balance?.at.iso8601
        balance_after = plan.balanceAfter
        month_credits = plan.month.certain
        month_uncertain_credits = plan.month.uncertain + plan.month.unpriced
        budgets = plan.budgets.map { PlanBudgetJSON($0, leftAfter: plan.left(of: $0)) }
    }
}
