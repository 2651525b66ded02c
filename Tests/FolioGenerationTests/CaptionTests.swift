import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioTestSupport
import Testing

/// Captions go through the journal, the gates and the outcomes of images.
@Suite struct CaptionTests {
    private let shop: Workshop

    init() throws {
        shop = try Workshop()
    }

    @Test func captionsAreKeptWithTheirTermsAndTheirCharge() async throws {
        let reply = CaptionReply(
            captions: ["one", "two\nlines"], creditsUsed: 2, creditsRemaining: 98,
            requestID: "req-1")
        let remote = ScriptedRemote(captions: [{ _ in reply }])

        let outcome = try await run(remote, count: 2, platform: "Instagram")

        #expect(outcome.captions?.captions == ["one", "two\nlines"])
        #expect(outcome.captions?.warnings == [])
        #expect(remote.topics.map(\.topic.text) == ["a red boat"])
        let kept = try #require(try shop.library.captionCalls().first)
        #expect(kept.captions == ["one", "two\nlines"])
        #expect(kept.call.state == .made)
        #expect(kept.call.kind == .caption)
        #expect(kept.call.prompt == "a red boat")
        #expect(kept.call.model == nil && kept.call.ratio == nil)
        #expect(kept.call.expectedCredits == 2 && kept.call.creditsUsed == 2)
        #expect(kept.call.captionTerms == remote.topics.first?.terms)
        #expect(kept.call.captionTerms?.platform == "instagram")
        #expect(try shop.library.ledger().map(\.credits) == [-2])
        #expect(try shop.library.latestObservation()?.remaining == 98)
    }

    @Test func theRowIsWrittenBeforeTheRequest() async throws {
        let shop = shop
        let remote = ScriptedRemote(captions: [
            { _ in
                let states = try shop.states()
                #expect(states == [.sent])
                return CaptionReply(captions: ["one"], creditsUsed: 1)
            }
        ])

        _ = try await run(remote)

        #expect(try shop.states() == [.made])
    }

    @Test func fewerCaptionsAreChargedAsTheyCame() async throws {
        let remote = ScriptedRemote(captions: [
            { _ in CaptionReply(captions: ["one"], creditsUsed: 1) },
            { _ in CaptionReply(captions: ["one"], creditsUsed: 3) },
            { _ in CaptionReply(captions: ["one"]) },
        ])

        let fewer = try await run(remote, count: 3).captions
        let dear = try await run(remote).captions
        let silent = try await run(remote).captions

        #expect(fewer?.warnings == [.captionsDiffer(asked: 3, returned: 1)])
        #expect(dear?.warnings == [.chargeDiffers(expected: 1, charged: 3)])
        #expect(silent?.warnings == [.chargeUnknown])
        #expect(try shop.library.ledger().map(\.credits) == [-1, -3])
    }

    @Test func aLostReplyIsUnknownAndNotSentAgain() async throws {
        let remote = ScriptedRemote(captions: [
            { _ in throw RemoteError(.outcomeUnknown(reason: "cut")) }
        ])

        let outcome = try await run(remote, count: 2)

        let failure = outcome.failure as? GenerationError
        #expect(failure == .outcomeUnknown(reason: "cut", of: .caption))
        #expect(failure?.message.contains("captions") == true)
        #expect(remote.topics.count == 1)
        #expect(try shop.states() == [.unknown])
    }

    @Test func aRefusalChargesNothing() async throws {
        let remote = ScriptedRemote(captions: [
            { _ in throw RemoteError(.refused, status: 422) }
        ])

        let outcome = try await run(remote)

        #expect(outcome.failure?.kind == .usage)
        #expect(try shop.states() == [.refused])
        #expect(try shop.library.ledger().isEmpty)
    }

    @Test func limitsAndBudgetsHoldForCaptions() throws {
        let generator = shop.generator(ScriptedRemote(captions: []))
        var order = try order(count: 3)
        order.maximumCredits = 2
        #expect(throws: GenerationError.overLimit(price: 3, limit: 2)) {
            try generator.plan(order)
        }
        order.maximumCredits = nil
        try shop.library.setBudgets([.day: 2], now: shop.time.now)
        #expect(throws: GenerationError.self) { try generator.plan(order) }
        order.ignoresBudgets = true
        #expect(try generator.plan(order).totalCredits == 3)
    }

    @Test func captionsThatCannotBeWrittenDownAreShownAllTheSame() async throws {
        try shop.refuse("UPDATE")
        let remote = ScriptedRemote(captions: [
            { _ in CaptionReply(captions: ["the only copy"], creditsUsed: 1) }
        ])

        let outcome = try await run(remote)

        #expect(outcome.failure?.kind == .outcomeUnknown)
        #expect(outcome.failure?.message.contains("the only copy") == true)
        #expect(try shop.states() == [.sent])
    }

    private func order(count: Int = 1, platform: String? = nil) throws -> CaptionOrder {
        CaptionOrder(
            topic: try CaptionTopic("a red boat"),
            terms: try CaptionTerms(platform: platform, count: count))
    }

    private func run(
        _ remote: ScriptedRemote, count: Int = 1, platform: String? = nil
    ) async throws -> GenerationOutcome {
        let generator = shop.generator(remote)
        return await generator.run(try generator.plan(order(count: count, platform: platform)))
    }
}
