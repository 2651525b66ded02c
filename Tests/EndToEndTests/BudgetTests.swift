import FolioTestSupport
import Foundation
import Testing

/// Budgets as two processes of one library meet them.
@Suite struct BudgetTests {
    @Test func processesTogetherDoNotPassABudget() throws {
        let sandbox = try SandboxProcess()
        let programs = try ProgramRunner(loggedInTo: sandbox)
        #expect(try programs.folio("budget", "set", "--monthly", "2").code == 0)

        // Those that start together all fit the budget when they plan.
        let order = ["generate", "--model", "flux-schnell", "--yes", "--", "boat"]
        let running = try (0..<4).map { _ in try programs.start("folio", order) }
        let outcomes = try running.map { try $0.wait() }

        #expect(try sandbox.charges == 2)
        #expect(outcomes.map(\.code).sorted() == [0, 0, 7, 7])
        #expect(try programs.folio("credits", "check").code == 0)
        try sandbox.stop()
    }

    @Test func aRefusalSendsNothingAndIsLiftedOnce() throws {
        let sandbox = try SandboxProcess()
        let programs = try ProgramRunner(loggedInTo: sandbox)
        _ = try programs.folio("budget", "set", "--daily", "0")
        let before = try sandbox.calls()

        let refused = try programs.generate("a red boat")
        #expect(refused.code == 7 && refused.errors.contains("daily budget of 0 by 1"))
        #expect(refused.errors.contains("--over-budget"))
        #expect(try sandbox.calls() == before)

        #expect(try programs.generate("a red boat", "--over-budget").code == 0)
        #expect(try sandbox.charges == 1)
        try sandbox.stop()
    }
}
