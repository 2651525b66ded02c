package import FolioModel
import GRDB

/// One thing that credits went, or may have gone, to: what reports are made of.
package struct SpendFact: Hashable, Sendable {
    /// How much is known of what it cost.
    package enum Certainty: String, Sendable, CaseIterable {
        /// In the ledger.
        case certain
        /// Made, and the reply did not say what it cost.
        case unknown
        /// The call's outcome is not known; ``SpendFact/credits`` is what it may have cost.
        case uncertain
    }

    package var certainty: Certainty
    /// Credits spent; negative for a refund; `nil` where unknown.
    package var credits: Int?
    package var at: Timestamp
    package var model: String?
    package var ratio: String?
    package var tags: [String]
    package var itemID: MediaItem.ID?
    package var generationID: Generation.ID?

    package init(
        certainty: Certainty, credits: Int?, at: Timestamp, model: String? = nil,
        ratio: String? = nil, tags: [String] = [], itemID: MediaItem.ID? = nil,
        generationID: Generation.ID? = nil
    ) {
        self.certainty = certainty
        self.credits = credits
        self.at = at
        self.model = model
        self.ratio = ratio
        self.tags = tags
        self.itemID = itemID
        self.generationID = generationID
    }
}

extension Library {
    /// Everything that credits went to, oldest first; of all items, or of these alone.
    ///
    /// Top-ups, resets and corrections are no spending and are left out.
    package func spendFacts(of itemIDs: Set<MediaItem.ID>? = nil) throws -> [SpendFact] {
        try read { db in
            let facts = try Row.fetchCursor(db, sql: Self.spendSQL).map { row in
                SpendFact(
                    certainty: .init(rawValue: row[0]) ?? .unknown, credits: row[1],
                    at: Timestamp(milliseconds: row[2]), model: row[3], ratio: row[4],
                    tags: (row[5] as String?)?.split(separator: "\n").map(String.init) ?? [],
                    itemID: row[6], generationID: row[7])
            }.collect()
            guard let itemIDs else { return facts }
            return facts.filter { $0.itemID.map(itemIDs.contains) ?? false }
        }
    }

    private static let spendSQL = """
        WITH fact AS (
            SELECT 'certain' AS certainty, -credits AS credits, at, item, generation
            FROM ledgerEntry WHERE kind IN ('charge', 'refund')
            UNION ALL
            SELECT 'unknown', NULL, settledAt, item, rowid FROM generation
            WHERE state = 'made' AND creditsUsed IS NULL
                AND NOT EXISTS (SELECT 1 FROM ledgerEntry
                    WHERE ledgerEntry.generation = generation.rowid AND kind = 'charge')
            UNION ALL
            SELECT 'uncertain', expectedCredits, startedAt, NULL, rowid FROM generation
            WHERE state IN ('sent', 'unknown')
        )
        SELECT certainty, fact.credits, fact.at, ifnull(generation.model, mediaItem.model),
            ifnull(generation.ratio, mediaItem.ratio),
            (SELECT group_concat(name, char(10)) FROM (
                SELECT tag.name FROM mediaItemTag JOIN tag USING (tag)
                WHERE mediaItemTag.item = mediaItem.rowid ORDER BY mediaItemTag.at, tag.tag)),
            mediaItem.id, generation.id
        FROM fact
        LEFT JOIN generation ON generation.rowid = fact.generation
        LEFT JOIN mediaItem ON mediaItem.rowid = fact.item
        ORDER BY fact.at, fact.generation
        """
}
