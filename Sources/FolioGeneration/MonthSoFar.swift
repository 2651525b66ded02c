package import FolioModel

/// What the calendar month of one moment has cost, in a time zone.
package struct MonthSoFar: Hashable, Sendable {
    /// Credits that the ledger proves, refunds taken off.
    package private(set) var certain = 0
    /// Credits that calls of unknown outcome may have cost.
    package private(set) var uncertain = 0
    /// Calls whose cost is not known at all, made ones and lost ones.
    package private(set) var callsOfUnknownCost = 0

    /// Counts those `facts` that lie in the month of `now`, where the zone's clocks are
    /// `utcOffset` seconds east of UTC at a moment.
    package init(_ facts: [Spend], now: Timestamp, utcOffset: (Timestamp) -> Int) {
        let month = Self.month(of: now, utcOffset)
        for fact in facts where Self.month(of: fact.at, utcOffset) == month {
            switch (fact.certainty, fact.credits) {
            case (.certain, let credits?): certain += credits
            case (.uncertain, let credits?): uncertain += credits
            case (_, nil): callsOfUnknownCost += 1
            case (.unknown, _?): callsOfUnknownCost += 1
            }
        }
    }

    private static func month(of moment: Timestamp, _ utcOffset: (Timestamp) -> Int) -> [Int] {
        let local = moment + .seconds(utcOffset(moment))
        let day = CivilDate(daysSince1970: Int(local.milliseconds.floorDivided(by: 86_400_000)))
        return [day.year, day.month]
    }
}
