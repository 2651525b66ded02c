import FolioGeneration
import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

/// Captions leave nothing behind but a fall of the balance.
@Suite struct CaptionVerdictTests {
    private let start = Timestamp.sample

    @Test func captionsAreJudgedByTheBalanceOfOneCall() {
        let lost = LostCall.sample("a", price: 3, kind: .caption, fall: 2)
        #expect(Verdict.first(on: [lost], []).decision == .captionsMade(credits: 2))

        let dear = LostCall.sample("a", price: 3, kind: .caption, fall: 4)
        #expect(Verdict.first(on: [dear], []).decision == .open(isQuiet: false))

        let both = Verdict.first(on: [lost, LostCall.sample("b", after: 1, fall: 2)], [])
        #expect(both.decision == .open(isQuiet: false))

        let quiet = LostCall.sample("a", price: 3, kind: .caption, fall: 0, quietAfter: 700)
        #expect(
            Verdict.first(on: [quiet], [], now: start + .seconds(2_000)).decision
                == .notMade)
    }

    /// Captions leave no trace, so a fall that they alone can explain is no proof of an image.
    @Test(arguments: [(2, false), (4, false), (5, false), (7, false), (8, true)])
    func anImageIsNotClaimedForWhatCaptionsCanHaveTaken(fall: Int, isMade: Bool) {
        let lost = LostCall.sample("a", price: 5, fall: fall)
        let captions = LostCall.sample("b", after: 1, price: 3, kind: .caption, fall: fall)

        let seen = Verdict.first(on: [lost, captions], [SeenMedia.sample("m", after: 8)])

        #expect(
            seen.decision
                == (isMade
                    ? .made(SeenMedia.sample("m", after: 8).item, credits: 5)
                    : .open(isQuiet: false)))
    }
}
