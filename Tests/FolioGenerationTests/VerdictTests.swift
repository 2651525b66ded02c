import FolioGeneration
import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

/// The table of evidence in `docs/paid-calls.md`, row by row.
@Suite struct VerdictTests {
    private let start = Timestamp.sample

    @Test func oneNewImageAndAFallByThePriceIsMade() {
        let verdict = verdict(on: [call("a", fall: 5)], [image("m", after: 8)])

        #expect(verdict.decision == .made(image("m", after: 8).item, credits: 5))
        #expect(verdict.warnings.isEmpty)
        #expect(verdict.reasons.count == 2)
    }

    @Test func aLargerFallIsMadeWithAWarning() {
        let verdict = verdict(on: [call("a", fall: 13)], [image("m", after: 8)])

        #expect(verdict.decision == .made(image("m", after: 8).item, credits: 5))
        #expect(verdict.warnings.count == 1)
    }

    @Test(arguments: [nil, 0, 4, -20])
    func withoutAFallByThePriceNothingIsClaimed(fall: Int?) {
        let verdict = verdict(on: [call("a", fall: fall)], [image("m", after: 8)])

        #expect(verdict.decision == .open(isQuiet: false))
        #expect(verdict.candidates.map(\.mediaID) == ["m"])
    }

    @Test func anUnknownPriceIsTheFallOfACallAlone() {
        let verdict = verdict(on: [call("a", price: nil, fall: 7)], [image("m", after: 8)])

        #expect(verdict.decision == .made(image("m", after: 8).item, credits: 7))
    }

