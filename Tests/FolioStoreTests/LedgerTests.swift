import FolioCredits
import FolioModel
import FolioStore
import Foundation
import GRDB
import Testing

@Suite struct LedgerTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    private func observe(
        used: Int, limit: Int = 500, bonus: Int = 0, periodEnd: Int64? = nil,
        since mark: LedgerMark? = nil
    ) throws {
        try library.observe(
            .me(used: used, limit: limit, bonus: bonus, periodEnd: periodEnd), since: mark)
    }

    private func charge(_ credits: Int, remaining: Int?) throws {
        let call = try library.beginGeneration(
            prompt: "a red boat", model: nil, ratio: nil, expectedCredits: credits, now: now)
        _ = try library.settleMade(
            call.id, .sample("media-\(call.id)", credits: credits, remaining: remaining), now: now)
    }

    private var found: [String] {
        get throws {
            try library.ledger().filter { $0.kind != .charge }
                .map { "\($0.kind.rawValue) \($0.credits)" }
        }
    }

    private var unattributed: [Int] {
        get throws {
            try BalanceExplanation(library.ledgerFacts()).intervals.map(\.unattributed)
        }
    }

    @Test func aTopUpIsRecognisedOnceHoweverOftenItIsSeen() throws {
        try observe(used: 10)
        let mark = try library.ledgerMark()
        try observe(used: 10, bonus: 50, since: mark)
        try observe(used: 10, bonus: 50, since: mark)
        try observe(used: 10, bonus: 50)

        #expect(try found == ["topUp 50"])
        #expect(try unattributed.allSatisfy { $0 == 0 })
        #expect(try library.ledger().first?.evidence.contains("from 0 to 50") == true)
    }

    @Test func aNewPeriodIsAResetOfWhatWasUsed() throws {
        try observe(used: 100, periodEnd: 1_000)
        try charge(5, remaining: nil)
        try observe(used: 0, periodEnd: 2_000)

        // The charge was made in the old period, since the new one does not hold it.
        #expect(try found == ["reset 105"])
        #expect(try unattributed == [0])
    }

    @Test func spendingElsewhereIsNotSwallowedByAReset() throws {
        try observe(used: 100, periodEnd: 1_000)
        try charge(5, remaining: nil)
        try observe(used: 12, periodEnd: 2_000)

        #expect(try found == ["reset 100"])
        #expect(try unattributed == [-7])
    }

    @Test func aReplyBetweenShowsWhatWasUsedBeforeTheReset() throws {
        try observe(used: 100, periodEnd: 1_000)
        try charge(5, remaining: 375)
        try charge(1, remaining: 499)
        try observe(used: 1, periodEnd: 2_000)

        #expect(try found == ["reset 125"])
        #expect(try unattributed == [-20, 0, 0])
    }

    @Test func aChangeOfPlanIsACorrection() throws {
        try observe(used: 10)
        try observe(used: 13, limit: 2_000)

        #expect(try found == ["correction 1500"])
        #expect(try unattributed == [-3])
    }

    @Test func aNewPeriodAloneProvesNoReset() throws {
        try observe(used: 100, periodEnd: 1_000)
        try observe(used: 130, periodEnd: 2_000)

        #expect(try found.isEmpty)
        #expect(try unattributed == [-30])
    }

    @Test func aSmallFallWithinAPeriodIsAnUnexplainedGain() throws {
        try observe(used: 100, periodEnd: 1_000)
        try observe(used: 97, periodEnd: 1_000)

        #expect(try found.isEmpty)
        #expect(try unattributed == [3])
    }

    @Test func aBalanceThatRisesWithoutMeIsAnUnexplainedGainUntilTheNextOne() throws {
        try observe(used: 10)
        try charge(1, remaining: 539)
        #expect(try unattributed == [50])

        try observe(used: 11, bonus: 50)
        #expect(try unattributed == [0, 0])
    }

    @Test func aReadingDuringWhichAChargeWasWrittenIsAmbiguous() throws {
        try observe(used: 10)
        let mark = try library.ledgerMark()
        try charge(5, remaining: nil)
        try observe(used: 10, bonus: 7, since: mark)

        let facts = try library.ledgerFacts()
        #expect(facts.readings.map(\.isAmbiguous) == [false, true])
        #expect(try found.isEmpty)
        #expect(try library.latestObservation()?.bonus != 7)
    }

    @Test func aCallKnowsTheReadingThatItBeganBehind() throws {
        try observe(used: 10)
        let call = try library.beginGeneration(
            prompt: "lost", model: nil, ratio: nil, expectedCredits: 3, now: now)
        try library.settleUnknown(
            call.id, evidence: "cut", status: nil, requestID: nil, raw: nil, now: now)
        try observe(used: 13)
        try observe(used: 13)
        #expect(try unattributed == [-3, 0])
        let open = try BalanceExplanation(library.ledgerFacts()).intervals.map(\.openCalls.count)
        #expect(open == [1, 0])

        _ = try library.settleMade(
            call.id, .sample("media-1", credits: 3, remaining: nil), now: now + .seconds(9))
        #expect(try unattributed == [0, 0])
    }

    @Test(arguments: ["ledgerEntry", "balanceObservation", "generation"])
    func moneysRowsAreNotReplaced(table: String) throws {
        try observe(used: 10)
        try charge(5, remaining: 485)

        for recursion in ["ON", "OFF"] {
            #expect(throws: DatabaseError.self) {
                try store.sql(
                    "PRAGMA recursive_triggers = \(recursion); "
                        + "INSERT OR REPLACE INTO \(table) SELECT * FROM \(table)")
            }
        }
        #expect(try library.ledger().count == 1)
    }

    @Test func aChargeIsNotReplacedByAnotherOfTheSameCall() throws {
        try charge(5, remaining: 485)

        #expect(throws: DatabaseError.self) {
            try store.sql(
                """
                INSERT OR REPLACE INTO ledgerEntry (kind, credits, generation, evidence, at)
                SELECT 'charge', -1, generation, 'x', 0 FROM ledgerEntry
                """)
        }
        #expect(try library.ledger().map(\.credits) == [-5])
    }

    @Test func aSoundLedgerHasNoFault() throws {
        try observe(used: 10)
        try charge(5, remaining: 485)
        try observe(used: 0, bonus: 20, periodEnd: 5)

        #expect(try library.firstLedgerFault() == nil)
    }

    @Test(arguments: [
        ("UPDATE ledgerEntry SET credits = -4 WHERE kind = 'charge'", "a charge of 5 credits"),
        ("DELETE FROM ledgerEntry WHERE kind = 'charge'", "a charge of 5 credits"),
        ("UPDATE generation SET state = 'unknown', creditsUsed = NULL", "that was made"),
        ("UPDATE ledgerEntry SET item = NULL WHERE kind = 'charge'", "the item of"),
        ("UPDATE balanceObservation SET remaining = 1 WHERE source = 'me'", "490 credits left"),
        ("UPDATE balanceObservation SET afterEntry = 99", "no entry behind 1"),
    ])
    func theFirstFaultTellsWhatWasExpected(sql: String, expected: String) throws {
        try observe(used: 10)
        try charge(5, remaining: 485)
        let triggers = try triggers()
        for name in triggers { try store.sql("DROP TRIGGER \(name)") }
        try store.sql(sql)

        let fault = try #require(try library.firstLedgerFault())
        #expect(fault.expected.contains(expected), "\(fault)")
        #expect(fault.expected != fault.found)
    }

    private func triggers() throws -> [String] {
        let database = try DatabaseQueue(path: library.file.path)
        return try database.read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        }
    }
}

extension BalanceObservation {
    static func me(
        used: Int, limit: Int = 500, bonus: Int = 0, periodEnd: Int64? = nil
    ) -> BalanceObservation {
        BalanceObservation(
            remaining: limit + bonus - used, used: used, limit: limit, bonus: bonus,
            periodEnd: periodEnd.map(Timestamp.init(milliseconds:)), source: .me,
            at: TemporaryLibrary.now)
    }
}
