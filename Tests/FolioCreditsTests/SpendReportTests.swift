import FolioCredits
import FolioModel
import Testing

@Suite struct SpendReportTests {
    let utc = ReportCalendar { _ in 0 }

    private func moment(_ text: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: text))
    }

    private func spend(
        _ credits: Int?, _ day: String, model: String? = nil, tags: [String] = [],
        certainty: Spend.Certainty = .certain
    ) throws -> Spend {
        Spend(
            certainty: certainty, credits: credits, at: try moment(day), model: model, tags: tags)
    }

    @Test func theTotalIsTheSumOfCertainSpending() throws {
        let report = SpendReport(
            [
                try spend(5, "2026-04-01"), try spend(-5, "2026-04-02"),
                try spend(nil, "2026-04-01", certainty: .unknown),
                try spend(15, "2026-04-01", certainty: .uncertain),
            ], by: [.month], calendar: utc)

        #expect(report.total == 0)
        #expect(report.count == 1)
        #expect(report.unknownCount == 1)
        #expect(report.uncertainCount == 1)
        #expect(report.uncertainCredits == 15)
    }

    @Test func whatIsNotKnownHasARowOfItsOwnAndIsNeverZero() throws {
        let report = SpendReport(
            [
                try spend(5, "2026-04-01"),
                try spend(nil, "2026-04-01", certainty: .unknown),
                try spend(nil, "2026-04-01", certainty: .uncertain),
            ], by: [.day], calendar: utc)

        #expect(report.rows.map(\.certainty) == [.certain, .unknown, .uncertain])
        #expect(report.rows.map(\.credits) == [5, nil, nil])
        #expect(report.uncertainCredits == nil)
    }

    @Test func emptyPeriodsAreRowsOfZero() throws {
        let report = SpendReport(
            [try spend(1, "2026-04-01"), try spend(2, "2026-04-03")], by: [.day], calendar: utc)

        #expect(report.rows.map { $0.keys[0] } == ["2026-04-01", "2026-04-02", "2026-04-03"])
        #expect(report.rows.map(\.credits) == [1, 0, 2])
        #expect(report.rows.map(\.count) == [1, 0, 1])
    }

    @Test func emptyPeriodsReachToTheDaysThatWereAskedFor() throws {
        let report = SpendReport(
            [], by: [.month], calendar: utc,
            from: CivilDate(year: 2025, month: 12, day: 31),
            through: CivilDate(year: 2026, month: 2, day: 1))

        #expect(report.rows.map { $0.keys[0] } == ["2025-12", "2026-01", "2026-02"])
        #expect(report.total == 0)
    }

    @Test func anImageWithTwoTagsIsInTwoRowsAndCountsOnce() throws {
        let report = SpendReport(
            [try spend(8, "2026-04-01", tags: ["boats", "lakes"]), try spend(1, "2026-04-01")],
            by: [.tag], calendar: utc)

        #expect(report.rows.map { $0.keys[0] } == ["boats", "lakes", nil])
        #expect(report.rows.map(\.credits) == [8, 8, 1])
        #expect(report.total == 9)
    }

    @Test func modelsAreOrderedByWhatTheyCost() throws {
        let report = SpendReport(
            [
                try spend(1, "2026-04-01", model: "a"), try spend(15, "2026-04-01", model: "b"),
                try spend(2, "2026-04-01"),
            ], by: [.model], calendar: utc)

        #expect(report.rows.map { $0.keys[0] } == ["b", nil, "a"])
    }

    @Test func aModelIsShownForEveryDayBetweenTheFirstAndTheLast() throws {
        let report = SpendReport(
            [
                try spend(1, "2026-04-01", model: "a"), try spend(15, "2026-04-02", model: "b"),
            ], by: [.model, .day], calendar: utc)

        #expect(
            report.rows.map(\.keys) == [
                ["b", "2026-04-01"], ["b", "2026-04-02"], ["a", "2026-04-01"], ["a", "2026-04-02"],
            ])
    }

    @Test func tooManyEmptyPeriodsAreLeftOutAndThatIsSaid() throws {
        let report = SpendReport(
            [try spend(1, "1970-01-01"), try spend(1, "2026-04-01")], by: [.day], calendar: utc)

        #expect(report.rows.count == 2)
        #expect(!report.showsEmptyPeriods)
    }

    @Test func aWeekIsNamedByItsFirstDay() throws {
        let sunday = try spend(1, "2026-04-05")
        let fromSunday = ReportCalendar(weekStartsOnSunday: true) { _ in 0 }

        #expect(SpendReport([sunday], by: [.week], calendar: utc).rows[0].keys == ["2026-03-30"])
        #expect(
            SpendReport([sunday], by: [.week], calendar: fromSunday).rows[0].keys == ["2026-04-05"])
    }

    @Test func aDayOf23HoursHoldsWhatHappenedInIt() throws {
        // Central Europe moved its clocks at 2026-03-29T01:00Z, from +1 h to +2 h.
        let change = try moment("2026-03-29T01:00:00Z")
        let berlin = ReportCalendar { $0 < change ? 3_600 : 7_200 }
        let moments = [
            "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z",
            "2026-03-29T22:00:00Z",
        ]

        let report = SpendReport(
            try moments.map { try spend(1, $0) }, by: [.day], calendar: berlin)

        #expect(report.rows.map { $0.keys[0] } == ["2026-03-28", "2026-03-29", "2026-03-30"])
        #expect(report.rows.map(\.credits) == [1, 2, 1])
    }
}
