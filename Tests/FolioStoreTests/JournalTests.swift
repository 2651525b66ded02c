import FolioModel
import FolioStore
import GRDB
import Testing

@Suite struct JournalTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    private func begin(tags: [String] = []) throws -> Generation {
        try library.beginGeneration(
            prompt: "a red boat", model: "flux-schnell", ratio: "16:9",
            tags: tags.map(TagName.init), expectedCredits: 3, now: now)
    }

    @Test func aPaidCallBecomesItemChargeAndBalanceTogether() throws {
        let call = try begin(tags: ["boats"])
        let item = try library.settleMade(call.id, .sample("media-1"), now: now)

        #expect(item.prompt == "a red boat")
        #expect(item.credits == 3)
        #expect(item.tags == ["boats"])
        #expect(try library.ledger().map(\.credits) == [-3])
        #expect(try library.latestObservation()?.remaining == 97)
        #expect(try library.generation(of: item.id)?.state == .made)
        #expect(try begin().balanceBefore == 97)
        #expect(try store.ids("boat tag:boats") == [item.id])
    }

    @Test func aCallIsChargedOnceAndSettledOnce() throws {
        let call = try begin()
        _ = try library.settleMade(call.id, .sample("media-1"), now: now)

        #expect(throws: LibraryError.self) {
            try library.settleMade(call.id, .sample("media-1"), now: now)
        }
        #expect(throws: LibraryError.self) {
            try library.settleUnknown(
                call.id, evidence: "late", status: nil, requestID: nil, raw: nil, now: now)
        }
        #expect(try library.ledger().count == 1)
        #expect(try library.generation(call.id).state == .made)
    }

    @Test func anUnknownCallCanStillTurnOutMade() throws {
        let call = try begin()
        try library.settleUnknown(
            call.id, evidence: "cut", status: 500, requestID: nil, raw: "x", now: now)
        #expect(try library.generations(in: [.unknown]).map(\.id) == [call.id])

        _ = try library.settleMade(call.id, .sample("media-1"), now: now)
        #expect(try library.generations(in: [.unknown]).isEmpty)
    }

    @Test func aRefusedCallCostsNothing() throws {
        let call = try begin()
        try library.settleRefused(
            call.id, evidence: "402", status: 402, requestID: "r", raw: "{}", balance: 1, now: now)

        #expect(try library.ledger().isEmpty)
        #expect(try library.latestObservation()?.source == .refusal)
        #expect(try library.spendFacts().isEmpty)
    }

    @Test func anItemThatASyncLearnedMeanwhileIsCompleted() throws {
        let call = try begin(tags: ["boats"])
        let learned = try library.learn([RemoteMediaItem(mediaID: "media-1")], now: now)
        let item = try library.settleMade(call.id, .sample("media-1"), now: now)

        #expect(learned.added == [item.id])
        #expect(item.prompt == "a red boat")
        #expect(item.width == 1_920)
        #expect(try library.overview().items == 1)
        #expect(try store.ids("boat tag:boats") == [item.id])
        try store.checkIndex()
    }

    @Test func impossibleNumbersOfAReplyDoNotLoseTheImage() throws {
        let call = try begin()
        var reply = Library.MadeReply.sample("media-1", credits: -4)
        reply.item.width = 0
        reply.item.height = -1
        let item = try library.settleMade(call.id, reply, now: now)

        #expect(item.credits == nil)
        #expect(item.width == nil)
        #expect(try library.spendFacts().map(\.certainty) == [.unknown])
    }

    @Test func callsOfAProcessThatEndedBecomeUnknown() throws {
        let call = try begin()
        let lock = try #require(try library.takePaidLock())
        #expect(try library.takePaidLock() == nil)

        #expect(try library.settleAbandoned(holding: lock).map(\.id) == [call.id])
        #expect(try library.generation(call.id).state == .unknown)
    }

    @Test(arguments: [
        "UPDATE generation SET prompt = 'another'", "DELETE FROM generation",
        "UPDATE ledgerEntry SET credits = 0", "DELETE FROM ledgerEntry",
        "UPDATE balanceObservation SET remaining = 1", "DELETE FROM balanceObservation",
        "INSERT INTO ledgerEntry (kind, credits, generation, evidence, at) SELECT 'charge', -1, generation, 'x', 0 FROM ledgerEntry",
    ])
    func moneysRowsStayAsTheyWereWritten(sql: String) throws {
        let call = try begin()
        _ = try library.settleMade(call.id, .sample("media-1"), now: now)

        #expect(throws: DatabaseError.self) { try store.sql(sql) }
    }

    @Test func spendingTellsCertainUnknownAndUncertainApart() throws {
        try store.generate("certain", credits: 5, tags: ["a", "b"])
        try store.generate("unknown", credits: nil)
        let call = try begin()
        try library.settleUnknown(
            call.id, evidence: "cut", status: nil, requestID: nil, raw: nil, now: now)

        let facts = try library.spendFacts()
        #expect(Set(facts.map(\.certainty)) == [.certain, .unknown, .uncertain])
        #expect(facts.first { $0.certainty == .certain }?.credits == 5)
        #expect(facts.first { $0.certainty == .certain }?.tags == ["a", "b"])
        #expect(facts.first { $0.certainty == .unknown }?.credits == nil)
        #expect(facts.first { $0.certainty == .uncertain }?.credits == 3)
        let one = try #require(try store.ids("certain").first)
        #expect(try library.spendFacts(of: [one]).count == 1)
    }
}
