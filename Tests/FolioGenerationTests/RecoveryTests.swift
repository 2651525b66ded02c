import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioTestSupport
import Testing

/// Lost calls, settled against a remote in memory.
@Suite struct RecoveryTests {
    private let shop: Workshop
    private let remote: FakeRemote

    init() async throws {
        shop = try Workshop()
        remote = FakeRemote(now: shop.time.now)
    }

    @Test func aLostImageComesBackAsIfItsReplyHadCome() async throws {
        try await lose("a red boat", tags: [try TagName("boats")], .afterWork)

        let outcome = try await recovery.run()

        let item = try #require(outcome.settled.first?.item)
        #expect(item.prompt == "a red boat")
        #expect(item.model == "flux-schnell")
        #expect(item.ratio == "1:1")
        #expect(item.tags == ["boats"])
        #expect(item.credits == 1)
        #expect(outcome.open.isEmpty)
        let call = try #require(try shop.journal().first)
        #expect(call.state == .made)
        #expect(call.itemID == item.id)
        let entries = try shop.library.ledger()
        #expect(entries.map(\.credits) == [-1])
        #expect(entries.first?.at == call.startedAt)
        #expect(await remote.charges == [1])
    }

    @Test func recoveringTwiceChargesOnce() async throws {
        try await lose("a red boat", .afterWork)
        _ = try await recovery.run()
        let asked = await remote.calls.count

        let again = try await recovery.run()

        #expect(again.results.isEmpty)
        #expect(await remote.calls.count == asked)
        #expect(try shop.library.ledger().count == 1)
    }

    @Test func anItemThatASyncHasLearnedMeanwhileIsCompleted() async throws {
        try await lose("a red boat", .afterWork)
        await step(5)
        _ = try shop.library.learn(await remote.items, now: shop.time.now)

        let item = try #require(try await recovery.run().settled.first?.item)

        #expect(item.prompt == "a red boat")
        #expect(try shop.library.overview().items == 1)
    }

    @Test func anItemOfAReadingThatHidTheRightOneIsNotClaimed() async throws {
        try await lose("a red boat", .afterWork)
        let stranger = RemoteMediaItem(
            mediaID: "stranger", width: 1_024, height: 1_024, createdAt: await remote.now)
        await remote.change {
            $0.items.insert(stranger, at: 0)
            $0.staleListings = [[stranger]]
        }

        let outcome = try await recovery.run()

        #expect(outcome.settled.isEmpty)
        #expect(outcome.open.first?.verdict?.candidates.count == 2)
    }

    @Test func anItemThatOnlyOneReadingShowedIsNotClaimed() async throws {
        try await lose("a red boat", .afterWork)
        let all = await remote.items
        await remote.change { $0.staleListings = [all, []] }

        let outcome = try await recovery.run()

        #expect(outcome.settled.isEmpty)
        #expect(try await recovery.run().settled.count == 1)
    }

    @Test func twoLostImagesOfOneRatioAreLeftOpenAndShown() async throws {
        try await lose("a red boat", .afterWork)
        try await lose("a blue boat", .afterWork)

        let outcome = try await recovery.run()

        #expect(outcome.settled.isEmpty)
        #expect(outcome.open.map { $0.verdict?.candidates.count } == [2, 2])
        #expect(try shop.states() == [.unknown, .unknown])
        #expect(try shop.journal().allSatisfy { $0.findings != nil })
        #expect(try shop.library.ledger().isEmpty)
    }

    @Test func theUsersWordSettlesThemAndFreesTheRest() async throws {
        try await lose("a red boat", .afterWork)
        try await lose("a blue boat", .afterWork)
        let red = try #require(try shop.journal().first)
        let mediaID = try #require(await remote.items.last?.mediaID)

        let word = try await recovery.settleAsMade(red, mediaID: mediaID)
        #expect(word.settled.first?.item?.prompt == "a red boat")
        let rest = try await recovery.run()

        #expect(rest.settled.first?.item?.prompt == "a blue boat")
        #expect(try shop.states() == [.made, .made])
        #expect(try shop.library.ledger().map(\.credits) == [-1, -1])
    }

    @Test func someoneElsesImageOfTheSameMomentIsNotClaimedForACallThatDidNotRun() async throws {
        try await lose("a red boat", .beforeWork)
        await remote.change { $0.items.insert(.sample("theirs", createdAt: $0.now), at: 0) }

        let outcome = try await recovery.run()

        #expect(outcome.settled.isEmpty)
        #expect(try shop.states() == [.unknown])
    }

