import FolioCredits
import FolioModel
import FolioQuery
import FolioStore

/// The days that a report is about.
struct SpendPeriod {
    let times: TimeRange
    let calendar: ReportCalendar
    let resolver: DateResolver
    let now: Timestamp

    var today: CivilDate { calendar.day(of: now) }

    var first: CivilDate? {
        times.lower.map { calendar.day(of: Timestamp(milliseconds: $0)) }
    }

    var last: CivilDate? {
        times.upper.map { calendar.day(of: Timestamp(milliseconds: $0 - 1)) }
    }

    /// Whether a chart of its days would have too many bars.
    var isLong: Bool {
        guard let first else { return true }
        return (last ?? today).daysSince1970 - first.daysSince1970 > 92
    }

    var holdsThisMonth: Bool {
        times.contains(now.milliseconds)
            && (times.lower ?? .min) <= thisMonth.lower ?? .max
    }

    /// From the first moment of this month to its end.
    var thisMonth: TimeRange {
        resolver.times(in: .on(.month(year: today.year, month: today.month)))
    }

    /// As many days as this period has, right before it, and their number.
    func previous() -> (times: TimeRange, length: Int)? {
        guard let first else { return nil }
        let length = (last ?? max(today, first)).daysSince1970 - first.daysSince1970 + 1
        let times = resolver.times(
            in: .between(.day(first.adding(days: -length)), .day(first.adding(days: -1))))
        return (times, length)
    }
}

/// Reads spending from the kept sums where they tell enough, else from the ledger.
struct SpendReader {
    let library: Library
    /// `nil` for everything.
    let itemIDs: Set<MediaItem.ID>?
    let zone: LocalZone
    let now: Timestamp

    func report(
        by groups: [SpendGroup], in period: SpendPeriod, comparing: Bool = false,
        running: Bool = false
    ) throws -> SpendReport {
        var tally = SpendTally(by: groups, calendar: period.calendar)
        try read(period.times, for: groups) { tally.add($0) }
        if comparing, let previous = period.previous() {
            try read(previous.times, for: groups) {
                tally.addPrevious($0, length: previous.length)
            }
        }
        return tally.report(
            from: period.first, through: period.last, comparing: comparing, running: running)
    }

    func published(in period: SpendPeriod, total: Int) throws -> PublishedCost {
        let costs = try library.publishedCosts(in: period.times).filter {
            itemIDs?.contains($0.key) ?? true
        }
        return PublishedCost(
            items: costs.count, credits: costs.values.reduce(0, +), total: total)
    }

    /// What this month has cost, and would at the same rate.
    func forecast(in period: SpendPeriod) throws -> SpendForecast {
        var spent = 0
        try read(period.thisMonth, for: []) {
            if $0.certainty == .certain { spent += $0.credits ?? 0 }
        }
        let budget = try library.budgets().first { $0.period == .month }
        return SpendForecast(
            spent: spent, now: now, calendar: period.calendar, budget: budget?.credits)
    }

    private func read(
        _ times: TimeRange, for groups: [SpendGroup], _ body: (Spend) -> Void
    ) throws {
        let facets = Set(groups.compactMap(\.facet))
        let isWhole = [times.lower, times.upper].allSatisfy {
            ($0 ?? 0) % Library.rollupSpan == 0
        }
        if itemIDs == nil, facets.isEmpty, isWhole {
            try library.spendSums(in: times, utcOffset: zone.utcOffset, body)
        } else {
            try library.forEachSpend(
                with: facets, of: itemIDs, in: times, now: now, body)
        }
    }
}
