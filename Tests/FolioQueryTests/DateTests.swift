import FolioModel
import FolioQuery
import Testing

@Suite struct DateTests {
    /// 2026-04-15 12:00 UTC, a Wednesday.
    static let noon: Int64 = 1_776_254_400_000
    private static let hour: Int64 = 3_600_000

    /// Milliseconds since 1970 of midnight UTC.
    private func midnight(_ year: Int, _ month: Int, _ day: Int) throws -> Int64 {
        Int64(try #require(CivilDate(year: year, month: month, day: day)).daysSince1970)
            * 86_400_000
    }

    /// Clocks as in Berlin in 2026: one hour ahead, two from 29 March to 25 October.
    private func berlin(_ time: Int64) -> Int {
        time >= 1_774_746_000_000 && time < 1_792_890_000_000 ? 7_200 : 3_600
    }

    private func times(_ text: String, _ offset: @escaping (Int64) -> Int = { _ in 0 }) throws
        -> TimeRange
    {
        DateResolver(now: Self.noon, offset: offset).times(in: try DateRange(parsing: text))
    }

    @Test func everySpanIsHalfOpen() throws {
        let april = try midnight(2026, 4, 1)
        let may = try midnight(2026, 5, 1)
        #expect(try times("2026-04") == TimeRange(from: april, until: may))
        #expect(try times("2026-04..") == TimeRange(from: april, until: nil))
        #expect(try times(">=2026-04") == TimeRange(from: april, until: nil))
        #expect(try times(">2026-04") == TimeRange(from: may, until: nil))
        #expect(try times("..2026-04") == TimeRange(from: nil, until: may))
        #expect(try times("<=2026-04") == TimeRange(from: nil, until: may))
        #expect(try times("<2026-04") == TimeRange(from: nil, until: april))
        #expect(
            try times("2026")
                == TimeRange(from: try midnight(2026, 1, 1), until: try midnight(2027, 1, 1)))
        #expect(
            try times("2025-12..2026-04-05")
                == TimeRange(from: try midnight(2025, 12, 1), until: try midnight(2026, 4, 6)))
        #expect(
            try times("2025-12")
                == TimeRange(from: try midnight(2025, 12, 1), until: try midnight(2026, 1, 1)))
    }

    @Test func relativeDaysCountBackFromToday() throws {
        func day(_ month: Int, _ day: Int, _ year: Int = 2026) throws -> TimeRange {
            let start = try midnight(year, month, day)
            return TimeRange(from: start, until: start + 24 * Self.hour)
        }
        #expect(try times("today") == day(4, 15))
        #expect(try times("yesterday") == day(4, 14))
        #expect(try times("-2d") == day(4, 13))
        #expect(try times("-3w") == day(3, 25))
        #expect(try times("-2m") == day(2, 15))
        #expect(try times("-1y") == day(4, 15, 2025))
        #expect(try times("2026-01..-2w").upper == day(4, 1).upper)
        #expect(try times("-3w..").lower == day(3, 25).lower)
        #expect(try times("..yesterday").upper == day(4, 14).upper)
        #expect(try times("-1y..-1m").isEmpty == false)
        #expect(try times("today..-1m").isEmpty)
    }

    @Test func aMonthAgoIsTheLastDayWhereTheMonthIsShorter() throws {
        let may31 = try midnight(2026, 5, 31)
        let resolver = DateResolver(now: may31) { _ in 0 }

        #expect(resolver.start(of: .monthsAgo(1)) == (try midnight(2026, 4, 30)))
        #expect(resolver.start(of: .monthsAgo(3)) == (try midnight(2026, 2, 28)))
        #expect(resolver.start(of: .monthsAgo(27)) == (try midnight(2024, 2, 29)))
    }

    @Test func momentsLastAsLongAsTheyAreExact() throws {
        let day = try midnight(2026, 4, 5)
        let minute = day + 12 * Self.hour + 30 * 60_000
        #expect(
            try times("2026-04-05T12:30Z") == TimeRange(from: minute, until: minute + 60_000))
        #expect(
            try times("2026-04-05 12:30:15")
                == TimeRange(from: minute + 15_000, until: minute + 16_000))
        #expect(
            try times("2026-04-05T12:30:15.25z")
                == TimeRange(from: minute + 15_250, until: minute + 15_251))
        #expect(
            try times("2026-04-05T12:30:00+02:00", berlin).lower == minute - 2 * Self.hour)
        #expect(try times("2026-04-05T12:30+02").lower == minute - 2 * Self.hour)
        #expect(try times("2026-04-05T12:30:00-0330").lower == minute + 3 * Self.hour + 1_800_000)
        #expect(try times("2026-04-05T12:30", berlin).lower == minute - 2 * Self.hour)
    }

    @Test func aDayBeginsAtMidnightOfTheZone() throws {
        #expect(
            try times("2026-01", berlin)
                == TimeRange(
                    from: try midnight(2026, 1, 1) - Self.hour,
                    until: try midnight(2026, 2, 1) - Self.hour))
        #expect(
            try times("2026-04-05", { _ in -8 * 3_600 }).lower == midnight(2026, 4, 5) + 8
                * Self.hour)
        // It is already tomorrow at the date line.
        #expect(
            try times("today", { _ in 14 * 3_600 }).lower == midnight(2026, 4, 16) - 14 * Self.hour)
    }

    @Test func aDayIsAsLongAsTheClocksMakeIt() throws {
        func hours(_ text: String) throws -> Int64? {
            let range = try times(text, berlin)
            guard let lower = range.lower, let upper = range.upper else { return nil }
            return (upper - lower) / Self.hour
        }
        #expect(try hours("2026-03-28") == 24)
        #expect(try hours("2026-03-29") == 23)
        #expect(try hours("2026-03-30") == 24)
        #expect(try hours("2026-10-25") == 25)
        #expect(try hours("2026-10-26") == 24)
    }

    @Test func aSkippedTimeMeansTheFirstOneAfterIt() throws {
        // 02:30 does not exist; the clocks go from 02:00 to 03:00 at this time.
        #expect(try times("2026-03-29T02:30", berlin).lower == 1_774_746_000_000)
        // 02:30 comes twice; the first counts.
        #expect(try times("2026-10-25T02:30", berlin).lower == 1_792_890_000_000 - 1_800_000)
    }

    @Test func aDayWithoutMidnightBeginsAtItsFirstTime() throws {
        // Clocks go from 00:00 to 01:00 on 6 September, as in Santiago.
        let change = try midnight(2026, 9, 6) + 4 * Self.hour
        let santiago: (Int64) -> Int = { $0 < change ? -4 * 3_600 : -3 * 3_600 }

        let before = try times("2026-09-05", santiago)
        let day = try times("2026-09-06", santiago)
        #expect(before.upper == change)
        #expect(day == TimeRange(from: change, until: change + 23 * Self.hour))
    }

    @Test func everyDayOfFourCenturiesIsCountedOnce() throws {
        var date = try #require(CivilDate(year: 1899, month: 12, day: 31))
        for days in date.daysSince1970...(date.daysSince1970 + 146_100) {
            let next = CivilDate(daysSince1970: days)
            #expect(next.daysSince1970 == days)
            #expect(next == date || next.day == 1 || next.day == date.day + 1)
            date = next
        }
        #expect(CivilDate(daysSince1970: 0) == CivilDate(year: 1970, month: 1, day: 1))
        #expect(CivilDate(daysSince1970: 11_016) == CivilDate(year: 2000, month: 2, day: 29))
        #expect(CivilDate(daysSince1970: -1) == CivilDate(year: 1969, month: 12, day: 31))
    }

    @Test func farDatesDoNotOverflow() throws {
        for text in ["-999999y..", "-999999w..", "9999", "0001", "-999999m", "..9999-12-31"] {
            #expect(try times(text, berlin).isEmpty == false)
        }
    }
}
