import FolioGeneration
import FolioModel
import FolioStore
import FolioTestSupport
import Testing

@Suite struct GateTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    private func plan(
        _ remote: ScriptedRemote, count: Int = 1, ignoresBudgets: Bool = false
    ) throws -> GenerationPlan {
        try workshop.generator(remote).plan(
            GenerationOrder(
                prompt: try GenerationPrompt("a red boat"), model: "flux-schnell", count: count,
                ignoresBudgets: ignoresBudgets))
    }

    private func setBudget(_ credits: Int, _ period: BudgetPeriod = .month) throws {
        try workshop.library.setBudgets([period: credits], now: workshop.time.now)
    }

    @Test func aPlanThatPassesABudgetIsRefusedByHowMuchAndHowToLiftIt() throws {
        try setBudget(2)

        #expect {
            try plan(ScriptedRemote([]), count: 5)
        } throws: {
            let error = $0 as? GenerationError
            return error?.message
                == "5 credits would pass the monthly budget of 2 by 3: 0 are spent"
                && error?.kind == .refusedSpending
                && error?.hint?.contains("--over-budget") == true
                && error?.hint?.contains("folio budget set --monthly 5") == true
        }
        #expect(try workshop.journal().isEmpty)
    }

    @Test func aPlanWithinABudgetTellsWhatWillBeLeft() throws {
        try setBudget(5, .day)

        let plan = try plan(ScriptedRemote([]), count: 5)

        #expect(plan.budgets.map(plan.left) == [0])
    }

    @Test func aBudgetMayBePassedOnce() throws {
        try setBudget(0)

        #expect(try plan(ScriptedRemote([]), ignoresBudgets: true).totalCredits == 1)
        #expect(throws: GenerationError.self) { try plan(ScriptedRemote([])) }
    }

    @Test func whatAnotherProcessSpendsMeanwhileCountsBeforeEachImage() async throws {
        try setBudget(2)
        let remote = ScriptedRemote([making(.sample("a")), making(.sample("b"))])
        let plan = try plan(remote, count: 2)
        // The other one settles an image behind this one's plan.
        let other = try workshop.library.beginGeneration(
            prompt: "another", model: nil, ratio: nil, expectedCredits: 1,
            now: workshop.time.now)
        try workshop.library.settleUnknown(
            other.id, evidence: "cut", status: nil, requestID: nil, raw: nil, now: .sample)

        let outcome = await workshop.generator(remote).run(plan)

        #expect(outcome.made.count == 1 && remote.requests.count == 1)
        #expect(outcome.failure?.kind == .refusedSpending)
        #expect(outcome.failure?.message.contains("1 of them uncertain") == true)
    }

    @Test func anImageOfUnknownCostCountsAtItsListPrice() async throws {
        try setBudget(1)
        let remote = ScriptedRemote([making(.sample("a", used: nil))])
        _ = try await workshop.run(remote)

        #expect(throws: GenerationError.self) { try plan(remote) }
    }

    @Test func aNewPeriodStartsFromNothing() async throws {
        try setBudget(1, .day)
        _ = try await workshop.run(ScriptedRemote([making(.sample("a"))]))
        #expect(throws: GenerationError.self) { try plan(ScriptedRemote([])) }

        workshop.time.advance(by: .seconds(86_400))
        #expect(try plan(ScriptedRemote([])).totalCredits == 1)
    }
}
