/// One thing, or the sum of like things, that credits went or may have gone to.
package struct Spend: Hashable, Sendable {
    /// How much is known of what it cost.
    package enum Certainty: String, Sendable, CaseIterable {
        /// In the ledger.
        case certain
        /// Made, and what it cost is not known.
        case unknown
        /// It is not known whether it was made; ``Spend/credits`` is what it may have cost.
        case uncertain
    }

    package var certainty: Certainty
    /// Charges or calls; 0 for a refund.
    package var count: Int
    /// Credits spent; negative for a refund; `nil` where unknown.
    package var credits: Int?
    package var at: Timestamp
    /// `nil` where unknown.
    package var kind: Generation.Kind?
    package var model: String?
    package var ratio: String?
    /// Only those that were asked for; several where an item has several tags.
    package var facets: [SpendFacet: [String]]
    /// The newest words of its family, where that was asked for.
    package var prompt: String?
    package var itemID: MediaItem.ID?
    package var generationID: Generation.ID?

    package var tags: [String] { facets[.tag] ?? [] }

    /// Without a `count` it is one charge or call, or a refund.
    package init(
        certainty: Certainty = .certain, count: Int? = nil, credits: Int?, at: Timestamp,
        kind: Generation.Kind? = nil, model: String? = nil, ratio: String? = nil,
        tags: [String] = [], itemID: MediaItem.ID? = nil, generationID: Generation.ID? = nil
    ) {
        self.certainty = certainty
        self.count = count ?? ((credits ?? 0) < 0 ? 0 : 1)
        self.credits = credits
        self.at = at
        self.kind = kind
        self.model = model
        self.ratio = ratio
        facets = tags.isEmpty ? [:] : [.tag: tags]
        self.itemID = itemID
        self.generationID = generationID
    }
}
