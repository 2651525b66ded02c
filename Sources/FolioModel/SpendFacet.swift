/// What a spent credit can be counted under beside its time, model, ratio and kind.
package enum SpendFacet: String, Hashable, Sendable, CaseIterable {
    case tag, album
    /// Prompts of the same words, whatever their order, case, accents and punctuation.
    case family
    /// Posts that use the item, and the accounts of those posts.
    case post, account
    /// What became of the item (``SpendOutcome``).
    case outcome
}

/// What became of an item that was paid for: the first that holds, in this order.
package enum SpendOutcome: String, Sendable, CaseIterable {
    /// Deleted remotely by a change of this library.
    case deleted
    /// Gone remotely, by another hand.
    case gone
    /// A published post uses it.
    case posted
    /// In a post that waits, in an album, rated, noted or younger than ``youth``.
    case kept
    /// None of these.
    case neverUsed = "never-used"

    /// How long an item may lie about before it counts as never used.
    package static let youth = Duration.seconds(30 * 86_400)
}
