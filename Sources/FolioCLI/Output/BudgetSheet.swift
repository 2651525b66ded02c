import FolioModel
import FolioStore

/// The budgets and what is left of them: what `budget` prints.
struct BudgetSheet {
    let standings: [BudgetStanding]
    let zone: LocalZone

    /// As they stand now, in the zone and with the weeks that the settings name.
    init(_ library: Library, _ output: OutputOptions) throws {
        let zone = try output.zone(library: library.folder)
        let isSunday = try Settings(library: library.folder).weekStart() == .sunday
        let now = Runtime.current.now()
        self.zone = zone
        standings = try library.budgetStandings {
            $0.times(around: now, weekStartsOnSunday: isSunday, utcOffset: zone.utcOffset)
        }
    }

    var table: TextTable {
        TextTable(
            columns: [
                .init("budget"), .init("credits", .right), .init("spent", .right),
                .init("uncertain", .right), .init("left", .right), .init("since"),
            ],
            rows: standings.map { standing in
                let spent = standing.spent
                return [
                    StyledText(standing.budget.period.adjective),
                    StyledText(String(standing.budget.credits)), StyledText(String(spent.certain)),
                    StyledText(String(spent.uncertain + spent.unpriced)),
                    StyledText(String(standing.left), standing.left > 0 ? .plain : .warning),
                    StyledText(zone.day(of: standing.times.lowerBound)),
                ]
            }, showsTitles: !standings.isEmpty)
    }

    /// Says how the budgets are behind a change.
    func printChange(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(json))
        } else if !output.quiet {
            console.print(table)
            if standings.isEmpty { console.print("no budget is set") }
        }
    }

    var json: ListJSON<BudgetJSON> {
        ListJSON(
            items: standings.map(BudgetJSON.init), total: standings.count, truncated: false)
    }
}

/// A budget as JSON output shows it.
struct BudgetJSON: Encodable {
    /// `day`, `week` or `month`.
    var period: String
    var credits: Int
    var set_at: String
    /// Certainly spent in the running period.
    var spent: Int
    /// List price of what may have been charged, or was at an unknown cost.
    var uncertain_credits: Int
    /// Negative where the limit is passed.
    var left: Int
    var from: String
    var until: String

    init(_ standing: BudgetStanding) {
        period = standing.budget.period.rawValue
        credits = standing.budget.credits
        set_at = standing.budget.setAt.iso8601
        spent = standing.spent.certain
        uncertain_credits = standing.spent.uncertain + standing.spent.unpriced
        left = standing.left
        from = standing.times.lowerBound.iso8601
        until = standing.times.upperBound.iso8601
    }
}
