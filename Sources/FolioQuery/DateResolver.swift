import FolioModel

/// Turns the dates of a query into times, for one moment and one time zone.
///
/// The zone comes in as a function, so that no time zone database is loaded where a fixed
/// offset will do. With a function that knows the zone's changes, days are as long as they
/// really are: 23 hours, 25 hours, or a day that begins at one o'clock.
package struct DateResolver {
    private let now: Int64
    private let offset: (Int64) -> Int

    /// - Parameters:
    ///   - now: milliseconds since 1970 UTC.
    ///   - offset: seconds east of UTC that the zone's clocks show, given milliseconds since
    ///     1970 UTC.
    package init(now: Int64, offset: @escaping (_ time: Int64) -> Int) {
        self.now = now
        self.offset = offset
    }

    /// The times that `range` holds. Empty where it ends before it begins.
    package func times(in range: DateRange) -> TimeRange {
        switch range {
        case .on(let endpoint): TimeRange(from: start(of: endpoint), until: end(of: endpoint))
        case .from(let endpoint): TimeRange(from: start(of: endpoint), until: nil)
        case .through(let endpoint): TimeRange(from: nil, until: end(of: endpoint))
        case .between(let first, let last):
            TimeRange(from: start(of: first), until: end(of: last))
        case .after(let endpoint): TimeRange(from: end(of: endpoint), until: nil)
        case .before(let endpoint): TimeRange(from: nil, until: start(of: endpoint))
        }
    }

    /// The first millisecond of the endpoint's span, since 1970 UTC.
    package func start(of endpoint: DateEndpoint) -> Int64 {
        switch endpoint {
        case .year(let year): start(ofDay: day(year, 1))
        case .month(let year, let month): start(ofDay: day(year, month))
        case .day(let date): start(ofDay: date.daysSince1970)
        case .moment(let moment): start(of: moment)
        case .daysAgo(let days): start(ofDay: today - days)
        case .monthsAgo(let months): start(ofDay: day(monthsAgo: months))
        }
    }

    /// The first millisecond after the endpoint's span, since 1970 UTC.
    package func end(of endpoint: DateEndpoint) -> Int64 {
        switch endpoint {
        case .year(let year): start(ofDay: day(year + 1, 1))
        case .month(let year, let month):
            start(ofDay: month == 12 ? day(year + 1, 1) : day(year, month + 1))
        case .day(let date): start(ofDay: date.daysSince1970 + 1)
        case .moment(let moment): start(of: moment) + moment.precision.milliseconds
        case .daysAgo(let days): start(ofDay: today - days + 1)
        case .monthsAgo(let months): start(ofDay: day(monthsAgo: months) + 1)
        }
    }

    /// The local day that `now` is in, as days after 1 January 1970.
    private var today: Int {
        Int((now + Int64(offset(now)) * 1_000).floorDivided(by: 86_400_000))
    }

    private func day(_ year: Int, _ month: Int) -> Int {
        // Every year and month that a query can name has a first day.
        CivilDate(year: year, month: month, day: 1)?.daysSince1970 ?? 0
    }

    private func day(monthsAgo months: Int) -> Int {
        CivilDate(daysSince1970: today).adding(months: -months).daysSince1970
    }

    private func start(ofDay day: Int) -> Int64 {
        time(atClock: Int64(day) * 86_400_000)
    }

    private func start(of moment: CivilMoment) -> Int64 {
        if let offset = moment.offset { return moment.clockMilliseconds - Int64(offset) * 1_000 }
        return time(atClock: moment.clockMilliseconds)
    }

    /// The first time at which the zone's clocks show `clock` or, where they skip it, the
    /// first after the skip.
    private func time(atClock clock: Int64) -> Int64 {
        let dayLength: Int64 = 86_400_000
        let candidates = [offset(clock - dayLength), offset(clock + dayLength)]
            .map { clock - Int64($0) * 1_000 }
            .sorted()
        let fitting = candidates.first { $0 + Int64(offset($0)) * 1_000 == clock }
        return fitting ?? firstTime(atOrAfterClock: clock, candidates[0], candidates[1])
    }

    /// Finds a forward change of the clocks between `early`, before it, and `late`, after it.
    private func firstTime(
        atOrAfterClock clock: Int64, _ early: Int64, _ late: Int64
    ) -> Int64 {
        var (before, found) = (early - 1, late)
        while found - before > 1 {
            let middle = before + (found - before) / 2
            if middle + Int64(offset(middle)) * 1_000 >= clock {
                found = middle
            } else {
                before = middle
            }
        }
        return found
    }
}

/// From a time on and until, not including, another: milliseconds since 1970 UTC, `nil` for
/// no limit.
package struct TimeRange: Hashable, Sendable {
    package let lower: Int64?
    package let upper: Int64?

    package init(from lower: Int64?, until upper: Int64?) {
        self.lower = lower
        self.upper = upper
    }

    /// Whether no time can be in it.
    package var isEmpty: Bool {
        if let lower, let upper { lower >= upper } else { false }
    }

    package func contains(_ time: Int64) -> Bool {
        (lower ?? .min) <= time && (upper.map { time < $0 } ?? true)
    }
}
