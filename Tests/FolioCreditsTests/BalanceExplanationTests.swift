import FolioCredits
import FolioModel
import FolioTestSupport
import Testing

@Suite struct BalanceExplanationTests {
    @Test func ourChargesExplainTheChange() {
        let explanation = BalanceExplanation(
            .story([.read(100), .charge(3), .charge(5), .read(92)]))

        #expect(explanation.intervals.map(\.explained) == [-8])
        #expect(explanation.unattributed == 0)
    }

    @Test func whatNobodyAccountsForIsShownWithItsReadings() throws {
        let explanation = BalanceExplanation(
            .story([.read(100), .read(100), .charge(3), .read(85), .read(85)]))

        #expect(explanation.intervals.map(\.unattributed) == [0, -12, 0])
        #expect(explanation.intervals[1].from.number == 2)
    }

    @Test func aChargeThatIsWrittenLateCountsWhereTheBalanceMoved() {
        // The call began behind the first reading; its charge came behind the third.
        let explanation = BalanceExplanation(
            .story([
                .read(100), .read(97), .read(97), .charge(3, afterReading: 1), .read(97),
            ]))

        #expect(explanation.intervals.map(\.explained) == [-3, 0, 0])
        #expect(explanation.intervals.allSatisfy { $0.unattributed == 0 })
    }

    @Test func ofSeveralPlacesTheOneThatLeavesLeastIsTaken() {
        let explanation = BalanceExplanation(
            .story([
                .read(100), .read(90), .read(87), .charge(3, afterReading: 1), .read(87),
            ]))

        #expect(explanation.intervals.map(\.unattributed) == [-10, 0, 0])
    }

    @Test func aLateChargeMayLieBeforeTheFirstReading() {
        let explanation = BalanceExplanation(
            .story([.read(97), .read(97), .charge(3, afterReading: 0), .read(97)]))

        #expect(explanation.earlier.count == 1)
        #expect(explanation.unattributed == 0)
    }

    @Test func anAmbiguousReadingIsShownAndNotUsed() {
        var facts = LedgerFacts.story([.read(100), .charge(3), .read(100), .read(97)])
        facts.readings[1].isAmbiguous = true
        let explanation = BalanceExplanation(facts)

        #expect(explanation.intervals.map(\.unattributed) == [0])
        #expect(explanation.ambiguous.map(\.number) == [2])
    }

    @Test func aCallOfUnknownOutcomeIsNamedWhereItMayBeTheCause() {
        var facts = LedgerFacts.story([.read(100), .read(90), .read(90), .read(80)])
        facts.openCalls = [
            OpenCall(id: "small", expectedCredits: 3, startedAt: .sample, afterReading: 2),
            OpenCall(id: "large", expectedCredits: 15, startedAt: .sample, afterReading: 0),
        ]
        let explanation = BalanceExplanation(facts)

        #expect(explanation.intervals.map { $0.openCalls.map(\.id) } == [[], [], ["small"]])
        #expect(explanation.unattributed == -20)
    }

    @Test func aTopUpThatAReplyShowedFirstExplainsThatReply() {
        let explanation = BalanceExplanation(
            .story([
                .read(100), .charge(3), .reply(147), .entry(.topUp, 50), .read(147),
            ]))

        #expect(explanation.intervals.map(\.unattributed) == [0, 0])
        #expect(explanation.intervals.map(\.explained) == [47, 0])
    }

    @Test(arguments: [[], [.read(5)], [.charge(3)]] as [[LedgerFacts.Event]])
    func withoutTwoReadingsNothingIsClaimed(events: [LedgerFacts.Event]) {
        let explanation = BalanceExplanation(.story(events))

        #expect(explanation.intervals.isEmpty && explanation.change == 0)
    }

