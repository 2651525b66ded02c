package import FolioModel

/// Where credits went: rows by day, model and the like, with what is not known apart.
package struct SpendReport: Hashable, Sendable {
    /// What was spent under one set of keys, of one certainty.
    package struct Row: Hashable, Sendable {
        /// One for each group of the report, in its order; `nil` where unknown or without a tag.
        package var keys: [String?]
        package var certainty: Spend.Certainty
        /// How many charges or calls; refunds do not count.
        package var count: Int
        /// Credits spent; what it may have cost where it is uncertain; `nil` where unknown.
        package var credits: Int?
    }

    package let groups: [SpendGroup]
    package let rows: [Row]
    /// Credits that were certainly spent. An item with two tags counts once.
    package let total: Int
    package let count: Int
    /// Charges whose amount is not known.
    package let unknownCount: Int
    /// Calls whose outcome is not known.
    package let uncertainCount: Int
    /// What those calls may have cost; `nil` where one of them has no known price.
    package let uncertainCredits: Int?
    /// Whether periods without spending were added as rows.
    package let showsEmptyPeriods: Bool

    /// More empty rows than this are not added.
    static let emptyRowLimit = 10_000

    /// Sums spending, which comes in any order, into rows.
    ///
    /// Each group is named once, and the first one orders the rows. The days to show are those of
    /// the spending where `first` and `last` do not say.
    package init(
        _ spending: [Spend], by groups: [SpendGroup], calendar: ReportCalendar,
        from first: CivilDate? = nil, through last: CivilDate? = nil
    ) {
        self.groups = groups
        let certain = spending.filter { $0.certainty == .certain }
        let uncertain = spending.filter { $0.certainty == .uncertain }
        total = certain.reduce(0) { $0 + ($1.credits ?? 0) }
        count = certain.count { ($0.credits ?? 0) >= 0 }
        unknownCount = spending.count { $0.certainty == .unknown }
        uncertainCount = uncertain.count
        uncertainCredits = uncertain.reduce(0) { sum, spend in
            sum.flatMap { sum in spend.credits.map { sum + $0 } }
        }
        var table = SpendTable(groups: groups, calendar: calendar)
        spending.forEach { table.add($0) }
        let days = spending.map { calendar.day(of: $0.at) }
        let span = (first ?? days.min()).flatMap { from in
            (last ?? days.max()).flatMap { from <= $0 ? from...$0 : nil }
        }
        showsEmptyPeriods =
            span.map { table.addEmptyPeriods(in: $0, limit: Self.emptyRowLimit) } ?? true
        rows = table.sortedRows()
    }
}
