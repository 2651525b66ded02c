import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// The offline plan, run: every entry once, whatever happens in between.
@Suite struct PlanRunTests {
    let workshop: Workshop
    private var library: Library { workshop.library }

    init() throws {
        workshop = try Workshop()
    }

    private func add(_ prompts: String..., post: PlannedPost? = nil) throws -> [PlanEntry] {
        try library.addToPlan(
            prompts.map {
                .init(
                    prompt: $0, model: "flux-schnell", ratio: "1:1", tags: [try TagName("boats")],
                    albums: ["Sea"], post: post, expectedCredits: 1)
            }, now: workshop.time.now)
    }

    private func run(
        _ steps: [ScriptedRemote.Step], _ limits: PlanRunLimits = PlanRunLimits()
    ) async -> (outcome: PlanRunOutcome, remote: ScriptedRemote) {
        let remote = ScriptedRemote(steps)
        return (await workshop.generator(remote).runPlan(limits), remote)
    }

    private var lost: ScriptedRemote.Step { failing(RemoteError(.outcomeUnknown(reason: "cut"))) }

    @Test func everyEntryIsMadeOnceInItsOrder() async throws {
        let post = PlannedPost(content: "Sale", accountIDs: [], scheduledFor: nil)
        _ = try add("a", "b", post: post)

        let (outcome, remote) = await run([making(.sample("1")), making(.sample("2"))])

        #expect(outcome.failure == nil && outcome.left == 0 && outcome.creditsUsed == 2)
        #expect(remote.requests.map(\.prompt.text) == ["a", "b"])
        #expect(outcome.made.map(\.item.tags) == [["boats"], ["boats"]])
        #expect(outcome.steps.map { $0.post?.itemIDs } == outcome.made.map { [$0.item.id] })
        #expect(try library.plan().isEmpty)
        let again = await run([making(.sample("3"))])
        #expect(again.remote.requests.isEmpty && again.outcome.steps.isEmpty)
    }

    @Test func aLostReplyEndsTheRunAndIsNeverSentAgain() async throws {
        _ = try add("a", "b")

        let (outcome, remote) = await run([lost, making(.sample("2"))])
        #expect(remote.requests.count == 1)
        #expect(outcome.failure?.kind == .outcomeUnknown)

        let later = await run([making(.sample("2"))])
        #expect(later.remote.requests.map(\.prompt.text) == ["b"])
        #expect(later.outcome.stuck.map(\.generation.prompt) == ["a"])
        #expect(try workshop.states() == [.unknown, .made])
    }

    @Test func anEntryThatIsRefusedForWhatItAsksDoesNotStopTheNext() async throws {
        _ = try add("a", "b")

        let (outcome, _) = await run([
            failing(RemoteError(.refused, status: 400)), making(.sample("2")),
        ])
        #expect(outcome.made.count == 1)
        #expect(outcome.failure?.kind == .usage)

        let later = await run([making(.sample("3"))])
        #expect(later.remote.requests.isEmpty)
        #expect(later.outcome.stuck.map(\.step) == [.drop])
    }

    @Test func withoutANetworkTheEntryWaitsForTheNextRun() async throws {
        let entries = try add("a", "b")

        let (outcome, remote) = await run([failing(RemoteError(.notSent(reason: "no network")))])
        #expect(remote.requests.count == 1 && outcome.left == 2)
        #expect(outcome.failure?.kind == .unavailable)

        let later = await run([making(.sample("1")), making(.sample("2"))])
        #expect(later.outcome.steps.map(\.entry.id) == entries.map(\.id))
        #expect(try workshop.states() == [.refused, .made, .made])
    }

    @Test func anEntryThatCannotBeMadeAnyMoreDoesNotStopTheNext() async throws {
        _ = try library.addToPlan(
            [.init(prompt: "a", model: "gone", ratio: "1:1", expectedCredits: 1)],
            now: workshop.time.now)
        _ = try add("b")

        let (outcome, remote) = await run([making(.sample("1"))])

        #expect(remote.requests.map(\.prompt.text) == ["b"])
        #expect(outcome.failure?.kind == .usage && outcome.left == 1)
    }

