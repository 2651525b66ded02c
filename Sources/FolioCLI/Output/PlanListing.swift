package import FolioModel
import FolioStore

/// What `plan show` prints.
struct PlanListing {
    private let entries: [PlanEntry]
    private let price: PlanPrice
    private let zone: LocalZone

    init(_ library: Library, _ output: OutputOptions) throws {
        entries = try library.plan()
        let budgets = try BudgetSheet(library, output)
        price = PlanPrice(
            entries, catalog: try Settings(library: library.folder).models(),
            balance: try library.latestObservation(), budgets: budgets.standings)
        zone = budgets.zone
    }

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            return console.print(try JSONText.text(PlanJSON(entries, price: price)))
        }
        console.print(table)
        guard !output.quiet else { return }
        if entries.isEmpty { return console.printError("nothing is planned; folio plan add") }
        price.sentences(zone: zone).forEach(console.print)
    }

    private var table: TextTable {
        TextTable(
            columns: [
                .init("id"), .init("state"), .init("model"), .init("ratio"),
                .init("credits", .right), .init("prompt"),
            ],
            rows: entries.map { entry in
                let call = entry.generation
                let isStuck = [.settle, .drop].contains(entry.step)
                return [
                    StyledText(entry.id, .bold),
                    StyledText(entry.stateName, isStuck ? .warning : .dim),
                    StyledText(call.model ?? "–"), StyledText(call.ratio ?? "–"),
                    StyledText(call.expectedCredits.map(String.init) ?? "–"),
                    StyledText(call.prompt),
                ]
            }, showsTitles: !entries.isEmpty)
    }
}

extension PlanEntry {
    /// A word for people: `waits`, `made`, `unknown`, `refused` or `put_back`.
    var stateName: String {
        switch step {
        case .send: "waits"
        case .finish: "made"
        case .settle: "unknown"
        case .drop: isFromCopy ? "put_back" : "refused"
        }
    }
}

/// What a plan costs, against what there is.
package struct PlanPrice {
    /// Images that wait.
    package let waiting: Int
    /// List price of those that have one, in credits.
    package let credits: Int
    /// Images that wait and have no known price.
    package let unpriced: Int
    /// The last balance that was seen.
    package let balance: BalanceObservation?
    /// The budgets that are set.
    package let budgets: [BudgetStanding]

    /// At today's list prices.
    package init(
        _ entries: [PlanEntry], catalog: ModelCatalog, balance: BalanceObservation?,
        budgets: [BudgetStanding]
    ) {
        let waiting = entries.filter { $0.step == .send }
        self.waiting = waiting.count
        let prices = waiting.compactMap { entry in
            entry.generation.model.flatMap { catalog[$0]?.credits }
        }
        credits = prices.reduce(0, +)
        unpriced = waiting.count - prices.count
        self.balance = balance
        self.budgets = budgets
    }

    /// Credits missing from the balance; `nil` where nothing is missing or it is not known.
    package var missing: Int? {
        balance.flatMap { credits > $0.remaining ? credits - $0.remaining : nil }
    }

    /// Lines for people.
    package func sentences(zone: LocalZone) -> [StyledText] {
        var price = "\(counted(waiting, "image")): \(counted(credits, "credit"))"
        if unpriced > 0 { price += " and the unknown price of \(unpriced)" }
        var lines = [StyledText(price, .bold)]
        if let balance {
            let seen = "balance \(balance.remaining) (seen \(zone.minute(of: balance.at)))"
            lines.append(
                missing.map { StyledText("\(seen): \($0) too few", .warning) }
                    ?? StyledText("\(seen), \(balance.remaining - credits) after"))
        } else {
            lines.append(StyledText("the balance is not known yet"))
        }
        for standing in budgets {
            let left = standing.left - credits
            let name = "\(standing.budget.period.adjective) budget of \(standing.budget.credits)"
            lines.append(
                left < 0
                    ? StyledText("\(name): \(-left) over", .warning)
                    : StyledText("\(name): \(left) left after"))
        }
        return lines
    }
}
