import FolioGeneration
import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

/// The table of evidence in `docs/paid-calls.md`, row by row.
@Suite struct VerdictTests {
    private let start = Timestamp.sample

    @Test func oneNewImageAndAFallByThePriceIsMade() {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 5)], [SeenMedia.sample("m", after: 8)])

        #expect(verdict.decision == .made(SeenMedia.sample("m", after: 8).item, credits: 5))
        #expect(verdict.warnings.isEmpty)
        #expect(verdict.reasons.count == 2)
    }

    @Test func aLargerFallIsMadeWithAWarning() {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 13)], [SeenMedia.sample("m", after: 8)])

        #expect(verdict.decision == .made(SeenMedia.sample("m", after: 8).item, credits: 5))
        #expect(verdict.warnings.count == 1)
    }

    @Test(arguments: [nil, 0, 4, -20])
    func withoutAFallByThePriceNothingIsClaimed(fall: Int?) {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: fall)], [SeenMedia.sample("m", after: 8)])

        #expect(verdict.decision == .open(isQuiet: false))
        #expect(verdict.candidates.map(\.mediaID) == ["m"])
    }

    @Test func anUnknownPriceIsTheFallOfACallAlone() {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", price: nil, fall: 7)], [SeenMedia.sample("m", after: 8)])

        #expect(verdict.decision == .made(SeenMedia.sample("m", after: 8).item, credits: 7))
    }

    @Test func twoNewImagesForOneCallAreLeftOpen() {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 10)],
            [SeenMedia.sample("m", after: 8), SeenMedia.sample("n", after: 9)])

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test func whatCannotBeTheCallsIsNoCandidate() {
        var failed = SeenMedia.sample("f", after: 5)
        failed.item.state = .failed
        var video = SeenMedia.sample("v", after: 5)
        video.item.kind = .video
        var old = SeenMedia.sample("o", after: 5)
        old.knownSince = start - .seconds(1)
        var claimed = SeenMedia.sample("c", after: 5)
        claimed.isClaimed = true
        let media = [
            failed, video, old, claimed, SeenMedia.sample("wide", after: 5, width: 160, height: 90),
            SeenMedia.sample("early", after: -31), SeenMedia.sample("late", after: 211),
        ]

        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 5)], media + [SeenMedia.sample("m", after: 8)])

        #expect(verdict.candidates.map(\.mediaID) == ["m"])
        #expect(verdict.decision == .made(SeenMedia.sample("m", after: 8).item, credits: 5))
    }

    @Test func anImageOfUntoldTimeIsNeverClaimed() {
        var image = SeenMedia.sample("m", after: 8)
        image.item.createdAt = nil

        #expect(
            Verdict.first(on: [LostCall.sample("a", fall: 5)], [image]).decision
                == .open(isQuiet: false))
    }

    @Test(arguments: [-30, -3, 183, 210])
    func anImageSecondsOutsideTheCallIsNeverClaimed(after: Int) {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 5)], [SeenMedia.sample("m", after: after)])

        #expect(verdict.decision == .open(isQuiet: false))
        #expect(verdict.candidates.map(\.mediaID) == ["m"])
    }

    @Test(arguments: [-2, 0, 180, 182])
    func anImageOfTheCallsTimeIsClaimed(after: Int) {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 5)], [SeenMedia.sample("m", after: after)])

        #expect(verdict.decision == .made(SeenMedia.sample("m", after: after).item, credits: 5))
    }

    @Test func anImageSecondsOutsideTheCallIsARivalOfOneWithin() {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 5)],
            [SeenMedia.sample("m", after: 8), SeenMedia.sample("n", after: -20)])

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test func twoCallsOfOneRatioAtOneTimeAreLeftOpen() {
        let calls = [LostCall.sample("a", fall: 10), LostCall.sample("b", after: 20, fall: 10)]
        let verdicts = RecoveryCase(
            calls: calls,
            media: [SeenMedia.sample("m", after: 8), SeenMedia.sample("n", after: 28)],
            listedSince: start - .seconds(60), now: start + .seconds(60)
        ).verdicts()

        #expect(verdicts.values.allSatisfy { $0.decision == .open(isQuiet: false) })
    }

    @Test func twoCallsAreToldApartByRatio() {
        let wide = SeenMedia.sample("n", after: 28, width: 160, height: 90)
        let verdicts = RecoveryCase(
            calls: [
                LostCall.sample("a", fall: 10),
                LostCall.sample("b", after: 20, ratio: "16:9", fall: 10),
            ],
            media: [SeenMedia.sample("m", after: 8), wide],
            listedSince: start - .seconds(60),
            now: start + .seconds(60)
        ).verdicts()

        #expect(verdicts["a"]?.decision == .made(SeenMedia.sample("m", after: 8).item, credits: 5))
        #expect(verdicts["b"]?.decision == .made(wide.item, credits: 5))
        #expect(verdicts.values.allSatisfy { $0.warnings.isEmpty })
    }

    @Test func twoCallsAreToldApartByTimesThatDoNotOverlap() {
        let verdicts = RecoveryCase(
            calls: [LostCall.sample("a", fall: 10), LostCall.sample("b", after: 600, fall: 10)],
            media: [SeenMedia.sample("m", after: 8), SeenMedia.sample("n", after: 608)],
            listedSince: start - .seconds(60), now: start + .seconds(700)
        ).verdicts()

        #expect(verdicts["a"]?.decision == .made(SeenMedia.sample("m", after: 8).item, credits: 5))
        #expect(
            verdicts["b"]?.decision == .made(SeenMedia.sample("n", after: 608).item, credits: 5))
    }

    @Test func twoImagesAndTheFallOfOneAreLeftOpen() {
        let wide = SeenMedia.sample("n", after: 28, width: 160, height: 90)
        let verdicts = RecoveryCase(
            calls: [
                LostCall.sample("a", fall: 5),
                LostCall.sample("b", after: 20, ratio: "16:9", fall: 5),
            ],
            media: [SeenMedia.sample("m", after: 8), wide],
            listedSince: start - .seconds(60),
            now: start + .seconds(60)
        ).verdicts()

        #expect(verdicts.values.allSatisfy { $0.decision == .open(isQuiet: false) })
    }

    @Test func twoQuietReadingsProveThatItWasNotMade() {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 0, quietAfter: 660)], [],
            now: start + .seconds(780))

        #expect(verdict.decision == .notMade)
    }

    @Test(arguments: [
        (nil, 2_000), (700, 779), (650, 1_000 - 221), (2_000, 1_000), (700, 819),
    ])
    func tooShortASilenceProvesNothing(quietAfter: Int?, now: Int) {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 0, quietAfter: quietAfter)], [],
            now: start + .seconds(now))

        #expect(verdict.decision == .open(isQuiet: true))
    }

    @Test func aReadingDuringTheCallIsNoQuietOne() {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: 0)], [], now: start + .seconds(30))

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test(arguments: [nil, 5, 1, -3])
    func aBalanceThatMovedOrIsNotToldProvesNoAbsence(fall: Int?) {
        let verdict = Verdict.first(
            on: [LostCall.sample("a", fall: fall, quietAfter: 660)], [],
            now: start + .seconds(2_000))

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test func whatSomebodyElseMadeDuringAnotherCallExplainsNoFall() {
        let made = LostCall.sample("a", fall: 5, quietAfter: 1_260)
        let other = LostCall.sample("b", after: 600, fall: 0)
        let verdict = Verdict.first(
            on: [made, other], [SeenMedia.sample("n", after: 608)],
            now: start + .seconds(3_000))

        #expect(verdict.decision == .open(isQuiet: false))
    }

    @Test(arguments: [nil, 0])
    func aListThatWasNotReadFarEnoughProvesNothing(listedAfter: Int?) {
        let recovery = RecoveryCase(
            calls: [LostCall.sample("a", fall: 5)], media: [SeenMedia.sample("m", after: 8)],
            listedSince: listedAfter.map { start + .seconds($0) },
            now: start + .seconds(2_000))

        #expect(recovery.verdicts()["a"]?.decision == .open(isQuiet: false))
    }

    @Test func aClockThatWentBackProvesNothing() {
        let early = Verdict.first(
            on: [LostCall.sample("a", fall: 5)], [SeenMedia.sample("m", after: 8)],
            now: start - .seconds(1))
        #expect(early.decision == .open(isQuiet: false))

        var generation = Generation.lost("a", after: 0, price: 5, ratio: "1:1", .image)
        generation.endedAt = start - .seconds(9)
        let broken = Verdict.first(
            on: [LostCall(generation, skew: .zero, fall: 5)], [SeenMedia.sample("m", after: 8)])
        #expect(broken.decision == .open(isQuiet: false))
    }

    @Test func timesAreComparedByTheRemotesClock() {
        let lost = LostCall(
            Generation.lost("a", after: 0, price: 5, ratio: "1:1", .image), skew: .seconds(3_600),
            fall: 5)

        let found = Verdict.first(
            on: [lost], [SeenMedia.sample("m", after: 3_608)],
            now: start + .seconds(3_700))
        let missed = Verdict.first(
            on: [lost], [SeenMedia.sample("m", after: 8)], now: start + .seconds(3_700))

        #expect(found.decision == .made(SeenMedia.sample("m", after: 3_608).item, credits: 5))
        #expect(missed.candidates.isEmpty)
    }
}
