package import FolioModel

/// What the calendar month of one moment has cost, and would cost at the same rate.
package struct SpendForecast: Hashable, Sendable {
    /// As `2026-04`.
    package let month: String
    /// The month's last day.
    package let end: CivilDate
    /// Credits that were certainly spent in the month so far.
    package let spent: Int
    /// Credits by the month's end at the rate so far; `nil` before its first whole day has passed.
    package let expected: Int?
    /// The month's limit in credits, where one is set.
    package let budget: Int?

    /// `spent` is what the month of `now` has cost until then.
    package init(
        spent: Int, now: Timestamp, calendar: ReportCalendar, budget: Int? = nil
    ) {
        let today = calendar.day(of: now)
        month = calendar.name(of: .month, containing: today)
        let start = calendar.start(of: .month, containing: today)
        end = calendar.next(of: .month, after: start).adding(days: -1)
        self.spent = spent
        self.budget = budget
        let days = Double(end.daysSince1970 - start.daysSince1970 + 1)
        let passed =
            Double(today.daysSince1970 - start.daysSince1970) + calendar.shareOfDay(at: now)
        expected = passed < 1 ? nil : Int((Double(spent) * days / passed).rounded())
    }
}
