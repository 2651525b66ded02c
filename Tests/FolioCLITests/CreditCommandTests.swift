import FolioModel
import FolioStore
import Foundation
import Testing

@Suite struct CreditCommandTests {
    private static func me(
        _ remaining: Int, at moment: Timestamp = CommandLineStage.now
    ) -> BalanceObservation {
        BalanceObservation(remaining: remaining, source: .me, at: moment)
    }

    @Test func creditsOfAnEmptyLibraryAreNotKnown() async throws {
        let stage = try CommandLineStage()

        let shown = await stage.run("credits")
        let json = await stage.run("credits", "--json").json

        #expect(shown.code == 0 && shown.output.contains("the balance is not known yet"))
        #expect(json["balance"] is NSNull && json["days_left"] is NSNull)
        #expect(await stage.run("credits", "ledger").code == 0)
        #expect(await stage.run("credits", "check").output.contains("the ledger adds up"))
    }

    @Test func whatWasSpentElsewhereIsToldWithItsDays() async throws {
        let stage = try CommandLineStage()
        let start = CommandLineStage.now - .seconds(12 * 86_400)
        try stage.library.observe(Self.me(100, at: start))
        try stage.library.observe(Self.me(88, at: start + .seconds(2 * 86_400)))

        let sentence =
            "12 credits spent elsewhere between 3 and 5 April: captions in the web app, "
            + "another key?"
        #expect(await stage.run("credits").output.contains(sentence))
        let rows = await stage.run("credits", "ledger", "--json").json["items"]
        #expect((rows as? [[String: Any]])?.first?["evidence"] as? String == sentence)
        #expect(await stage.run("credits", "ledger", "--csv").output.contains("unattributed,-12"))
    }

    @Test func theLedgerIsListedWithinDatesAndTheNewestOnly() async throws {
        let stage = try CommandLineStage()
        try stage.generate("old", at: CommandLineStage.now - .seconds(20 * 86_400))
        for _ in 0..<3 { try stage.generate("boat", credits: 1) }

        let json = await stage.run("credits", "ledger", "--since", "-3d", "--json").json
        // Each reply tells the same balance, so each charge leaves a gain that nobody explains.
        #expect(json["total"] as? Int == 6)
        let one = await stage.run("credits", "ledger", "--limit", "1", "--json").json
        #expect((one["items"] as? [Any])?.count == 1 && one["truncated"] as? Bool == true)
        let wrong = await stage.run("credits", "ledger", "--since", "today", "--until", "-3d")
        #expect(wrong.code == 2 && wrong.errors.contains("is after"))
    }

    @Test func budgetsAreSetShownAndCleared() async throws {
        let stage = try CommandLineStage()
        try stage.generate("boat", credits: 5)

        let set = await stage.run("budget", "set", "--monthly", "300", "--daily", "0")
        #expect(set.code == 0)
        let items = await stage.run("budget", "show", "--json").json["items"]
        let budgets = items as? [[String: Any]] ?? []
        #expect(budgets.map { $0["period"] as? String } == ["day", "month"])
        #expect(budgets.map { $0["left"] as? Int } == [-5, 295])
        #expect(await stage.run("budget", "set", "--daily", "none").code == 0)
        #expect(await stage.run("budget", "show").output.contains("daily") == false)
        #expect(await stage.run("budget", "clear").output.contains("no budget is set"))
    }

    @Test(arguments: [
        ("-5", "cannot be below 0"), ("300 EUR", "not money"), ("€300", "not money"),
        ("1e3", "not money"), ("", "not nothing"), ("1000000000001", "more than a budget"),
        ("99999999999999999999999", "more than a budget"), ("+5", "not money"),
        ("٣", "not money"), ("-", "not money"),
    ])
    func aBudgetThatIsNoneIsRefused(text: String, reason: String) async throws {
        let stage = try CommandLineStage()

        let outcome = await stage.run("budget", "set", "--monthly", text)

        #expect(outcome.code == 2 && outcome.errors.contains(reason), "\(outcome.errors)")
        #expect(try stage.library.budgets().isEmpty)
    }

    @Test func oneBadBudgetSetsNone() async throws {
        let stage = try CommandLineStage()

        #expect(await stage.run("budget", "set", "--daily", "5", "--weekly", "x").code == 2)
        #expect(await stage.run("budget", "set").code == 2)
        #expect(try stage.library.budgets().isEmpty)
    }

    @Test func aBudgetIsNoSetting() async throws {
        let stage = try CommandLineStage()

        let outcome = await stage.run("config", "set", "monthly-budget", "300")

        #expect(outcome.code == 2 && outcome.errors.contains("folio budget set"))
    }
}
