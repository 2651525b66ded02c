import FolioCLI
import FolioCredits
import FolioModel
import FolioStore
import Testing

@Suite struct QueryCommandTests {
    let stage: CommandLineStage

    init() throws {
        stage = try CommandLineStage()
    }

    private func prompts(_ outcome: CommandLineStage.Outcome) -> [String] {
        (outcome.json["items"] as? [[String: Any]] ?? []).compactMap { $0["prompt"] as? String }
    }

    @Test func aMinusIsPartOfTheQueryWhateverFlagsThereAre() async throws {
        try stage.generate("a quiet boat")
        try stage.generate("a yellow boat")

        #expect(prompts(await stage.run("search", "boat", "-quiet", "--json")) == ["a yellow boat"])
        #expect(prompts(await stage.run("search", "--json", "boat -yellow")) == ["a quiet boat"])
        #expect(prompts(await stage.run("list", "-hot", "-quiet", "--json")) == ["a yellow boat"])
    }

    @Test func anUnknownLongOptionIsAnError() async {
        let outcome = await stage.run("search", "boat", "--foo")

        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("--foo"))
    }

    @Test func aMistakeIsShownWithACaret() async {
        let outcome = await stage.run("search", "boat \"red")

        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("  boat \"red\n       ^"))
    }

    @Test func aLoneWordNamesAnItemExceptInASearch() async throws {
        let item = try stage.generate("boat")
        try stage.generate("the last word", at: CommandLineStage.now + .seconds(9))

        #expect(prompts(await stage.run("list", String(item.id.prefix(7)), "--json")) == ["boat"])
        #expect(prompts(await stage.run("list", "last~1", "--json")) == ["boat"])
        #expect(prompts(await stage.run("search", item.id, "--json")) == ["boat"])
        #expect(prompts(await stage.run("search", "last", "--json")).count == 1)
        #expect(prompts(await stage.run("search", "last~1", "--json")).first != "boat")
    }

    @Test func aListIsPagedBehindAnItem() async throws {
        let items = try (0..<3).map {
            try stage.generate("boat \($0)", at: CommandLineStage.now + .seconds($0))
        }

        let first = await stage.run("list", "--limit", "2", "--json")
        let second = await stage.run("list", "--limit", "2", "--after", items[1].id, "--json")

        #expect(prompts(first) == ["boat 2", "boat 1"])
        #expect(first.json["truncated"] as? Bool == true)
        #expect(first.json["total"] as? Int == 3)
        #expect(prompts(second) == ["boat 0"])
        #expect(prompts(await stage.run("list", "--limit", "0", "--json")).count == 3)
    }

    @Test func nothingFoundIsAFailureOnlyWhereThatIsAskedFor() async {
        #expect(await stage.run("list").code == 0)
        #expect(await stage.run("list", "--fail-empty").code == 9)
    }

    @Test func tagsStandBehindTheDashes() async throws {
        let item = try stage.generate("boat")

        let outcome = await stage.run("tag", "add", "last", "--", "water", "calm")

        #expect(outcome.code == 0)
        #expect(try stage.library.item(item.id).tags == ["water", "calm"])
        #expect(await stage.run("tag", "remove", "tag:water", "--", "WATER").code == 0)
        #expect(try stage.library.item(item.id).tags == ["calm"])
    }

    @Test(arguments: [["two words"], ["\"q\""], ["-x"], [""], ["a\u{1B}b"]])
    func aBadTagIsRefused(tags: [String]) async throws {
        try stage.generate("boat")

        let outcome = await stage.run("tag", "add", "last", "--", tags[0])

        #expect(outcome.code == 2)
        #expect(!outcome.errors.contains("\u{1B}"))
    }

    @Test func aDryRunChangesNothing() async throws {
        let item = try stage.generate("boat")

        let outcome = await stage.run("tag", "add", "-n", "boat", "--", "water")

        #expect(outcome.code == 0)
        #expect(outcome.output == "would add “water” to 1 item\n")
        #expect(try stage.library.item(item.id).tags.isEmpty)
    }

    @Test func manyItemsNeedAYes() async throws {
        for number in 0...100 { try stage.generate("boat \(number)") }

        let refused = await stage.run("tag", "add", "boat", "--", "water")
        let declined = await stage.run("tag", "add", "boat", "--", "water", answer: "n")
        #expect(refused.code == 7)
        #expect(declined.code == 7)
        #expect(try stage.library.tags().isEmpty)

        #expect(await stage.run("tag", "add", "boat", "--", "water", answer: "yes").code == 0)
        #expect(await stage.run("tag", "add", "boat", "--yes", "--", "calm").code == 0)
        #expect(try stage.library.tags().map(\.count) == [101, 101])
    }

    @Test func aCallOfUnknownOutcomeIsReportedApart() async throws {
        try stage.generate("boat", credits: 5)
        _ = try stage.begin("lost boat", credits: 15, at: CommandLineStage.now - .seconds(600))

        let spend = await stage.run("spend", "--json")
        let status = await stage.run("status")

        #expect(spend.json["total_credits"] as? Int == 5)
        #expect(spend.json["uncertain_credits"] as? Int == 15)
        #expect(status.output.contains("10 minutes ago: lost boat"))
    }

    @Test func aBarFitsIntoTheTerminal() {
        let spends = [Spend(credits: 9, at: CommandLineStage.now, model: "灯台")]
        let report = SpendReport(spends, by: [.model], calendar: ReportCalendar { _ in 0 })
        let listing = SpendListing(report: report)

        for width in [20, 40, 200] {
            let lines = listing.table(terminalWidth: width).lines()
            #expect(lines.allSatisfy { DisplayWidth.of($0) <= max(width, 24) })
        }
        #expect(!listing.table(terminalWidth: 0).lines().joined().contains("█"))
    }

    @Test func aReportOfAQuerySaysWhatItCannotCount() async throws {
        try stage.generate("boat")
        _ = try stage.begin("lost boat")

        #expect(await stage.run("spend", "boat").errors.contains("1 calls of unknown outcome"))
        #expect(await stage.run("spend").output.contains("uncertain: the outcome of 1 calls"))
    }

    @Test func helpOnTheLanguageNamesEveryField() async {
        let outcome = await stage.run("help", "query")

        #expect(outcome.code == 0)
        for field in ["tag:", "model:", "date:", "is:gone", "@winter"] {
            #expect(outcome.output.contains(field))
        }
    }

    @Test(arguments: ["tags", "models", "ids", "accounts", "ratios", "nonsense"])
    func completionsAreSilentWithoutALibrary(source: String) async {
        let outcome = await stage.run("complete-values", "--library", "/nowhere", source)

        #expect(outcome.code == 0)
        #expect(outcome.errors.isEmpty)
    }
}
