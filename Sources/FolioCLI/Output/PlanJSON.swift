package import FolioModel
import FolioStore

/// An entry of the plan as JSON output shows it.
package struct PlanEntryJSON: Encodable, Sendable {
    package var id: String
    /// `waits`, `made`, `unknown`, `refused` or `put_back`.
    package var state: String
    package var prompt: String
    @Nullable package var model: String?
    @Nullable package var ratio: String?
    @Nullable package var credits: Int?
    package var tags: [String]
    package var albums: [String]
    @Nullable package var post: Post?
    /// The paid call that it stands for.
    package var generation: String
    /// The image, once it is made.
    @Nullable package var item: String?
    package var added_at: String
    /// Why it is as it is; `null` while it waits.
    @Nullable package var evidence: String?

    /// The post that is made of the image.
    package struct Post: Encodable, Sendable {
        package var text: String
        package var accounts: [Int]
        @Nullable package var scheduled_for: String?
        package var draft: Bool
    }

    package init(_ entry: PlanEntry) {
        self.init(entry, entry.generation)
    }

    private init(_ entry: PlanEntry, _ call: Generation) {
        id = entry.id
        state = entry.stateName
        prompt = call.prompt
        tags = call.tags
        albums = entry.albums
        generation = call.id
        added_at = entry.addedAt.iso8601
        model = call.model
        ratio = call.ratio
        credits = call.expectedCredits
        post = entry.post.map {
            Post(
                text: $0.content, accounts: $0.accountIDs, scheduled_for: $0.scheduledFor?.iso8601,
                draft: $0.isDraft)
        }
        item = call.itemID
        evidence = entry.reason
    }
}

/// The plan as JSON output shows it.
struct PlanJSON: Encodable {
    var format_version = JSONText.formatVersion
    var items: [PlanEntryJSON]
    var total: Int
    var truncated = false
    /// Images that wait.
    var waiting: Int
    /// Their list price together, those without one left out.
    var credits: Int
    var unpriced: Int
    @Nullable var balance: Int?
    /// Credits that the balance lacks; 0 where it covers the plan.
    @Nullable var missing: Int?
    var budgets: [PlanBudgetJSON]

    init(_ entries: [PlanEntry], price: PlanPrice) {
        items = entries.map(PlanEntryJSON.init)
        budgets = price.budgets.map { PlanBudgetJSON($0, leftAfter: $0.left - price.credits) }
        total = entries.count
        waiting = price.waiting
        credits = price.credits
        unpriced = price.unpriced
        balance = price.balance?.remaining
        missing = price.balance.map { _ in price.missing ?? 0 }
    }
}

/// A budget and what a plan would leave of it, as JSON output shows it.
package struct PlanBudgetJSON: Encodable, Sendable {
    /// `day`, `week` or `month`.
    package var period: String
    package var credits: Int
    package var left: Int
    /// `null` where the price is not known; negative where the budget would be passed.
    @Nullable package var left_after: Int?

    package init(_ standing: BudgetStanding, leftAfter: Int?) {
        period = standing.budget.period.rawValue
        credits = standing.budget.credits
        left = standing.left
        left_after = leftAfter
    }
}

/// What was added to the plan.
struct PlanAddition {
    let entries: [PlanEntry]
    var isDryRun = false
    /// Images that would be added.
    var planned = 0

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            return console.print(
                try JSONText.text(
                    PlanAdditionJSON(
                        items: entries.map(PlanEntryJSON.init), dry_run: isDryRun,
                        images: isDryRun ? planned : entries.count)))
        }
        guard !output.quiet else { return }
        guard !isDryRun else {
            return console.print("\(counted(planned, "image")) would be planned")
        }
        for entry in entries.prefix(10) {
            console.print("\(entry.id)  \(SafeText.line(entry.generation.prompt))")
        }
        if entries.count > 10 { console.print("and \(entries.count - 10) more") }
        console.print("\(counted(entries.count, "image")) planned; folio plan run")
    }
}

/// What `plan add` and `plan import` answer.
struct PlanAdditionJSON: Encodable {
    var format_version = JSONText.formatVersion
    var items: [PlanEntryJSON]
    var dry_run: Bool
    var images: Int
}
