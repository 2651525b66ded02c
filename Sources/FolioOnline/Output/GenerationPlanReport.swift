import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore

/// What an order will cost, before anything is paid.
struct GenerationPlanReport {
    let plan: GenerationPlan
    let zone: LocalZone
    /// Items whose prompts are nearly the same.
    var similar: [SimilarItem] = []

    /// `4 credits`, or `at most 4 credits` for a model without a known price.
    var price: String {
        if let total = plan.totalCredits { return counted(total, "credit") }
        return plan.maximumCredits.map { "at most \(counted($0, "credit"))" } ?? "an unknown price"
    }

    /// Price, balance afterwards, and the month so far.
    var sentence: String {
        let images = counted(plan.count, "image")
        let model = SafeText.line(plan.model)
        return "\(images) by \(model), \(plan.ratio.text): \(price). \(balance) \(month)\(budgets)"
    }

    func print(_ output: OutputOptions, _ library: Library) throws {
        let console = Runtime.current.console
        let posts = try library.postIDs(using: similar.map(\.item.id))
        let listing = SimilarListing(items: similar, posts: posts, zone: zone)
        if output.json {
            console.print(try JSONText.text(GenerationPlanJSON(plan, similar: listing.json)))
        } else {
            console.print(sentence)
            if !similar.isEmpty {
                console.print("Already paid for:")
                console.print(listing.table)
            }
        }
    }

    private var balance: String {
        guard let balance = plan.balance else { return "The balance is not known yet." }
        let seen = "\(balance.remaining) left (seen \(zone.minute(of: balance.at)))"
        return plan.balanceAfter.map { "Balance: \(seen), \($0) after." } ?? "Balance: \(seen)."
    }

    private var month: String {
        let month = plan.month
        var parts = ["This month so far: \(counted(month.certain, "credit"))"]
        let unsure = month.uncertain + month.unpriced
        if unsure > 0 { parts.append("\(unsure) uncertain") }
        if month.callsOfUnknownCost > 0 {
            parts.append("\(counted(month.callsOfUnknownCost, "call")) of unknown cost")
        }
        return parts.joined(separator: ", ") + "."
    }

    private var budgets: String {
        plan.budgets.map { standing in
            let budget = standing.budget
            let left = plan.left(of: standing).map { "\($0) left after" }
            return " The \(budget.period.adjective) budget of \(budget.credits): "
                + "\(left ?? "\(standing.left) left")."
        }.joined()
    }
}

/// What `folio generate -n --json` prints.
struct GenerationPlanJSON: Encodable {
    var format_version = JSONText.formatVersion
    var dry_run = true
    var prompt: String
    var model: String
    var ratio: String
    var count: Int
    @Nullable var credits: Int?
    @Nullable var max_credits: Int?
    @Nullable var balance: Int?
    @Nullable var balance_seen_at: String?
    @Nullable var balance_after: Int?
    var month_credits: Int
    var month_uncertain_credits: Int
    var budgets: [PlanBudgetJSON]
    /// Items whose prompts are nearly the same.
    var similar: [SimilarItemJSON]

    init(_ plan: GenerationPlan, similar: [SimilarItemJSON]) {
        self.similar = similar
        prompt = plan.prompt.text
        model = plan.model
        ratio = plan.ratio.text
        count = plan.count
        credits = plan.totalCredits
        max_credits = plan.maximumCredits
        balance = plan.balance?.remaining
        balance_seen_at = plan.balance?.at.iso8601
        balance_after = plan.balanceAfter
        month_credits = plan.month.certain
        month_uncertain_credits = plan.month.uncertain
        budgets = plan.budgets.map { PlanBudgetJSON($0, leftAfter: plan.left(of: $0)) }
    }
}
