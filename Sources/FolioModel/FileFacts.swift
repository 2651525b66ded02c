/// What the file of an imported item says besides what every item has.
package struct FileFacts: Hashable, Sendable {
    /// Where the file was last seen.
    package var path: String
    /// Which reader understood it; `nil` if none did.
    package var reader: String?
    package var negativePrompt: String?
    /// As written: some programs go beyond 64 bits.
    package var seed: String?
    package var steps: Int?
    package var sampler: String?
    /// Credits that were paid for it, as a copy that Folio made tells. No ledger has them.
    package var credits: Int?
    /// Whether the file says that a machine made the picture.
    package var isMarkedAsAI: Bool
    /// Every text of the file in its own words, JSON; `nil` where it has none.
    package var rawJSON: String?

    package init(
        path: String, reader: String? = nil, negativePrompt: String? = nil, seed: String? = nil,
        steps: Int? = nil, sampler: String? = nil, credits: Int? = nil, isMarkedAsAI: Bool = false,
        rawJSON: String? = nil
    ) {
        self.path = path
        self.reader = reader
        self.negativePrompt = negativePrompt
        self.seed = seed
        self.steps = steps
        self.sampler = sampler
        self.credits = credits
        self.isMarkedAsAI = isMarkedAsAI
        self.rawJSON = rawJSON
    }
}
