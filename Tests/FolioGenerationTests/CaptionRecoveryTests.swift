import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioTestSupport
import Testing

/// Lost captions leave no media: the balance alone tells what became of them.
@Suite struct CaptionRecoveryTests {
    private let shop: Workshop
    private let remote: FakeRemote

    init() async throws {
        shop = try Workshop()
        remote = FakeRemote(now: shop.time.now)
    }

    @Test func lostCaptionsAreChargedByTheBalanceAndTheirTextIsLost() async throws {
        try await loseCaptions(count: 3, .afterWork)

        let outcome = try await recovery.run()

        #expect(outcome.settled.count == 1)
        let kept = try #require(try shop.library.captionCalls().first)
        #expect(kept.call.state == .made && kept.call.creditsUsed == 3)
        #expect(kept.captions.isEmpty)
        let entries = try shop.library.ledger()
        #expect(entries.map(\.credits) == [-3])
        #expect(entries.first?.at == kept.call.startedAt)
    }

    @Test func captionsThatWereNotMadeAreSettledByTwoQuietReadings() async throws {
        try await loseCaptions(count: 2, .beforeWork)
        await step(300)

        #expect(try await recovery.run().open.count == 1)
        await step(600)
        #expect(try await recovery.run().settled.count == 1)

        #expect(try shop.states() == [.notMade])
    }

    /// A new month gives back what was used, also by a lost call.
    @Test func afterANewPeriodABalanceThatDidNotFallProvesNothing() async throws {
        let end = shop.time.now + .seconds(100)
        await remote.change { $0.identity.periodEnd = end }
        try await loseCaptions(count: 2, .afterWork)
        await remote.change {
            $0.identity.credits?.used = 0
            $0.identity.periodEnd = end + .seconds(2_592_000)
        }

        await step(900)
        #expect(try await recovery.run().open.count == 1)
        await step(600)
        #expect(try await recovery.run().open.count == 1)

        #expect(try shop.states() == [.unknown])
    }

    @Test func aCaptionCallAndALostImageAreNotToldApartByTheBalance() async throws {
        try await loseCaptions(count: 1, .afterWork)
        _ = try shop.library.beginGeneration(
            prompt: "a red boat", model: "flux-schnell", ratio: "1:1", expectedCredits: 1,
            now: shop.time.now)
        await step(2)

        #expect(try await recovery.run().open.count == 2)
    }

    /// The balance that proved the image's charge was read before that charge was booked.
    @Test func anImagesChargeIsNotTakenForPartOfTheCaptions() async throws {
        try await loseImage()
        #expect(try await recovery.run().settled.count == 1)
        try await loseCaptions(count: 3, .afterWork, isBalanceFresh: false)
        await step(900)

        #expect(try await recovery.run().settled.count == 1)

        #expect(try shop.library.ledger().map(\.credits) == [-1, -3])
    }

    @Test func theUsersWordSettlesCaptionsToo() async throws {
        try await loseCaptions(count: 2, .afterWork)
        let call = try #require(try shop.journal().first)

        await #expect(throws: RecoveryError.captionsHaveNoMedia(call.id)) {
            try await recovery.settleAsMade(call, mediaID: "media-1")
        }
        _ = try await recovery.settleAsMade(call, mediaID: Recovery.captionsWord)

        #expect(try shop.library.ledger().map(\.credits) == [-2])
        #expect(try shop.states() == [.made])
    }

    private func loseImage() async throws {
        let generator = shop.generator(remote)
        await step(1)
        try await generator.refreshBalance()
        await step(1)
        await remote.fail(
            .generateImage, with: RemoteError(.outcomeUnknown(reason: "cut")), .afterWork)
        let plan = try generator.plan(
            GenerationOrder(prompt: try GenerationPrompt("a red boat"), model: "flux-schnell"))
        #expect(await generator.run(plan).unknown.count == 1)
        await step(2)
    }

    private func loseCaptions(
        count: Int, _ moment: FakeRemote.Moment, isBalanceFresh: Bool = true
    ) async throws {
        let generator = shop.generator(remote)
        await step(1)
        if isBalanceFresh { try await generator.refreshBalance() }
        await step(1)
        await remote.fail(
            .generateCaption, with: RemoteError(.outcomeUnknown(reason: "cut")), moment)
        let order = CaptionOrder(
            topic: try CaptionTopic("a red boat"), terms: try CaptionTerms(count: count))
        #expect(await generator.run(try generator.plan(order)).unknown.count == 1)
        await step(2)
    }

    private var recovery: Recovery { Recovery(shop.generator(remote)) }

    /// Time passes here and there alike.
    private func step(_ seconds: Int) async {
        shop.time.advance(by: .seconds(seconds))
        let now = shop.time.now
        await remote.change { $0.now = now }
    }
}
