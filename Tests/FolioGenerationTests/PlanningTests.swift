import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioTestSupport
import Testing

@Suite struct PlanningTests {
    let workshop: Workshop
    let remote = ScriptedRemote([])

    init() throws {
        workshop = try Workshop()
    }

    private func plan(
        model: String? = nil, ratio: String? = nil, count: Int = 1, maximumCredits: Int? = nil,
        allowsAnyModel: Bool = false
    ) throws -> GenerationPlan {
        try workshop.generator(remote).plan(
            GenerationOrder(
                prompt: try GenerationPrompt("a red boat"), model: model, ratio: ratio,
                count: count, maximumCredits: maximumCredits, allowsAnyModel: allowsAnyModel))
    }

    @Test func thePlanShowsThePriceAndWhatWillBeLeft() throws {
        try workshop.library.observe(
            BalanceObservation(remaining: 100, source: .me, at: .sample))
        workshop.time.advance(by: .seconds(90))

        let plan = try plan(count: 4)

        #expect(plan.model == "nano-banana-pro" && plan.ratio?.text == "1:1")
        #expect(plan.totalCredits == 60 && plan.balanceAfter == 40)
        #expect(plan.balanceAge == .seconds(90))
    }

    @Test func anUnknownModelIsRefusedWithTheNearestOne() throws {
        #expect {
            try plan(model: "flux-schnel")
        } throws: {
            ($0 as? ImageTermsError)?.hint?.contains("flux-schnell") == true
                && ($0 as? ImageTermsError)?.kind == .usage
        }
    }

    @Test(arguments: [("16:10", "16:9"), ("1920x1080", "16:9"), ("1:2", "9:16"), ("1:1 ", "1:1")])
    func anUnknownRatioIsRefusedWithTheNearestOne(text: String, nearest: String) throws {
        #expect(throws: ImageTermsError.unknownRatio(text, nearest: nearest)) {
            try plan(ratio: text)
        }
    }

    @Test(arguments: ["", "wide", "0:0", ":"])
    func aRatioLikeNoneIsRefusedWithAllOfThem(text: String) throws {
        #expect(throws: ImageTermsError.unknownRatio(text, nearest: nil)) { try plan(ratio: text) }
    }

    @Test func anyModelNeedsALimit() throws {
        #expect(throws: ImageTermsError.priceUnknown(model: "new")) {
            try plan(model: "new", allowsAnyModel: true)
        }
        #expect(throws: GenerationError.overLimit(price: 1, limit: 0)) {
            try plan(model: "new", maximumCredits: 0, allowsAnyModel: true)
        }
        #expect(try plan(model: "new", maximumCredits: 5, allowsAnyModel: true).totalCredits == nil)
    }

    @Test func aPriceAboveTheLimitIsRefusedByHowMuch() throws {
        #expect {
            try plan(count: 2, maximumCredits: 29)
        } throws: {
            ($0 as? GenerationError)?.message
                == "the price is 30 credits, 1 more than the limit of 29"
                && ($0 as? GenerationError)?.kind == .refusedSpending
        }
        #expect(try plan(count: 2, maximumCredits: 30).totalCredits == 30)
    }

    @Test(arguments: [0, -1, Int.min, Int.max])
    func aCountThatIsNoneIsRefused(count: Int) throws {
        #expect(throws: GenerationError.badCount(count)) { try plan(count: count) }
    }

    @Test func aLowBalanceIsReadAgainBeforeItRefuses() async throws {
        try workshop.library.observe(BalanceObservation(remaining: 2, source: .me, at: .sample))
        let generator = workshop.generator(remote)
        let plan = try plan()
        remote.setBalance(14)

        await #expect(throws: GenerationError.balanceTooLow(price: 15, balance: 14)) {
            try await generator.confirmingBalance(of: plan)
        }
        remote.setBalance(500)
        let confirmed = try await generator.confirmingBalance(of: plan)

        #expect(confirmed.balanceAfter == 485)
        #expect(remote.meCalls == 2 && remote.requests.isEmpty)
        #expect(try workshop.library.latestObservation()?.remaining == 500)
    }

    @Test func aBalanceThatSufficesIsNotReadAgain() async throws {
        try workshop.library.observe(BalanceObservation(remaining: 15, source: .me, at: .sample))

        _ = try await workshop.generator(remote).confirmingBalance(of: try plan())

        #expect(remote.meCalls == 0)
    }

    @Test func thePlanCountsTheMonth() async throws {
        let remote = ScriptedRemote([
            making(.sample("a")), failing(RemoteError(.outcomeUnknown(reason: "cut"))),
        ])

        _ = try await workshop.run(remote, count: 2)

        let month = try plan().month
        #expect(month.certain == 1 && month.uncertain == 1)
    }
}
