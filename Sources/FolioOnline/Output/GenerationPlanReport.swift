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
        "\(what): \(price). \(balance) \(month)\(budgets)"
    }

    private var what: String {
        switch plan.request {
        case .image(_, let terms):
            return "\(counted(plan.count, "image")) by \(SafeText.line(terms.model)), "
                + terms.ratio.text
        case .captions(_, let terms):
            let place = terms.platform.map { " for \($0)" } ?? ""
            return "\(counted(terms.count, "caption"))\(place), \(terms.length), \(terms.tone)"
        }
    }

    func print(_ output: OutputOptions, _ library: Library) throws {
        let console = Runtime.current.console
        let posts = try library.postIDs(using: similar.map(\.item.id))
        let listing = SimilarListing(items: similar, posts: posts, zone: zone)
        if output.json {
            console.print(try json(similar: listing.json))
        } else {
            console.print(sentence)
            if !similar.isEmpty {
                console.print("Already paid for:")
                console.print(listing.table)
            }
        }
    }

    private func json(similar: [SimilarItemJSON]) throws -> String {
        switch plan.request {
        case .image(_, let terms):
            try JSONText.text(GenerationPlanJSON(plan, terms, similar: similar))
        case .captions(let topic, let terms):
            try JSONText.text(CaptionPlanJSON(plan, topic, terms))
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
