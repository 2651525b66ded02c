import FolioModel
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            ("2026-04-05T06:07:08.009Z", 1_775_369_228_009), ("1970-01-01T00:00:00Z", 0),
            ("2026-04-05T08:07:08.009+02:00", 1_775_369_228_009),
            ("2026-04-05T06:07:08.009999", 1_775_369_228_009),
            ("2026-04-05 06:07:08.009+0000", 1_775_369_228_009), ("2026-04-05", 1_775_347_200_000),
            ("1969-12-31T23:59:59.999Z", -1),
        ] as [(String, Int64)])
    func textIsRead(text: String, milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-02-30", "2026-04-05T25:00Z", "2026-04-05T06:07:08Zx",
        "٢٠٢٦-04-05",
    ])
    func nonsenseIsNotRead(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func whatIsWrittenIsReadBack() {
        for milliseconds in stride(
            from: Int64(-90_000_000_007), to: 4_000_000_000_000, by: 98_765_432_101)
        {
            let moment = Timestamp(milliseconds: milliseconds)
            #expect(Timestamp(iso8601: moment.iso8601) == moment)
        }
    }

    @Test func monthsEndOnTheirLastDay() throws {
        let day = try #require(CivilDate(year: 2026, month: 1, day: 31))

        #expect(day.adding(months: 1).description == "2026-02-28")
        #expect(day.adding(months: -11).description == "2025-02-28")
        #expect(day.adding(days: 1).description == "2026-02-01")
        #expect(day.weekday == 6)
    }
}
