package import FolioModel

/// Adds spending up, one by one, so that no list of it is ever held.
package struct SpendTally {
    private let groups: [SpendGroup]
    private let calendar: ReportCalendar
    private var table: SpendTable
    private var days: ClosedRange<CivilDate>?
    private var total = 0
    private var count = 0
    private var unknownCount = 0
    private var uncertainCount = 0
    private var uncertainCredits: Int? = 0
    private var previousTotal: Int?
    private var isShared = false

    /// Each group is named once, and the first one orders the rows.
    package init(by groups: [SpendGroup], calendar: ReportCalendar) {
        self.groups = groups
        self.calendar = calendar
        table = SpendTable(groups: groups, calendar: calendar)
    }

    package mutating func add(_ spend: Spend) {
        let day = calendar.day(of: spend.at)
        days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
        let places = table.add(spend, on: day)
        isShared = isShared || places > 1
        switch spend.certainty {
        case .certain:
            total += spend.credits ?? 0
            count += spend.count
        case .unknown: unknownCount += spend.count
        case .uncertain:
            uncertainCount += spend.count
            uncertainCredits = uncertainCredits.flatMap { sum in spend.credits.map { sum + $0 } }
        }
    }

    /// Adds spending of the period before, which is compared with the same day of this period:
    /// the one `length` days later. Only what is certain counts.
    package mutating func addPrevious(_ spend: Spend, length: Int) {
        guard spend.certainty == .certain, let credits = spend.credits else { return }
        previousTotal = (previousTotal ?? 0) + credits
        table.addPrevious(spend, on: calendar.day(of: spend.at).adding(days: length))
    }

    /// The report so far; the days to show are those of the spending where `first` and `last` do
    /// not say.
    ///
    /// With `comparing` a period before it is compared with, even where it has no spending.
    package func report(
        from first: CivilDate? = nil, through last: CivilDate? = nil, comparing: Bool = false,
        running: Bool = false
    ) -> SpendReport {
        var table = table
        let span = (first ?? days?.lowerBound).flatMap { from in
            (last ?? days?.upperBound).flatMap { from <= $0 ? from...$0 : nil }
        }
        let showsEmptyPeriods =
            span.map { table.addEmptyPeriods(in: $0, limit: SpendReport.emptyRowLimit) } ?? true
        var rows = table.sortedRows(comparing: comparing)
        if running { Self.addRunningTotals(to: &rows) }
        return SpendReport(
            groups: groups, rows: rows, total: total, count: count, unknownCount: unknownCount,
            uncertainCount: uncertainCount, uncertainCredits: uncertainCredits,
            showsEmptyPeriods: showsEmptyPeriods, isShared: isShared,
            previousTotal: comparing ? previousTotal ?? 0 : nil)
    }

    private static func addRunningTotals(to rows: inout [SpendReport.Row]) {
        var sum = 0
        for index in rows.indices where rows[index].certainty == .certain {
            sum += rows[index].credits ?? 0
            rows[index].running = sum
        }
    }
}
