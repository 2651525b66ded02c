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
        /// Credits that the same keys certainly cost in the period before, where it is compared.
        package var previous: Int?
        /// Credits of all certain rows up to this one, where that was asked for.
        package var running: Int?
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
    /// Whether something is in more than one row, so that the rows add up to more than the total.
    package let isShared: Bool
    /// The total of the period before, where it is compared.
    package let previousTotal: Int?

    /// More empty rows than this are not added.
    static let emptyRowLimit = 10_000

    /// Whether nothing was spent, nor may have been.
    package var isEmpty: Bool {
        count == 0 && total == 0 && unknownCount == 0 && uncertainCount == 0
    }

    /// The groups whose values one charge can have several of.
    package var sharedGroups: [SpendGroup] { isShared ? groups.filter(\.isShared) : [] }
}

extension SpendReport {
    /// Sums spending, which comes in any order, into rows (``SpendTally``).
    package init(
        _ spending: [Spend], by groups: [SpendGroup], calendar: ReportCalendar,
        from first: CivilDate? = nil, through last: CivilDate? = nil
    ) {
        var tally = SpendTally(by: groups, calendar: calendar)
        spending.forEach { tally.add($0) }
        self = tally.report(from: first, through: last)
    }
}
