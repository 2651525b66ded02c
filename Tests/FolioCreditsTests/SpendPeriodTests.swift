import FolioCredits
import FolioModel
import Foundation
import Testing

@Suite struct SpendPeriodTests {
    private func calendar(_ zone: String) throws -> ReportCalendar {
        let zone = try #require(TimeZone(identifier: zone))
        return ReportCalendar {
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0.milliseconds) / 1_000))
        }
    }

    private func spend(_ credits: Int, _ moment: String, model: String? = nil) throws -> Spend {
        Spend(credits: credits, at: try #require(Timestamp(iso8601: moment)), model: model)
    }

    /// The first moment of a day whose clocks change, and how many hours the day has.
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-28T23:00:00Z", 23.0),
        ("Europe/Berlin", "2026-10-24T22:00:00Z", 25.0),
        ("America/Sao_Paulo", "2018-11-04T03:00:00Z", 23.0),
        ("America/Sao_Paulo", "2018-02-17T02:00:00Z", 25.0),
        ("Australia/Lord_Howe", "2026-10-03T13:30:00Z", 23.5),
        ("Australia/Lord_Howe", "2026-04-04T13:00:00Z", 24.5),
        ("Asia/Kathmandu", "2026-04-04T18:15:00Z", 24.0),
    ])
    func aDayIsAsLongAsItsClocksSay(zone: String, start: String, hours: Double) throws {
        let start = try #require(Timestamp(iso8601: start))
        let end = start + .milliseconds(Int64(hours * 3_600_000))
        let moments = [
            start - .milliseconds(1), start, end - .milliseconds(1), end,
        ]

        let report = SpendReport(
            moments.map { Spend(credits: 1, at: $0) }, by: [.day], calendar: try calendar(zone))

        #expect(report.rows.map(\.credits) == [1, 2, 1])
    }

    @Test func aPeriodIsComparedWithAsManyDaysBefore() throws {
        var tally = SpendTally(by: [.day], calendar: try calendar("UTC"))
        tally.add(try spend(5, "2026-04-03T12:00:00Z"))
        tally.addPrevious(try spend(2, "2026-04-01T12:00:00Z"), length: 2)

        let report = tally.report(comparing: true)
        #expect(report.rows.map(\.previous) == [2])
        #expect(report.previousTotal == 2)
        #expect(report.total == 5)
    }

    @Test func aPeriodWithoutSpendingBeforeIsComparedWithZero() throws {
        let report = SpendTally(by: [.day], calendar: try calendar("UTC")).report(comparing: true)

        #expect(report.previousTotal == 0)
        #expect(report.isEmpty)
    }

    @Test func theRunningTotalGrowsWithEachCertainRow() throws {
        var tally = SpendTally(by: [.day], calendar: try calendar("UTC"))
        for day in 1...3 { tally.add(try spend(day, "2026-04-0\(day)T12:00:00Z")) }
        tally.add(
            Spend(
                certainty: .uncertain, credits: 9,
                at: try #require(Timestamp(iso8601: "2026-04-02T12:00:00Z"))))

        #expect(tally.report(running: true).rows.map(\.running) == [1, 3, nil, 6])
    }

    @Test func theMonthCostsAtItsEndWhatItsRateSays() throws {
        let now = try #require(Timestamp(iso8601: "2026-04-11T00:00:00Z"))
        let forecast = SpendForecast(spent: 20, now: now, calendar: try calendar("UTC"))

        #expect(forecast.month == "2026-04")
        #expect(forecast.end == CivilDate(year: 2026, month: 4, day: 30))
        #expect(forecast.expected == 60)
    }

    @Test func aMonthThatHasJustBegunHasNoRate() throws {
        let now = try #require(Timestamp(iso8601: "2026-04-01T05:00:00Z"))

        #expect(
            SpendForecast(spent: 20, now: now, calendar: try calendar("UTC")).expected == nil)
    }

    @Test func aFamilyIsShownByItsNewestPrompt() throws {
        var old = try spend(1, "2026-04-01T12:00:00Z")
        old.facets[.family] = ["boat red"]
        old.prompt = "red boat"
        var new = try spend(1, "2026-04-02T12:00:00Z")
        new.facets[.family] = ["boat red"]
        new.prompt = "Boat, red"

        let report = SpendReport([new, old], by: [.family], calendar: try calendar("UTC"))
        #expect(report.rows.map(\.keys) == [["Boat, red"]])
        #expect(report.rows.map(\.credits) == [2])
    }
}