    @Test func anEntryThatAnotherProcessTookMeanwhileIsLeftToIt() async throws {
        let entries = try add("a", "b", "c")
        let (library, now) = (library, workshop.time.now)

        let (outcome, remote) = await run([
            { _ in
                _ = try library.dropFromPlan([entries[1].id], now: now)
                return .sample("1")
            }, making(.sample("2")),
        ])

        #expect(remote.requests.map(\.prompt.text) == ["a", "c"])
        #expect(outcome.failure == nil && outcome.left == 0)
    }

    @Test func aRunThatDiedBehindAnImageIsFinishedWithoutPaying() async throws {
        let post = PlannedPost(content: "Sale", accountIDs: [], scheduledFor: nil)
        let entry = try add("a", post: post)[0]
        let lock = try #require(try library.takePaidLock())
        let call = try library.beginPlanned(
            entry.id, expectedCredits: 1, now: workshop.time.now, holding: lock)
        let reply = Library.MadeReply(
            item: .sample("1"), mediaIDs: ["1"], echoedPrompt: nil, creditsUsed: 1,
            creditsRemaining: 99, status: 201, requestID: nil, raw: "{}")
        let item = try library.settleMade(call.id, reply, now: workshop.time.now)

        let (outcome, remote) = await run([making(.sample("2"))])

        #expect(remote.requests.isEmpty)
        #expect(outcome.finishedPosts.map(\.itemIDs) == [[item.id]])
        #expect(try library.posts(using: item.id).count == 1)
        #expect(try library.plan().isEmpty)
    }

    @Test func limitsEndTheRunBeforeTheImageThatWouldPassThem() async throws {
        _ = try add("a", "b", "c")

        let (dear, first) = await run([making(.sample("1", used: 2))], .init(maximumCredits: 2))
        #expect(first.requests.count == 1)
        #expect(dear.failure?.kind == .refusedSpending && dear.left == 2)

        let next = try #require(try library.plan().first { $0.step == .send })
        let (one, second) = await run([making(.sample("2"))], .init(entries: [next.id]))
        #expect(second.requests.count == 1 && one.failure == nil && one.left == 1)

        try library.setBudgets([.month: 3], now: workshop.time.now)
        let (over, third) = await run([making(.sample("3"))])
        #expect(third.requests.isEmpty && over.left == 1)
        #expect(over.failure?.message.contains("monthly budget") == true)
    }
}

extension PlanRunTests {
    @Test(arguments: [false, true])
    func whatWasPlannedBeforeTheLibraryWasPutBackIsNotPaidForByItself(moved: Bool) async throws {
        let entry = try #require(
            try library.addToPlan(
                [.init(prompt: "a", model: "flux-schnell", ratio: "1:1", expectedCredits: 1)],
                now: workshop.time.now
            ).first)
        let folder = library.folder.appendingPathComponent("copy")
        try Library.putBackRows(
            of: Library.schema, in: folder, at: moved ? nil : workshop.time.now
        ) { add in try library.forEachKeptRow { _, line in _ = try add(line) } }
        let copy = try Library.open(folder)
        let remote = ScriptedRemote([making(.sample("1"))])
        let generator = Generator(library: copy, remote: remote, time: workshop.time.source)

        let outcome = await generator.runPlan(PlanRunLimits())

        #expect(remote.requests.count == (moved ? 1 : 0))
        #expect(outcome.stuck.map(\.id) == (moved ? [] : [entry.id]))
        #expect(try copy.plan().map(\.reason) == (moved ? [] : [PlanEntry.wasPutBack]))
        if !moved { _ = try copy.dropFromPlan([entry.id], now: workshop.time.now) }
        #expect(try copy.plan().isEmpty)
    }
}