    @Test func twoNewImagesForOneCallAreLeftOpen() {
        let verdict = verdict(
            on: [call("a", fall: 10)], [image("m", after: 8), image("n", after: 9)])

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test func whatCannotBeTheCallsIsNoCandidate() {
        var failed = image("f", after: 5)
        failed.item.state = .failed
        var video = image("v", after: 5)
        video.item.kind = .video
        var old = image("o", after: 5)
        old.knownSince = start - .seconds(1)
        var claimed = image("c", after: 5)
        claimed.isClaimed = true
        let media = [
            failed, video, old, claimed, image("wide", after: 5, width: 160, height: 90),
            image("early", after: -31), image("late", after: 211),
        ]

        let verdict = verdict(on: [call("a", fall: 5)], media + [image("m", after: 8)])

        #expect(verdict.candidates.map(\.mediaID) == ["m"])
        #expect(verdict.decision == .made(image("m", after: 8).item, credits: 5))
    }

    @Test func anImageOfUntoldTimeIsNeverClaimed() {
        var image = image("m", after: 8)
        image.item.createdAt = nil

        #expect(verdict(on: [call("a", fall: 5)], [image]).decision == .open(isQuiet: false))
    }

    @Test(arguments: [-30, -3, 183, 210])
    func anImageSecondsOutsideTheCallIsNeverClaimed(after: Int) {
        let verdict = verdict(on: [call("a", fall: 5)], [image("m", after: after)])

        #expect(verdict.decision == .open(isQuiet: false))
        #expect(verdict.candidates.map(\.mediaID) == ["m"])
    }

    @Test(arguments: [-2, 0, 180, 182])
    func anImageOfTheCallsTimeIsClaimed(after: Int) {
        let verdict = verdict(on: [call("a", fall: 5)], [image("m", after: after)])

        #expect(verdict.decision == .made(image("m", after: after).item, credits: 5))
    }

    @Test func anImageSecondsOutsideTheCallIsARivalOfOneWithin() {
        let verdict = verdict(
            on: [call("a", fall: 5)], [image("m", after: 8), image("n", after: -20)])

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test func twoCallsOfOneRatioAtOneTimeAreLeftOpen() {
        let calls = [call("a", fall: 10), call("b", after: 20, fall: 10)]
        let verdicts = RecoveryCase(
            calls: calls, media: [image("m", after: 8), image("n", after: 28)],
            listedSince: start - .seconds(60), now: start + .seconds(60)
        ).verdicts()

        #expect(verdicts.values.allSatisfy { $0.decision == .open(isQuiet: false) })
    }

    @Test func twoCallsAreToldApartByRatio() {
        let wide = image("n", after: 28, width: 160, height: 90)
        let verdicts = RecoveryCase(
            calls: [call("a", fall: 10), call("b", after: 20, ratio: "16:9", fall: 10)],
            media: [image("m", after: 8), wide], listedSince: start - .seconds(60),
            now: start + .seconds(60)
        ).verdicts()

        #expect(verdicts["a"]?.decision == .made(image("m", after: 8).item, credits: 5))
        #expect(verdicts["b"]?.decision == .made(wide.item, credits: 5))
        #expect(verdicts.values.allSatisfy { $0.warnings.isEmpty })
    }

    @Test func twoCallsAreToldApartByTimesThatDoNotOverlap() {
        let verdicts = RecoveryCase(
            calls: [call("a", fall: 10), call("b", after: 600, fall: 10)],
            media: [image("m", after: 8), image("n", after: 608)],
            listedSince: start - .seconds(60), now: start + .seconds(700)
        ).verdicts()

        #expect(verdicts["a"]?.decision == .made(image("m", after: 8).item, credits: 5))
        #expect(verdicts["b"]?.decision == .made(image("n", after: 608).item, credits: 5))
    }

    @Test func twoImagesAndTheFallOfOneAreLeftOpen() {
        let wide = image("n", after: 28, width: 160, height: 90)
        let verdicts = RecoveryCase(
            calls: [call("a", fall: 5), call("b", after: 20, ratio: "16:9", fall: 5)],
            media: [image("m", after: 8), wide], listedSince: start - .seconds(60),
            now: start + .seconds(60)
        ).verdicts()

        #expect(verdicts.values.allSatisfy { $0.decision == .open(isQuiet: false) })
    }

    @Test func twoQuietReadingsProveThatItWasNotMade() {
        let verdict = verdict(
            on: [call("a", fall: 0, quietAfter: 660)], [], now: start + .seconds(780))

        #expect(verdict.decision == .notMade)
    }

    @Test(arguments: [
        (nil, 2_000), (700, 779), (650, 1_000 - 221), (2_000, 1_000), (700, 819),
    ])
    func tooShortASilenceProvesNothing(quietAfter: Int?, now: Int) {
        let verdict = verdict(
            on: [call("a", fall: 0, quietAfter: quietAfter)], [], now: start + .seconds(now))

        #expect(verdict.decision == .open(isQuiet: true))
    }

    @Test func aReadingDuringTheCallIsNoQuietOne() {
        let verdict = verdict(on: [call("a", fall: 0)], [], now: start + .seconds(30))

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test(arguments: [nil, 5, 1, -3])
    func aBalanceThatMovedOrIsNotToldProvesNoAbsence(fall: Int?) {
        let verdict = verdict(
            on: [call("a", fall: fall, quietAfter: 660)], [], now: start + .seconds(2_000))

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test func whatSomebodyElseMadeDuringAnotherCallExplainsNoFall() {
        let made = call("a", fall: 5, quietAfter: 1_260)
        let other = call("b", after: 600, fall: 0)
        let verdict = verdict(
            on: [made, other], [image("n", after: 608)], now: start + .seconds(3_000))

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test(arguments: [nil, 0])
    func aListThatWasNotReadFarEnoughProvesNothing(listedAfter: Int?) {
        let recovery = RecoveryCase(
            calls: [call("a", fall: 5)], media: [image("m", after: 8)],
            listedSince: listedAfter.map { start + .seconds($0) }, now: start + .seconds(2_000))

        #expect(recovery.verdicts()["a"]?.decision == .open(isQuiet: false))
    }

    @Test func aClockThatWentBackProvesNothing() {
        let early = verdict(
            on: [call("a", fall: 5)], [image("m", after: 8)], now: start - .seconds(1))
        #expect(early.decision == .open(isQuiet: false))

        var generation = generation("a", after: 0, price: 5, ratio: "1:1", .image)
        generation.endedAt = start - .seconds(9)
        let broken = verdict(
            on: [LostCall(generation, skew: .zero, fall: 5)], [image("m", after: 8)])
        #expect(broken.decision == .open(isQuiet: false))
    }

    @Test func timesAreComparedByTheRemotesClock() {
        let lost = LostCall(
            generation("a", after: 0, price: 5, ratio: "1:1", .image), skew: .seconds(3_600),
            fall: 5)

        let found = verdict(on: [lost], [image("m", after: 3_608)], now: start + .seconds(3_700))
        let missed = verdict(on: [lost], [image("m", after: 8)], now: start + .seconds(3_700))

        #expect(found.decision == .made(image("m", after: 3_608).item, credits: 5))
        #expect(missed.candidates.isEmpty)
    }

    @Test func captionsAreJudgedByTheBalanceOfOneCall() {
        let lost = call("a", price: 3, kind: .caption, fall: 2)
        #expect(verdict(on: [lost], []).decision == .captionsMade(credits: 2))

        let dear = call("a", price: 3, kind: .caption, fall: 4)
        #expect(verdict(on: [dear], []).decision == .open(isQuiet: false))

        let both = verdict(on: [lost, call("b", after: 1, fall: 2)], [])
        #expect(both.decision == .open(isQuiet: false))

        let quiet = call("a", price: 3, kind: .caption, fall: 0, quietAfter: 700)
        #expect(
            verdict(on: [quiet], [], now: start + .seconds(2_000)).decision == .notMade)
    }

    /// Captions leave no trace, so a fall that they alone can explain is no proof of an image.
    @Test(arguments: [(2, false), (4, false), (5, false), (7, false), (8, true)])
    func anImageIsNotClaimedForWhatCaptionsCanHaveTaken(fall: Int, isMade: Bool) {
        let lost = call("a", price: 5, fall: fall)
        let captions = call("b", after: 1, price: 3, kind: .caption, fall: fall)

        let seen = verdict(on: [lost, captions], [image("m", after: 8)])

        #expect(
            seen.decision
                == (isMade
                    ? .made(image("m", after: 8).item, credits: 5) : .open(isQuiet: false)))
    }

    /// The verdict on the first call.
    private func verdict(
        on calls: [LostCall], _ media: [SeenMedia], now: Timestamp? = nil
    ) -> Verdict {
        let verdicts = RecoveryCase(
            calls: calls, media: media, listedSince: start - .seconds(3_600),
            now: now ?? start + .seconds(60)
        ).verdicts()
        guard let verdict = verdicts[calls[0].generation.id] else {
            preconditionFailure("every call is judged")
        }
        return verdict
    }

    private func call(
        _ id: Generation.ID, after seconds: Int = 0, price: Int? = 5, ratio: String = "1:1",
        kind: Generation.Kind = .image, fall: Int?, quietAfter: Int? = nil
    ) -> LostCall {
        var generation = generation(id, after: seconds, price: price, ratio: ratio, kind)
        generation.quietAt = quietAfter.map { start + .seconds($0) }
        return LostCall(generation, skew: .zero, fall: fall)
    }

    private func generation(
        _ id: Generation.ID, after seconds: Int, price: Int?, ratio: String,
        _ kind: Generation.Kind
    ) -> Generation {
        var generation = Generation(
            id: id, kind: kind, state: .unknown, prompt: "a boat", model: "gemini-3-pro",
            ratio: kind == .image ? ratio : nil, expectedCredits: price, balanceBefore: 100,
            startedAt: start + .seconds(seconds))
        generation.balanceBeforeAt = start - .seconds(60)
        return generation
    }

    private func image(
        _ mediaID: String, after seconds: Int, width: Int = 64, height: Int = 64
    ) -> SeenMedia {
        SeenMedia(
            .sample(
                mediaID, width: width, height: height, createdAt: start + .seconds(seconds)))
    }
}
