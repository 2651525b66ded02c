/// The stretch of time that a budget is for.
package enum BudgetPeriod: String, Sendable, CaseIterable {
    case day, week, month

    /// As people say it: `daily`.
    package var adjective: String {
        switch self {
        case .day: "daily"
        case .week: "weekly"
        case .month: "monthly"
        }
    }

    /// The local day, week or month that `now` is in.
    ///
    /// `utcOffset` tells the seconds that the zone is ahead of UTC at a moment. A day ends where
    /// the zone's clocks show the next one, so it may have 23 or 25 hours.
    package func times(
        around now: Timestamp, weekStartsOnSunday: Bool = false, utcOffset: (Timestamp) -> Int
    ) -> Range<Timestamp> {
        let today = Self.day(of: now, utcOffset)
        let first: CivilDate
        let next: CivilDate
        switch self {
        case .day: (first, next) = (today, today.adding(days: 1))
        case .week:
            first = today.adding(days: -((today.weekday - (weekStartsOnSunday ? 7 : 1) + 7) % 7))
            next = first.adding(days: 7)
        case .month:
            first = today.adding(days: 1 - today.day)
            next = first.adding(months: 1)
        }
        let start = Self.start(of: first, utcOffset)
        return start..<max(start, Self.start(of: next, utcOffset))
    }

    private static func day(of moment: Timestamp, _ utcOffset: (Timestamp) -> Int) -> CivilDate {
        let local = moment.milliseconds + Int64(utcOffset(moment)) * 1_000
        return CivilDate(daysSince1970: Int(local.floorDivided(by: 86_400_000)))
    }

    /// The first moment at which the zone's clocks show `day` or a later one.
    private static func start(
        of day: CivilDate, _ utcOffset: (Timestamp) -> Int
    ) -> Timestamp {
        let midnight = Int64(day.daysSince1970) * 86_400_000
        // No zone is further than 26 hours from UTC.
        var (early, late) = (midnight - 93_600_000, midnight + 93_600_000)
        while late - early > 1 {
            let middle = early + (late - early) / 2
            if Self.day(of: Timestamp(milliseconds: middle), utcOffset) < day {
                early = middle
            } else {
                late = middle
            }
        }
        return Timestamp(milliseconds: late)
    }
}
