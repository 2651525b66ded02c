/// One movement of the credit balance. Entries are only ever added.
package struct LedgerEntry: Hashable, Sendable {
    package var kind: Kind
    /// Signed change of the balance: a charge is negative.
    package var credits: Int
    package var itemID: MediaItem.ID?
    package var generationID: Generation.ID?
    /// What proves it, for people: a request id, two readings of the balance.
    package var evidence: String
    package var at: Timestamp

    package init(
        kind: Kind, credits: Int, itemID: MediaItem.ID? = nil,
        generationID: Generation.ID? = nil, evidence: String, at: Timestamp
    ) {
        self.kind = kind
        self.credits = credits
        self.itemID = itemID
        self.generationID = generationID
        self.evidence = evidence
        self.at = at
    }

    package enum Kind: String, Sendable, CaseIterable, Codable {
        case charge, refund, topUp, reset, correction
    }
}

/// The remote's balance as it was seen at one moment. Never changed, never deleted.
package struct BalanceObservation: Hashable, Sendable {
    /// Credits left.
    package var remaining: Int
    /// Credits used in the period, the allowance, and bonus credits, where `/me` told them.
    package var used: Int?
    package var limit: Int?
    package var bonus: Int?
    package var periodEnd: Timestamp?
    package var source: Source
    package var at: Timestamp

    package init(
        remaining: Int, used: Int? = nil, limit: Int? = nil, bonus: Int? = nil,
        periodEnd: Timestamp? = nil, source: Source, at: Timestamp
    ) {
        self.remaining = remaining
        self.used = used
        self.limit = limit
        self.bonus = bonus
        self.periodEnd = periodEnd
        self.source = source
        self.at = at
    }

    /// Which reply told the balance.
    package enum Source: String, Sendable, CaseIterable, Codable {
        /// `credits_remaining` of a paid reply.
        case reply
        /// `quota.ai_credits` of `GET /me`.
        case me
        /// `credits_available` of a refusal for lack of credits (402).
        case refusal
    }
}
