import FolioCredits
import FolioModel
import FolioStore

/// Whether the ledger adds up: what `credits check` prints.
struct LedgerCheckSheet {
    let fault: LedgerFault?
    let entries: Int
    let readings: Int
    let explanation: BalanceExplanation

    init(_ library: Library) throws {
        let facts = try library.ledgerFacts()
        let explanation = BalanceExplanation(facts)
        fault = try library.firstLedgerFault() ?? Self.fault(in: explanation, facts)
        entries = facts.movements.count
        readings = facts.readings.count
        self.explanation = explanation
    }

    var lines: [StyledText] {
        if let fault {
            return [
                StyledText("the ledger does not add up at \(fault.place):", .warning),
                StyledText("  expected \(fault.expected)"), StyledText("  found \(fault.found)"),
            ]
        }
        let parts = [
            "\(entries) \(entries == 1 ? "entry" : "entries")", counted(readings, "reading"),
            "\(counted(explanation.unattributed, "credit")) unattributed",
        ]
        return [StyledText("the ledger adds up: \(parts.joined(separator: ", "))")]
    }

    var json: LedgerCheckJSON { LedgerCheckJSON(self) }

    /// Every entry counts once, and all intervals together are the whole change of the balance.
    private static func fault(
        in explanation: BalanceExplanation, _ facts: LedgerFacts
    ) -> LedgerFault? {
        let placed =
            explanation.earlier + explanation.intervals.flatMap(\.movements) + explanation.later
        let entries = facts.movements.reduce(0) { $0 + $1.entry.credits }
        let sum = placed.reduce(0) { $0 + $1.entry.credits }
        guard sum == entries else {
            return LedgerFault(
                place: "the sum of all entries", expected: "\(entries)", found: "\(sum)")
        }
        let balances = facts.readings.filter { !$0.isAmbiguous }.map(\.observation.remaining)
        let change = (balances.last ?? 0) - (balances.first ?? 0)
        let told = explanation.explained + explanation.unattributed
        guard told == change else {
            return LedgerFault(
                place: "the readings of the balance", expected: "a change of \(change)",
                found: "\(told)")
        }
        return nil
    }
}

/// What `folio credits check --json` prints.
struct LedgerCheckJSON: Encodable {
    var format_version = JSONText.formatVersion
    var ok: Bool
    @Nullable var place: String?
    @Nullable var expected: String?
    @Nullable var found: String?
    var entries: Int
    var readings: Int
    var ambiguous_readings: Int
    var change: Int
    var explained: Int
    var unattributed: Int

    init(_ sheet: LedgerCheckSheet) {
        ok = sheet.fault == nil
        place = sheet.fault?.place
        expected = sheet.fault?.expected
        found = sheet.fault?.found
        entries = sheet.entries
        readings = sheet.readings
        ambiguous_readings = sheet.explanation.ambiguous.count
        change = sheet.explanation.change
        explained = sheet.explanation.explained
        unattributed = sheet.explanation.unattributed
    }
}
