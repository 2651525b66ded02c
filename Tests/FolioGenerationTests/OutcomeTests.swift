import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioTestSupport
import Testing

@Suite struct OutcomeTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    @Test func anImageComesWithItsChargeItsBalanceAndItsTags() async throws {
        let remote = ScriptedRemote([making(.sample())])

        let outcome = try await workshop.run(remote, tags: [try TagName("boats")])

        let image = try #require(outcome.made.first)
        #expect(outcome.failure == nil)
        #expect(outcome.creditsUsed == 1 && outcome.creditsRemaining == 99)
        #expect(image.nextStep == "post it")
        #expect(image.item.prompt == "a red boat" && image.item.tags == ["boats"])
        #expect(image.item.mediaID == "media-1" && image.item.credits == 1)
        #expect(try workshop.library.ledger().map(\.credits) == [-1])
        #expect(try workshop.library.latestObservation()?.remaining == 99)
        let call = try #require(try workshop.journal().first)
        #expect(call.state == .made && call.itemID == image.item.id)
        #expect(call.rawReply == #"{"as":"it arrived"}"# && call.requestID == "request-media-1")
    }

    @Test func theJournalRowIsThereBeforeTheRequestIs() async throws {
        let library = workshop.library
        let remote = ScriptedRemote([
            { _ in
                let sent = try library.generations(in: [.sent]).map(\.prompt)
                let lock = try library.takePaidLock()
                #expect(sent == ["a red boat"] && lock == nil)
                return .sample()
            }
        ])

        let outcome = try await workshop.run(remote)

        #expect(outcome.made.count == 1)
    }

    static let proofs: [(RemoteError.Failure, FailureKind)] = [
        (.notSent(reason: "refused"), .unavailable), (.keyRefused, .notAllowed),
        (.forbidden, .notAllowed),
        (.insufficientCredits(required: 1, available: 0), .refusedSpending),
        (.notFound, .notFound), (.rateLimited(wait: .seconds(11)), .unavailable),
        (.budgetExhausted(wait: .seconds(60)), .unavailable), (.refused, .usage),
    ]

    @Test(arguments: proofs)
    func aProofThatItDidNotRunIsARefusalWithoutACharge(
        failure: RemoteError.Failure, kind: FailureKind
    ) async throws {
        let remote = ScriptedRemote([failing(RemoteError(failure, status: 400, raw: "{}"))])

        let outcome = try await workshop.run(remote)

        #expect(outcome.failure?.kind == kind)
        #expect(try workshop.states() == [.refused])
        #expect(try workshop.library.ledger().isEmpty)
        #expect(try workshop.library.spendFacts().isEmpty)
        #expect(remote.requests.count == 1)
    }

    static let ambiguous: [any Error & Sendable] = [
        RemoteError(.outcomeUnknown(reason: "cut"), status: 200, raw: "{"),
        RemoteError(.unavailable(reason: "500"), status: 500),
        RemoteError(.unreadable(reason: "HTML"), status: 502), RemoteError(.conflict, status: 409),
        RemoteError(.mediaInUse(postIDs: []), status: 409), CancellationError(), Surprise(),
    ]

    struct Surprise: Error {}

    @Test(arguments: ambiguous.indices)
    func anythingElseIsUnknownAndNeverSentAgain(index: Int) async throws {
        let remote = ScriptedRemote([failing(Self.ambiguous[index]), making(.sample())])

        let outcome = try await workshop.run(remote, count: 3)

        #expect(outcome.failure?.kind == .outcomeUnknown)
        #expect(outcome.unknown.map(\.state) == [.unknown])
        #expect(try workshop.states() == [.unknown])
        #expect(remote.requests.count == 1)
        #expect(try workshop.library.ledger().isEmpty)
        let facts = try workshop.library.spendFacts()
        #expect(facts.map(\.certainty) == [.uncertain] && facts.map(\.credits) == [1])
    }

    @Test func aRefusalForLackOfCreditsTellsTheBalance() async throws {
        let error = RemoteError(.insufficientCredits(required: 1, available: 0), status: 402)

        _ = try await workshop.run(ScriptedRemote([failing(error)]))

        #expect(try workshop.library.latestObservation()?.remaining == 0)
        #expect(try workshop.library.latestObservation()?.source == .refusal)
    }

    @Test func aShortWaitIsWaitedOutOnceWithARowOfItsOwn() async throws {
        let busy = failing(RemoteError(.rateLimited(wait: .seconds(10)), status: 429))
        let remote = ScriptedRemote([busy, making(.sample()), busy, busy, making(.sample("b"))])

        let first = try await workshop.run(remote)
        let second = try await workshop.run(remote)

        #expect(first.made.count == 1)
        #expect(second.failure?.kind == .unavailable)
        #expect(second.failure?.hint == "try again in 10 s")
        #expect(workshop.time.sleeps == [.seconds(10), .seconds(10)])
        #expect(try workshop.states() == [.refused, .made, .refused, .refused])
    }

    @Test func aReplyWithoutAMediaIDIsNoImage() async throws {
        let outcome = try await workshop.run(ScriptedRemote([making(.sample(""))]))

        #expect(outcome.failure?.kind == .outcomeUnknown)
        #expect(try workshop.journal().first?.rawReply == #"{"as":"it arrived"}"#)
    }

    @Test func theThirdOfFourFailsAndTheOthersAreKept() async throws {
        let remote = ScriptedRemote([
            making(.sample("a")), making(.sample("b", remaining: 98)),
            failing(RemoteError(.refused, status: 422)), making(.sample("d", remaining: 97)),
        ])

        let outcome = try await workshop.run(remote, count: 4)

        #expect(outcome.made.map(\.item.mediaID) == ["a", "b", "d"])
        #expect(outcome.failure?.kind == .usage)
        guard case .refused = outcome.results[2] else {
            Issue.record("the third was not refused")
            return
        }
        #expect(try workshop.states() == [.made, .made, .refused, .made])
    }

    @Test func aFailureThatWouldRepeatEndsTheRun() async throws {
        let remote = ScriptedRemote([
            making(.sample("a")), failing(RemoteError(.keyRefused, status: 401)),
            making(.sample("c")),
        ])

        let outcome = try await workshop.run(remote, count: 3)

        #expect(outcome.made.count == 1 && remote.requests.count == 2)
        guard case .notTried = outcome.results[2] else {
            Issue.record("the third was tried")
            return
        }
    }

    @Test func twoRefusalsInARowEndTheRun() async throws {
        let remote = ScriptedRemote([])

        let outcome = try await workshop.run(remote, count: 50)

        #expect(remote.requests.count == 2 && outcome.results.count == 50)
    }

    @Test func aLimitHoldsWherePricesHaveMoved() async throws {
        let remote = ScriptedRemote([making(.sample("a", used: 3)), making(.sample("b"))])

        let outcome = try await workshop.run(remote, count: 2, maximumCredits: 2)

        #expect(outcome.made.count == 1 && remote.requests.count == 1)
        #expect(outcome.failure?.kind == .refusedSpending)
    }

    @Test func aModelOfUnknownPriceIsHeldToItsLimit() async throws {
        let remote = ScriptedRemote([
            making(.sample("a", used: 4)), making(.sample("b", used: 4)), making(.sample("c")),
        ])

        let outcome = try await workshop.run(
            remote, count: 3, maximumCredits: 10, model: "brand-new", allowsAnyModel: true)

        #expect(outcome.made.count == 2 && outcome.creditsUsed == 8)
        #expect(remote.requests.map(\.model) == ["brand-new", "brand-new"])
    }
}
