package import FolioModel

/// The days, weeks and months of one time zone.
///
/// A moment belongs to the day that the zone's clocks show at that moment, so a day may have 23
/// or 25 hours.
package struct ReportCalendar: Sendable {
    private let utcOffset: @Sendable (Timestamp) -> Int
    /// 1 for Monday, 7 for Sunday.
    private let firstWeekday: Int

    /// `utcOffset` tells the seconds that the zone is ahead of UTC at a moment.
    package init(
        weekStartsOnSunday: Bool = false, utcOffset: @escaping @Sendable (Timestamp) -> Int
    ) {
        self.utcOffset = utcOffset
        firstWeekday = weekStartsOnSunday ? 7 : 1
    }

    /// The local day that `moment` is in.
    package func day(of moment: Timestamp) -> CivilDate {
        let local = moment.milliseconds + Int64(utcOffset(moment)) * 1_000
        return CivilDate(daysSince1970: Int(local.floorDivided(by: 86_400_000)))
    }

    /// Which share of its local day has passed at `moment`, on a day of 24 hours.
    func shareOfDay(at moment: Timestamp) -> Double {
        let local = moment.milliseconds + Int64(utcOffset(moment)) * 1_000
        let passed = local - local.floorDivided(by: 86_400_000) * 86_400_000
        return Double(passed) / 86_400_000
    }

    /// The first day of the period that `day` is in. Other groups have no periods: `day` itself.
    func start(of group: SpendGroup, containing day: CivilDate) -> CivilDate {
        switch group {
        case .week: day.adding(days: -((day.weekday - firstWeekday + 7) % 7))
        case .month: day.adding(days: 1 - day.day)
        default: day
        }
    }

    /// The first day of the next period.
    func next(of group: SpendGroup, after start: CivilDate) -> CivilDate {
        switch group {
        case .week: start.adding(days: 7)
        case .month: self.start(of: .month, containing: start.adding(days: 31))
        default: start.adding(days: 1)
        }
    }

    /// How a report names the period that `day` is in: `2026-04-05`, the week's first day, or
    /// `2026-04`.
    func name(of group: SpendGroup, containing day: CivilDate) -> String {
        let start = start(of: group, containing: day)
        return group == .month ? String(start.description.prefix(7)) : start.description
    }
}
