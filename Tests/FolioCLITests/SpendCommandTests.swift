import FolioCLI
import FolioCredits
import FolioModel
import FolioStore
import Foundation
import Testing

@Suite struct SpendCommandTests {
    let stage: CommandLineStage

    init() throws {
        stage = try CommandLineStage()
    }

    private var page: String { stage.folder.appendingPathComponent("spend.html").path }

    @Test(arguments: [
        "day", "week", "month", "model", "ratio", "kind", "tag", "album", "family", "post",
        "account", "outcome",
    ])
    func everyGroupAddsUpToTheTotal(group: String) async throws {
        try stage.generate("one boat", credits: 5)
        try stage.generate("two boats", credits: 3)

        let json = await stage.run("spend", "--by", group, "--json").json
        let rows = try #require(json["rows"] as? [[String: Any]])

        #expect(rows.compactMap { $0["credits"] as? Int }.reduce(0, +) == 8)
        #expect(json["total_credits"] as? Int == 8)
    }

    @Test func anEmptyLibraryHasAnEmptyReport() async {
        for arguments in [["--by", "model"], ["--by", "outcome"], ["--since", "2026-04-14"]] {
            let outcome = await stage.run(["spend", "--json"] + arguments)
            #expect(outcome.code == 0)
            #expect(outcome.json["total_credits"] as? Int == 0)
            #expect(outcome.json["rows"] is [Any])
        }
        #expect(await stage.run("spend", "--fail-empty").code == 9)
    }

    @Test(arguments: [
        ["--since", "2026-04-05", "--until", "2026-04-01"], ["--compare"],
        ["--by", "model", "--running"], ["--by", "colour"], ["--timezone", "Mars/Olympus"],
    ])
    func whatCannotBeMeantIsRefused(arguments: [String]) async {
        #expect(await stage.run(["spend"] + arguments).code == 2)
    }

    @Test func thePeriodBeforeStandsBeside() async throws {
        try stage.generate("a boat", credits: 5)

        let outcome = await stage.run(
            "spend", "--by", "model", "--since", "-6d", "--compare", "--json")
        #expect(outcome.json["previous_total_credits"] as? Int == 0)
        let row = try #require((outcome.json["rows"] as? [[String: Any]])?.first)
        #expect(row["previous_credits"] as? Int == 0)
        #expect(await stage.run("spend", "--since", "-6d", "--compare").output.contains("+5"))
    }

    @Test func theForecastIsToldWhereMonthsAreShown() async throws {
        try stage.generate("a boat", credits: 29)

        let forecast = try #require(await stage.run("spend", "--json").json["forecast"])
        #expect((forecast as? [String: Any])?["expected_credits"] as? Int == 60)
        #expect(await stage.run("spend").output.contains("about 60 by 2026-04-30"))
        #expect(await stage.run("spend", "--no-forecast", "--json").json["forecast"] is NSNull)
        #expect(await stage.run("spend", "--by", "day", "--json").json["forecast"] is NSNull)
    }

    @Test func twoGroupsAreRowsAndColumnsOnATerminal() throws {
        let spends = [
            Spend(credits: 9, at: CommandLineStage.now, model: "flux", ratio: "1:1"),
            Spend(credits: 4, at: CommandLineStage.now, model: "flux", ratio: "16:9"),
            Spend(
                certainty: .uncertain, credits: 7, at: CommandLineStage.now, model: "flux",
                ratio: "1:1"),
        ]
        let report = SpendReport(
            spends, by: [.model, .ratio], calendar: ReportCalendar { _ in 0 })
        let listing = SpendListing(report: report)

        let lines = try #require(listing.pivot(terminalWidth: 80)).lines()
        #expect(lines[0].split(separator: " ") == ["model", "1:1", "16:9"])
        #expect(lines[1].split(separator: " ") == ["flux", "9", "4"])
        #expect(lines[2].contains("uncertain"))
        #expect(lines[2].contains("0 or 7"))
        #expect(listing.pivot(terminalWidth: 0) == nil)
    }

    @Test func aPageIsWholeAndHoldsNothingThatRuns() async throws {
        try stage.generate("<script>alert('boat')</script> & \"more\"", credits: 5)
        try stage.library.observe(
            BalanceObservation(remaining: 95, source: .me, at: CommandLineStage.now))

        #expect(await stage.run("spend", "--by", "family", "--html", page).code == 0)
        let text = try String(contentsOfFile: page, encoding: .utf8)

        #expect(text.hasPrefix("<!DOCTYPE html>"))
        #expect(text.hasSuffix("</html>\n"))
        #expect(!text.contains("<script") && !text.contains("http"))
        #expect(text.contains("&lt;script&gt;"))
        #expect(text.components(separatedBy: "<svg").count == 4)
        #expect(text.components(separatedBy: "<caption>").count == 5)
        #expect(text.contains("total 5 credits, 1 charge"))
    }

    @Test func aPageReplacesReportsAndNothingElse() async throws {
        #expect(await stage.run("spend", "--html", page).code == 0)
        #expect(await stage.run("spend", "--html", page).code == 0)
        #expect(await stage.run("spend", "--html", stage.folder.path).code == 2)

        try "a letter".write(toFile: page, atomically: true, encoding: .utf8)
        #expect(await stage.run("spend", "--html", page).code == 6)
        #expect(try String(contentsOfFile: page, encoding: .utf8) == "a letter")
        #expect(await stage.run("spend", "--html", page, "--yes").code == 0)
    }
}
