import FolioModel
import FolioStore
import Testing

@Suite struct BudgetTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    private func begin(expected: Int?) throws -> Generation {
        try library.beginGeneration(
            prompt: "a red boat", model: nil, ratio: nil, expectedCredits: expected, now: now)
    }

    @Test func budgetsAreSetChangedAndLifted() throws {
        try library.setBudgets([.month: 300, .day: 0], now: now)
        try library.setBudgets([.month: 200, .week: 50], now: now)
        #expect(try library.budgets().map(\.credits) == [0, 50, 200])

        try library.setBudgets([.day: nil, .week: nil], now: now)
        #expect(try library.budgets().map(\.period) == [.month])
    }

    @Test func whatMayHaveBeenChargedCountsAtItsPrice() throws {
        try store.generate("certain", credits: 5)
        try store.generate("unpriced", credits: nil)
        _ = try begin(expected: 15)
        _ = try begin(expected: nil)
        try store.generate("last month", credits: 7, minutes: -60 * 24 * 20)

        let spent = try library.spent(in: BudgetPeriod.month.times(around: now) { _ in 0 })

        // No image is free: a call without a price counts as 1.
        #expect(spent.certain == 5 && spent.uncertain == 16 && spent.unpriced == 3)
        #expect(spent.counted == 24 && spent.callsOfUnknownCost == 2)
    }

    @Test func aRefusedCallCountsNothing() throws {
        let call = try begin(expected: 5)
        try library.settleRefused(
            call.id, evidence: "402", status: 402, requestID: nil, raw: nil, balance: nil, now: now)

        #expect(try library.spent(in: now..<(now + .seconds(1))) == SpentCredits())
    }

    @Test(arguments: [
        "FROM ledgerEntry WHERE at >= 0 AND at < 9 AND kind IN ('charge', 'refund')",
        "FROM generation WHERE state IN ('sent', 'unknown') AND startedAt >= 0 AND startedAt < 9",
        "FROM generation WHERE state = 'made' AND creditsUsed IS NULL AND settledAt >= 0 AND settledAt < 9",
    ])
    func theSumsOfABudgetAreReadByAnIndex(query: String) throws {
        let plan = try store.plan(of: "SELECT count(*) \(query)")

        #expect(plan.allSatisfy { $0.contains("USING") && $0.contains("INDEX") }, "\(plan)")
    }
}
