import FolioModel
import Testing

@Suite struct BudgetPeriodTests {
    /// 2026-04-15T12:00:00Z, a Wednesday.
    private let now = Timestamp(milliseconds: 1_776_254_400_000)

    @Test(arguments: [
        (BudgetPeriod.day, "2026-04-15T00:00:00.000Z", "2026-04-16T00:00:00.000Z"),
        (.week, "2026-04-13T00:00:00.000Z", "2026-04-20T00:00:00.000Z"),
        (.month, "2026-04-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z"),
    ])
    func aPeriodHoldsItsMoment(period: BudgetPeriod, first: String, next: String) {
        let times = period.times(around: now) { _ in 0 }

        #expect(times.lowerBound.iso8601 == first && times.upperBound.iso8601 == next)
    }

    @Test func aWeekMayStartOnSunday() {
        let times = BudgetPeriod.week.times(around: now, weekStartsOnSunday: true) { _ in 0 }

        #expect(times.lowerBound.iso8601 == "2026-04-12T00:00:00.000Z")
    }

    @Test func aMonthIsTheZonesMonth() {
        // 23:00 UTC on 31 December is New Year one hour east.
        let eve = Timestamp(milliseconds: 1_767_222_000_000)

        #expect(BudgetPeriod.month.times(around: eve) { _ in 0 }.upperBound > eve)
        #expect(BudgetPeriod.month.times(around: eve) { _ in 3_600 }.lowerBound == eve)
    }

    @Test func aDayOnWhichTheClocksGoForwardHas23Hours() {
        // At 12:00 UTC the clocks go from one to two hours east.
        let times = BudgetPeriod.day.times(around: now) { $0 < now ? 3_600 : 7_200 }

        #expect(times.upperBound - times.lowerBound == .seconds(23 * 3_600))
    }
}
