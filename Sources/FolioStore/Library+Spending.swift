package import FolioModel
package import FolioQuery
import GRDB

extension Library {
    /// Everything that credits went to with its tags, oldest first; of all items, or of these.
    ///
    /// Top-ups, resets and corrections are no spending and are left out.
    package func spendFacts(of itemIDs: Set<MediaItem.ID>? = nil) throws -> [Spend] {
        var facts: [Spend] = []
        try forEachSpend(
            with: [.tag], of: itemIDs, in: TimeRange(from: nil, until: nil),
            now: Timestamp(milliseconds: 0)
        ) { facts.append($0) }
        return facts
    }

    /// Hands over what credits went to, one by one, oldest first, with the facets asked for.
    ///
    /// With `itemIDs` only what belongs to these items, which no call of unknown outcome does.
    /// `now` tells which items are young (``SpendOutcome/youth``).
    package func forEachSpend(
        with facets: Set<SpendFacet>, of itemIDs: Set<MediaItem.ID>?, in times: TimeRange,
        now: Timestamp, _ body: (Spend) throws -> Void
    ) throws {
        try read { db in
            let columns = SpendFacetColumns(facets: facets, now: now)
            var families = PromptFamilies(tokenizer: SearchTokenizer(db))
            let rows = try Row.fetchCursor(db, Self.spendRequest(columns, times))
            while let row = try rows.next() {
                let itemID: MediaItem.ID? = row[6]
                if let itemIDs, !(itemID.map(itemIDs.contains) ?? false) { continue }
                var spend = Self.spend(row, itemID)
                try columns.read(row, from: 8, &families, into: &spend)
                try body(spend)
            }
        }
    }

    private static func spend(_ row: Row, _ itemID: MediaItem.ID?) -> Spend {
        Spend(
            certainty: .init(rawValue: row[0]) ?? .unknown, count: row[1], credits: row[2],
            at: Timestamp(milliseconds: row[3]),
            kind: (row[14] as String?).flatMap(Generation.Kind.init), model: row[4],
            ratio: row[5], itemID: itemID, generationID: row[7])
    }

    private static func spendRequest(
        _ columns: SpendFacetColumns, _ times: TimeRange
    ) -> SQLRequest<Row> {
        """
        SELECT certainty, spendFact.count, spendFact.credits, spendFact.at, spendFact.model,
            spendFact.ratio, mediaItem.id, generation.id,
            \(columns.tags), \(columns.albums), \(columns.prompt), \(columns.posts),
            \(columns.accounts), \(columns.outcome), spendFact.kind
        FROM spendFact
        LEFT JOIN generation ON generation.rowid = spendFact.generation
        LEFT JOIN mediaItem ON mediaItem.rowid = spendFact.item
        WHERE spendFact.at >= \(times.lower ?? .min) AND spendFact.at < \(times.upper ?? .max)
        ORDER BY spendFact.at, spendFact.generation
        """
    }
}

extension Library {
    /// Credits that the ledger proves were spent within `times` on each item that a published
    /// post uses, refunds taken off.
    package func publishedCosts(in times: TimeRange) throws -> [MediaItem.ID: Int] {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                """
                SELECT mediaItem.id, -sum(ledgerEntry.credits)
                FROM ledgerEntry JOIN mediaItem ON mediaItem.rowid = ledgerEntry.item
                WHERE ledgerEntry.item IN (\(SpendFacetColumns.publishedItems))
                    AND ledgerEntry.kind IN ('charge', 'refund')
                    AND ledgerEntry.at >= \(times.lower ?? .min)
                    AND ledgerEntry.at < \(times.upper ?? .max)
                GROUP BY ledgerEntry.item
                """ as SQLRequest<Row>)
            var costs: [MediaItem.ID: Int] = [:]
            while let row = try rows.next() { costs[row[0]] = row[1] }
            return costs
        }
    }
}
