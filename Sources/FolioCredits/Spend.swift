package import FolioModel

/// One thing that credits went, or may have gone, to.
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
    /// Credits spent; negative for a refund; `nil` where unknown.
    package var credits: Int?
    package var at: Timestamp
    package var model: String?
    package var ratio: String?
    package var tags: [String]

    package init(
        certainty: Certainty = .certain, credits: Int?, at: Timestamp, model: String? = nil,
        ratio: String? = nil, tags: [String] = []
    ) {
        self.certainty = certainty
        self.credits = credits
        self.at = at
        self.model = model
        self.ratio = ratio
        self.tags = tags
    }
}
