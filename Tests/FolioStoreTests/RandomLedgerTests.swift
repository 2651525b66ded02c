import FolioCredits
import FolioModel
import FolioStore
import FolioTestSupport
import Testing

/// A library beside an account that moves in every way that is known, in any order.
@Suite struct RandomLedgerTests {
    @Test(arguments: TestSeed.values(12))
    func theExplanationAddsUpToTheCredit(seed: UInt64) throws {
        var account = try RandomAccount(seed: seed, spendsElsewhere: true)
        for _ in 0..<60 { try account.step() }
        try account.finish()

        let explanation = BalanceExplanation(try account.library.ledgerFacts())
        #expect(explanation.change == explanation.explained + explanation.unattributed)
        #expect(explanation.change == account.remaining - RandomAccount.start)
        #expect(explanation.later.isEmpty && explanation.earlier.isEmpty)
        #expect(try account.library.firstLedgerFault() == nil)
    }

    @Test(arguments: TestSeed.values(12))
    func whereNothingHappenedElsewhereNothingIsUnattributed(seed: UInt64) throws {
        var account = try RandomAccount(seed: seed, spendsElsewhere: false)
        for _ in 0..<60 { try account.step() }
        try account.finish()

        let intervals = BalanceExplanation(try account.library.ledgerFacts()).intervals
        for interval in intervals where interval.unattributed != 0 {
            Issue.record("\(interval.unattributed) behind reading \(interval.from.number)")
        }
        #expect(!intervals.isEmpty)
    }
}

/// The remote's account and a library that pays from it, with a clock that goes back.
private struct RandomAccount {
    static let start = 500

    let store: TemporaryLibrary
    private var generator: SeededGenerator
    private let spendsElsewhere: Bool
    private var now = TemporaryLibrary.now
    private var (limit, bonus, used, periodEnd) = (Self.start, 0, 0, Int64(1))
    /// Calls whose replies were lost, with what they were charged.
    private var lost: [(id: Generation.ID, charge: Int)] = []

    var library: Library { store.library }
    var remaining: Int { limit + bonus - used }

    init(seed: UInt64, spendsElsewhere: Bool) throws {
        store = try TemporaryLibrary()
        generator = SeededGenerator(seed: seed)
        self.spendsElsewhere = spendsElsewhere
        try observe(reading, since: nil)
    }

    mutating func step() throws {
        now = now + .seconds(Int.random(in: -7_200...86_400, using: &generator))
        switch Int.random(in: 0..<10, using: &generator) {
        case 0...2: try generate()
        case 3: try lose()
        case 4: try recover()
        case 5: try observe(reading, since: nil)
        case 6: try observeMeanwhile()
        case 7: try readWhileACallRuns()
        case 8: if spendsElsewhere { used += price() }
        default: try changeAccount()
        }
    }

    /// Every lost call is found again, and the balance is read.
    mutating func finish() throws {
        while !lost.isEmpty { try recover() }
        try observe(reading, since: nil)
    }

    private mutating func price() -> Int { [1, 3, 8, 15].randomElement(using: &generator) ?? 1 }

    private var reading: BalanceObservation {
        BalanceObservation(
            remaining: remaining, used: used, limit: limit, bonus: bonus,
            periodEnd: Timestamp(milliseconds: periodEnd), source: .me, at: now)
    }

    private func observe(_ reading: BalanceObservation, since mark: LedgerMark?) throws {
        try library.observe(reading, since: mark)
    }

    private func begin(_ price: Int) throws -> Generation {
        try library.beginGeneration(
            prompt: "a red boat", model: nil, ratio: nil, expectedCredits: price, now: now)
    }

    private func settle(_ id: Generation.ID, _ charge: Int, remaining: Int?) throws {
        _ = try library.settleMade(
            id, .sample("media-\(id)", credits: charge, remaining: remaining), now: now)
    }

    private mutating func generate() throws {
        let price = price()
        let call = try begin(price)
        used += price
        try settle(call.id, price, remaining: Bool.random(using: &generator) ? remaining : nil)
    }

    private mutating func lose() throws {
        let price = price()
        let call = try begin(price)
        used += price
        lost.append((call.id, price))
        try library.settleUnknown(
            call.id, evidence: "cut", status: nil, requestID: nil, raw: nil, now: now)
    }

    private mutating func recover() throws {
        guard let index = lost.indices.randomElement(using: &generator) else { return }
        let call = lost.remove(at: index)
        try settle(call.id, call.charge, remaining: nil)
    }

    /// The remote is asked, something else happens, and then the answer is written.
    private mutating func observeMeanwhile() throws {
        let (mark, seen) = (try library.ledgerMark(), reading)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: try generate()
        case 1: try lose()
        default: if spendsElsewhere { used += price() }
        }
        try observe(seen, since: mark)
    }

    /// Another process reads the balance before or behind the charge of a call in flight.
    private mutating func readWhileACallRuns() throws {
        let price = price()
        let call = try begin(price)
        let before = reading
        used += price
        let isBefore = Bool.random(using: &generator)
        try observe(isBefore ? before : reading, since: nil)
        try settle(call.id, price, remaining: remaining)
    }

    private mutating func changeAccount() throws {
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bonus += 50
        case 1: limit += limit < 2_000 ? 500 : -500
        default:
            // What a lost call had used before the reset is not known when it is seen.
            guard lost.isEmpty else { return }
            // A reading that is older than a charge proves less of what was used.
            try observe(reading, since: nil)
            (used, periodEnd) = (0, periodEnd + 1)
        }
        // A reading before the next change, since two changes may hide each other.
        try observe(reading, since: nil)
    }
}
