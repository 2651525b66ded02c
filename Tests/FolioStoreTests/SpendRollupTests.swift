import FolioModel
import FolioQuery
import FolioStore
import FolioTestSupport
import Foundation
import GRDB
import Testing

@Suite struct SpendRollupTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    private func sums(utcOffset: Int = 0) throws -> [Spend] {
        var sums: [Spend] = []
        try library.spendSums(
            in: TimeRange(from: nil, until: nil), utcOffset: { _ in utcOffset }
        ) { sums.append($0) }
        return sums
    }

    @Test func aCallThatSettlesMovesFromUncertainToCertain() throws {
        let call = try library.beginGeneration(
            prompt: "a boat", model: "m", ratio: "1:1", expectedCredits: 3, now: now)
        #expect(try sums().map(\.certainty) == [.uncertain])
        #expect(try sums().map(\.credits) == [3])

        _ = try library.settleMade(call.id, .sample("media", credits: 4), now: now)
        #expect(try sums().map(\.certainty) == [.certain])
        #expect(try sums().map(\.credits) == [4])
        #expect(try library.rollupProblems().isEmpty)
    }

    @Test func whatIsNotKnownIsCountedAndHasNoCredits() throws {
        try store.generate("made without a price", credits: nil)
        let call = try library.beginGeneration(
            prompt: "a boat", model: nil, ratio: nil, expectedCredits: nil, now: now)
        try library.settleUnknown(
            call.id, evidence: "cut", status: nil, requestID: nil, raw: nil,
            now: TemporaryLibrary.now)

        #expect(Set(try sums().map(\.certainty)) == [.unknown, .uncertain])
        #expect(try sums().allSatisfy { $0.credits == nil && $0.count == 1 })
    }

    @Test func aRefundTakesCreditsOffAndIsNoCharge() throws {
        let item = try store.generate("a boat", credits: 5)
        try store.sql(
            """
            INSERT INTO ledgerEntry (kind, credits, item, evidence, at)
            SELECT 'refund', 2, rowid, 'a test', \(now.milliseconds) FROM mediaItem
            WHERE id = '\(item.id)'
            """)

        #expect(try sums().map(\.credits).compactMap { $0 }.reduce(0, +) == 3)
        #expect(try sums().map(\.count).reduce(0, +) == 1)
        #expect(try library.rollupProblems().isEmpty)
    }

    @Test(arguments: [19_800, 20_700, 37_800, -12_600])
    func aDayBeginsWhereTheZonesClocksSaySo(utcOffset: Int) throws {
        let midnight = (now.milliseconds / 86_400_000) * 86_400_000 - Int64(utcOffset) * 1_000
        let before = Timestamp(milliseconds: midnight - 1)
        for at in [before, Timestamp(milliseconds: midnight)] {
            _ = try library.beginGeneration(
                prompt: "a boat", model: "m", ratio: "1:1", expectedCredits: 1, now: at)
        }

        #expect(try sums(utcOffset: utcOffset).count == 2)
        #expect(try sums(utcOffset: utcOffset + 3_600).count == 1)
    }

    @Test func theSumsOfALibraryFromBeforeAreThoseOfItsLedger() throws {
        let folder = TemporaryLibrary.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }  // Harms no later test.
        try OldLibrary.make(in: folder, dump: "library-v008.dump")
        let old = try Library.open(folder)

        var credits = 0
        try old.spendSums(in: TimeRange(from: nil, until: nil), utcOffset: { _ in 0 }) {
            if $0.certainty == .certain { credits += $0.credits ?? 0 }
        }
        let expected = try old.spendFacts().filter { $0.certainty == .certain }
        #expect(credits == expected.compactMap(\.credits).reduce(0, +))
        #expect(try old.rollupProblems().isEmpty)
    }

    @Test func aSumThatSomeoneChangedIsFound() throws {
        try store.generate("a boat", credits: 5)
        try store.sql("UPDATE spendRollup SET credits = 6")

        #expect(try library.rollupProblems().count == 1)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func theSumsEqualARecountAfterAnySequenceOfOperations(seed: UInt64) throws {
        var work = RandomSpending(store: store, seed: seed)
        for step in 1...150 {
            try work.step()
            if step % 10 == 0 { #expect(try library.rollupProblems().isEmpty, "step \(step)") }
        }

        let total = try sums().filter { $0.certainty == .certain }.compactMap(\.credits)
        let facts = try library.spendFacts().filter { $0.certainty == .certain }
        #expect(total.reduce(0, +) == facts.compactMap(\.credits).reduce(0, +))
        #expect(try library.rollupProblems().isEmpty)
    }
}

/// The store's operations on money, in an order that a seed decides.
private struct RandomSpending {
    let store: TemporaryLibrary
    private var numbers: SeededGenerator
    private var clock = TemporaryLibrary.now
    private var made = 0

    init(store: TemporaryLibrary, seed: UInt64) {
        self.store = store
        numbers = SeededGenerator(seed: seed)
    }

    mutating func step() throws {
        clock = clock + .seconds(Int.random(in: -900...4_000, using: &numbers))
        let open = try store.library.generations(in: [.sent, .unknown])
        guard let call = open.randomElement(using: &numbers) else { return try begin() }
        switch Int.random(in: 0..<10, using: &numbers) {
        case 0...2: try begin()
        case 3...4: try settle(call, credits: Int.random(in: 0...9, using: &numbers))
        case 5: try settle(call, credits: nil)
        case 6:
            try store.library.settleRefused(
                call.id, evidence: "402", status: 402, requestID: nil, raw: nil, balance: nil,
                now: clock)
        case 7:
            try store.library.settleUnknown(
                call.id, evidence: "cut", status: nil, requestID: nil, raw: nil,
                now: TemporaryLibrary.now)
        case 8: try abandonOrFind(call)
        default: try refundOrLearn()
        }
    }

    private mutating func begin() throws {
        _ = try store.library.beginGeneration(
            kind: Bool.random(using: &numbers) ? .image : .caption, prompt: "a boat",
            model: ["flux", "ideogram", nil].randomElement(using: &numbers) ?? nil,
            ratio: ["1:1", "16:9", nil].randomElement(using: &numbers) ?? nil,
            expectedCredits: [1, 8, nil].randomElement(using: &numbers) ?? nil, now: clock)
    }

    private mutating func settle(_ call: Generation, credits: Int?) throws {
        made += 1
        _ = try store.library.settleMade(
            call.id, .sample("media-\(made)", credits: credits), now: clock)
    }

    /// Calls of a process that ended, or one that evidence proves was not made.
    private mutating func abandonOrFind(_ call: Generation) throws {
        if Bool.random(using: &numbers), let lock = try store.library.takePaidLock() {
            _ = try store.library.settleAbandoned(holding: lock)
        } else {
            try store.sql(
                """
                UPDATE generation SET state = 'notMade', settledAt = \(clock.milliseconds)
                WHERE id = '\(call.id)'
                """)
        }
    }

    private mutating func refundOrLearn() throws {
        if Bool.random(using: &numbers) {
            try store.sql(
                """
                INSERT INTO ledgerEntry (kind, credits, item, generation, evidence, at)
                SELECT 'refund', 1, item, generation, 'a test',
                    \(clock.milliseconds) FROM ledgerEntry ORDER BY rowid LIMIT 1
                """)
        } else {
            // A sync learns what the journal did not say.
            try store.sql("UPDATE mediaItem SET model = 'learned', ratio = '4:3'")
        }
    }
}