    @Test func spendingElsewhereIsWarnedOf() async throws {
        try await lose("a red boat", .afterWork)
        await remote.change { $0.identity.credits?.used += 8 }

        let outcome = try await recovery.run()

        #expect(outcome.settled.first?.warnings.count == 1)
    }

    @Test func twoQuietReadingsSettleACallThatNeverRan() async throws {
        try await lose("a red boat", .beforeWork)
        await step(300)
        #expect(try await recovery.run().settled.isEmpty)
        #expect(try shop.journal().first?.quietAt != nil)
        await step(600)

        let outcome = try await recovery.run()

        #expect(outcome.settled.first?.call.state == .notMade)
        #expect(try shop.library.ledger().isEmpty)
    }

    @Test func aTraceBetweenTwoReadingsStartsTheSilenceAnew() async throws {
        try await lose("a red boat", .beforeWork)
        await step(300)
        _ = try await recovery.run()
        await remote.change { $0.identity.credits?.used += 1 }
        await step(600)

        #expect(try await recovery.run().settled.isEmpty)
        #expect(try shop.journal().first?.quietAt == nil)
    }

    @Test func aDryRunWritesNothing() async throws {
        try await lose("a red boat", .afterWork)
        let before = try shop.journal()

        let outcome = try await recovery.run(dryRun: true)

        #expect(outcome.settled.count == 1)
        #expect(try shop.journal() == before)
        #expect(try shop.library.overview().items == 0)
    }

    @Test func aCallInFlightIsLeftAlone() async throws {
        try await lose("a red boat", .afterWork)
        let lock = try #require(try shop.library.takePaidLock())

        let outcome = try await recovery.run()

        #expect(outcome.isCallInFlight)
        #expect(outcome.open.count == 1)
        #expect(try shop.states() == [.unknown])
        #expect(throws: RecoveryError.callInFlight) {
            try recovery.settleAsNotMade(try #require(try shop.journal().first))
        }
        withExtendedLifetime(lock) {}
    }

    @Test func aCallThatItsProcessLeftIsRecovered() async throws {
        try shop.library.observe(
            BalanceObservation(remaining: 100, source: .me, at: shop.time.now))
        await step(1)
        _ = try shop.library.beginGeneration(
            prompt: "a red boat", model: "flux-schnell", ratio: "1:1", expectedCredits: 1,
            now: shop.time.now)
        _ = try await remote.generateImage(.sample("a red boat"))
        await step(20)

        #expect(try await recovery.run().settled.first?.item?.prompt == "a red boat")
    }

    @Test func anotherAccountsEvidenceIsRefused() async throws {
        try await lose("a red boat", .afterWork)
        let recovery = Recovery(shop.generator(remote)) { _ in throw RecoveryError.callInFlight }

        await #expect(throws: RecoveryError.self) { try await recovery.run() }
        #expect(try shop.states() == [.unknown])
    }

    @Test func theUsersWordIsCheckedAgainstWhatIsKnown() async throws {
        try await lose("a red boat", .afterWork)
        _ = try await recovery.run()
        try await lose("a blue boat", .beforeWork)
        let (red, blue) = (try shop.journal()[0], try shop.journal()[1])
        let taken = try #require(red.mediaIDs.first)

        await #expect(throws: RecoveryError.claimed(taken)) {
            try await recovery.settleAsMade(blue, mediaID: taken)
        }
        await #expect(throws: RecoveryError.noSuchMedia("nowhere")) {
            try await recovery.settleAsMade(blue, mediaID: "nowhere")
        }
        #expect(throws: RecoveryError.alreadySettled(red.id, .made)) {
            try recovery.settleAsNotMade(red)
        }
        #expect(try recovery.settleAsNotMade(blue).settled.count == 1)
        #expect(try shop.states() == [.made, .notMade])
    }

    private var recovery: Recovery { Recovery(shop.generator(remote)) }

    /// Pays for an image and loses the reply, the balance having been read just before.
    private func lose(
        _ prompt: String, tags: [TagName] = [], _ moment: FakeRemote.Moment
    ) async throws {
        let generator = shop.generator(remote)
        await step(1)
        if try shop.library.latestObservation() == nil { try await generator.refreshBalance() }
        await step(1)
        await remote.fail(
            .generateImage, with: RemoteError(.outcomeUnknown(reason: "cut")), moment)
        let plan = try generator.plan(
            GenerationOrder(
                prompt: try GenerationPrompt(prompt), model: "flux-schnell", tags: tags))
        let outcome = await generator.run(plan)
        #expect(outcome.unknown.count == 1)
        await step(2)
    }

    /// Time passes here and there alike.
    private func step(_ seconds: Int) async {
        shop.time.advance(by: .seconds(seconds))
        let now = shop.time.now
        await remote.change { $0.now = now }
    }
}
