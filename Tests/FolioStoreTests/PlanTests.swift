import FolioModel
import FolioStore
import GRDB
import Testing

/// The offline plan: nothing in it is ever sent twice.
@Suite struct PlanTests {
    let store: TemporaryLibrary
    private var library: Library { store.library }
    private let now = TemporaryLibrary.now

    init() throws {
        store = try TemporaryLibrary()
    }

    private func add(
        _ prompts: String..., albums: [String] = [], post: PlannedPost? = nil
    ) throws -> [PlanEntry] {
        try library.addToPlan(
            prompts.map {
                .init(
                    prompt: $0, model: "flux-schnell", ratio: "1:1", tags: [try TagName("boats")],
                    albums: albums, post: post, expectedCredits: 1)
            }, now: now)
    }

    private func begin(_ id: PlanEntry.ID) throws -> Generation {
        let lock = try #require(try library.takePaidLock())
        return try library.beginPlanned(
            id, expectedCredits: 2, now: now + .seconds(5), holding: lock)
    }

    @Test func entriesWaitInTheirOrderAndAreNoSpending() throws {
        let entries = try add("a", "b", "c")

        #expect(try library.plan() == entries)
        #expect(entries.allSatisfy { $0.step == .send && $0.generation.state == .planned })
        #expect(try library.spendFacts().isEmpty)
        #expect(try library.generations(in: [.sent, .unknown]).isEmpty)
    }

    @Test func aPlannedCallBecomesTheSentOneUnderItsOwnID() throws {
        let entry = try add("a red boat")[0]

        let call = try begin(entry.id)

        #expect(call.id == entry.generation.id)
        #expect(try library.generation(call.id) == call)
        #expect(call.state == .sent && call.expectedCredits == 2)
        #expect(call.startedAt == now + .seconds(5))
        #expect(throws: PlanError.notWaiting(entry.id, "sent")) { try begin(entry.id) }
        #expect(try library.plan()[0].step == .settle)
    }

    @Test func afterAPassingRefusalThereIsAnotherAttemptAndAfterAFinalOneNone() throws {
        let entries = try add("a", "b")
        let first = try begin(entries[0].id)
        try library.settleRefused(
            first.id, evidence: "no network", status: nil, requestID: nil, raw: nil, balance: nil,
            now: now)
        let second = try begin(entries[0].id)
        #expect(second.id != first.id && second.prompt == "a" && second.tags == ["boats"])
        #expect(try library.generation(first.id).state == .refused)

        let other = try begin(entries[1].id)
        try library.settleRefused(
            other.id, evidence: "bad prompt", status: 400, requestID: nil, raw: nil, balance: nil,
            now: now)
        #expect(try library.plan().map(\.step) == [.settle, .drop])
        #expect(throws: PlanError.self) { try begin(entries[1].id) }
    }

    @Test func anUnknownOutcomeIsNeverSentAgain() throws {
        let entry = try add("a")[0]
        let call = try begin(entry.id)
        try library.settleUnknown(
            call.id, evidence: "cut", status: nil, requestID: nil, raw: nil, now: now)

        #expect(throws: PlanError.notWaiting(entry.id, "unknown")) { try begin(entry.id) }
        #expect(throws: PlanError.beingSent(entry.id, call.id)) {
            try library.dropFromPlan([entry.id], now: now)
        }
    }

    @Test func aMadeImageGoesIntoItsAlbumsAndItsPostIsWrittenDownOnce() throws {
        let post = PlannedPost(content: "Sale", accountIDs: [7], scheduledFor: now + .seconds(900))
        let entry = try add("a boat", albums: ["Winter", "winter", "Sea"], post: post)[0]
        #expect(throws: PlanError.notMade(entry.id)) {
            try library.finishPlanned(entry.id, now: now)
        }
        let call = try begin(entry.id)
        let item = try library.settleMade(call.id, .sample("m"), now: now)
        #expect(try library.plan()[0].step == .finish)

        let queued = try #require(try library.finishPlanned(entry.id, now: now))

        #expect(queued.itemIDs == [item.id] && queued.content == "Sale")
        #expect(try library.outbox(in: [.pending]).map(\.action.postID) == [queued.id])
        #expect(try store.ids("album:winter") == [item.id])
        #expect(try store.ids("album:sea") == [item.id])
        #expect(item.tags == ["boats"])
        #expect(try library.plan().isEmpty)
        #expect(throws: LibraryError.self) { try library.finishPlanned(entry.id, now: now) }
    }

    @Test func dropTakesAllOrNoneAndKeepsTheJournal() throws {
        let entries = try add("a", "b", "c")
        let call = try begin(entries[2].id)
        #expect(throws: PlanError.self) {
            try library.dropFromPlan([entries[0].id, entries[2].id], now: now)
        }
        #expect(try library.plan().count == 3)

        _ = try library.dropFromPlan([entries[0].id, entries[1].id], now: now)

        #expect(try library.plan().map(\.generation.id) == [call.id])
        #expect(try library.generation(entries[0].generation.id).state == .notMade)
        #expect(try library.spendFacts().map(\.certainty) == [.uncertain])
    }
}