    @Test(arguments: TestSeed.values(200))
    func randomFactsAlwaysAddUp(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let facts = LedgerFacts.random(using: &generator)
        let explanation = BalanceExplanation(facts)

        let placed =
            explanation.earlier + explanation.intervals.flatMap(\.movements) + explanation.later
        #expect(Set(placed) == Set(facts.movements) && placed.count == facts.movements.count)
        #expect(explanation.change == explanation.explained + explanation.unattributed)
        let balances = facts.readings.filter { !$0.isAmbiguous }.map(\.observation.remaining)
        #expect(explanation.change == (balances.last ?? 0) - (balances.first ?? 0))
        #expect(explanation == BalanceExplanation(facts))
    }

    @Test func sourcesTellImagesCaptionsAndElsewhereApart() {
        var facts = LedgerFacts.story([
            .read(100), .charge(3), .charge(2), .entry(.refund, 1), .read(84),
        ])
        facts.movements[1].call = .caption
        let sources = CreditSources(
            BalanceExplanation(facts), in: .sample..<(.sample + .seconds(60)))

        #expect(sources.images == 3 && sources.captions == 2 && sources.refunds == 1)
        #expect(sources.elsewhere == 12 && sources.spent == 16)
    }

    @Test func theRateCountsWhatWasSpentElsewhereToo() {
        let explanation = BalanceExplanation(.story([.read(100), .charge(20), .read(40)]))

        let rate = CreditRate(explanation, now: .sample + .seconds(10 * 86_400))

        #expect(rate.spent == 60)
        #expect(rate.daysLeft(of: 40) == 6)
        #expect(CreditRate(BalanceExplanation(.story([])), now: .sample).daysLeft(of: 5) == nil)
    }
}

extension LedgerFacts {
    /// What is written one after the other.
    enum Event: Sendable {
        case read(Int)
        case reply(Int)
        case charge(Int, afterReading: Int? = nil)
        case entry(LedgerEntry.Kind, Int)
    }

    static func story(_ events: [Event]) -> LedgerFacts {
        var facts = LedgerFacts()
        for event in events {
            switch event {
            case .read(let remaining): facts.read(remaining, .me)
            case .reply(let remaining): facts.read(remaining, .reply)
            case .charge(let credits, let reading):
                facts.write(.charge, -credits, afterReading: reading)
            case .entry(let kind, let credits): facts.write(kind, credits, afterReading: nil)
            }
        }
        return facts
    }

    static func random(using generator: inout SeededGenerator) -> LedgerFacts {
        var facts = LedgerFacts()
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
            let credits = Int.random(in: -20...20, using: &generator)
            if Bool.random(using: &generator) {
                facts.read(credits, Bool.random(using: &generator) ? .me : .reply)
                facts.readings[facts.readings.count - 1].isAmbiguous =
                    Int.random(in: 0..<5, using: &generator) == 0
                // Older libraries know the place by a clock that may have gone back.
                facts.readings[facts.readings.count - 1].afterEntry = Int.random(
                    in: 0...facts.movements.count, using: &generator)
            } else {
                let kind = LedgerEntry.Kind.allCases.randomElement(using: &generator) ?? .charge
                let reading = Int.random(in: -1...facts.readings.count, using: &generator)
                facts.write(kind, credits, afterReading: reading < 0 ? nil : reading)
            }
        }
        return facts
    }

    private mutating func read(_ remaining: Int, _ source: BalanceObservation.Source) {
        readings.append(
            BalanceReading(
                number: readings.count + 1, afterEntry: movements.count,
                observation: BalanceObservation(
                    remaining: remaining, source: source, at: .sample)))
    }

    private mutating func write(_ kind: LedgerEntry.Kind, _ credits: Int, afterReading: Int?) {
        movements.append(
            LedgerMovement(
                number: movements.count + 1,
                entry: LedgerEntry(
                    kind: kind, credits: credits, evidence: "story", at: .sample),
                call: kind == .charge ? .image : nil, afterReading: afterReading))
    }
}
