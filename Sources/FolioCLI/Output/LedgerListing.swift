import FolioCredits
import FolioModel

/// The entries and what nobody accounts for, in the order in which they explain the balance:
/// what `credits ledger` prints.
struct LedgerListing {
    /// One movement, or a reading that could not be used.
    struct Row {
        /// A kind of entry, `unattributed` or `ambiguous`.
        var kind: String
        /// Signed; `nil` for a reading.
        var credits: Int?
        var itemID: MediaItem.ID?
        var generationID: Generation.ID?
        var evidence: String
        var at: Timestamp
        /// The first of the two readings between which it happened; `nil` for an entry.
        var from: Timestamp?
        var openCalls: [Generation.ID] = []
    }

    private(set) var rows: [Row]
    /// How many there are in all.
    private(set) var total: Int
    let zone: LocalZone

    /// The newest `limit` of those that `isWanted` picks by time; all without a limit.
    init(
        _ explanation: BalanceExplanation, limit: Int?, zone: LocalZone, now: Timestamp,
        isWanted: (Timestamp) -> Bool
    ) {
        var all = explanation.earlier.map(Row.init)
        var ambiguous = explanation.ambiguous[...]
        for interval in explanation.intervals {
            let seen = ambiguous.prefix { $0.number < interval.to.number }
            ambiguous = ambiguous.dropFirst(seen.count)
            all += interval.movements.map(Row.init) + seen.map(Row.init)
            if interval.unattributed != 0 { all.append(Row(interval, zone: zone, now: now)) }
        }
        all += explanation.later.map(Row.init) + ambiguous.map(Row.init)
        let wanted = all.filter { isWanted($0.at) }
        total = wanted.count
        rows = limit.map { Array(wanted.suffix($0)) } ?? wanted
        self.zone = zone
    }

    var table: TextTable {
        TextTable(
            columns: [
                .init("date"), .init("credits", .right), .init("kind"), .init("item"),
                .init("evidence"),
            ],
            rows: rows.map { row in
                [
                    StyledText(zone.minute(of: row.at)),
                    StyledText(row.credits.map { $0 > 0 ? "+\($0)" : "\($0)" } ?? "–"),
                    StyledText(row.kind, row.from == nil ? .plain : .warning),
                    StyledText(row.itemID ?? "–"), StyledText(row.evidence),
                ]
            }, showsTitles: !rows.isEmpty)
    }

    var csv: [String] {
        [CSVText.line(["at", "kind", "credits", "item", "generation", "evidence"])]
            + rows.map {
                CSVText.line([
                    $0.at.iso8601, $0.kind, $0.credits.map(String.init), $0.itemID,
                    $0.generationID, $0.evidence,
                ])
            }
    }

    var json: ListJSON<LedgerRowJSON> {
        ListJSON(
            items: rows.map(LedgerRowJSON.init), total: total, truncated: rows.count < total)
    }
}

extension LedgerListing.Row {
    init(_ movement: LedgerMovement) {
        let entry = movement.entry
        self.init(
            kind: entry.kind.rawValue, credits: entry.credits, itemID: entry.itemID,
            generationID: entry.generationID, evidence: entry.evidence, at: entry.at)
    }

    init(_ reading: BalanceReading) {
        let left = counted(reading.observation.remaining, "credit")
        self.init(
            kind: "ambiguous",
            evidence: "\(left) were seen while the ledger went on; this reading is not used",
            at: reading.observation.at)
    }

    init(_ interval: BalanceExplanation.Interval, zone: LocalZone, now: Timestamp) {
        self.init(
            kind: "unattributed", credits: interval.unattributed,
            evidence: UnattributedSentence(interval: interval, zone: zone, now: now).text,
            at: interval.to.observation.at, from: interval.from.observation.at,
            openCalls: interval.openCalls.map(\.id))
    }
}

/// A movement of the balance as `credits ledger --json` shows it.
struct LedgerRowJSON: Encodable {
    var kind: String
    @Nullable var credits: Int?
    @Nullable var item: String?
    @Nullable var generation: String?
    var evidence: String
    var at: String
    /// The reading before, for what is unattributed.
    @Nullable var from: String?
    var open_calls: [String]

    init(_ row: LedgerListing.Row) {
        kind = row.kind
        credits = row.credits
        item = row.itemID
        generation = row.generationID
        evidence = row.evidence
        at = row.at.iso8601
        from = row.from?.iso8601
        open_calls = row.openCalls
    }
}
