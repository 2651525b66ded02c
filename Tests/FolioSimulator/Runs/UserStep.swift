/// What happens next in a simulated life: something that a person does, or the world does.
package struct UserStep: Hashable, Sendable {
    /// Its place in the life that it comes from.
    package var number: Int
    package var kind: Kind
    /// All chance during the step comes from it, so that others may be left out.
    package var seed: UInt64

    package enum Kind: String, Sendable, CaseIterable {
        case generate, generateSeveral, caption, tag, untag
        case postLater, postDraft, postNow, editPost, changeMedia, deletePost
        case scheduleDraft, retryPost, importFile, upload, deleteItem
        case sync, pull, push, recover, decideCall, tryAgain, decideEntry
        case waitBriefly, waitLong, others, storm, calm, spell, hide, clockJump
        case backUp, restore, together
        /// A sync that may find everything missing.
        case agreedSync
    }
}

/// What most of a simulated life is about.
package enum LifeKind: String, Sendable, Hashable {
    /// A bit of everything.
    case mixed
    /// Paid calls, their recovery, and others who use the account at the same time.
    case paying
    /// The outbox, pushed by two processes at once.
    case sending

    /// Much that happens to a library of many items, and syncs that find it.
    case mirroring

    fileprivate var weights: [(value: UserStep.Kind, weight: Int)] {
        switch self {
        case .mixed: UserStep.weights
        case .paying:
            [
                (.generate, 14), (.generateSeveral, 2), (.caption, 2), (.recover, 10), (.sync, 4),
                (.others, 14), (.waitBriefly, 8), (.waitLong, 4), (.storm, 6), (.calm, 1),
                (.hide, 2), (.together, 2),
            ]
        case .mirroring:
            [
                (.sync, 16), (.pull, 6), (.waitBriefly, 12), (.waitLong, 2), (.others, 12),
                (.spell, 10), (.hide, 6), (.storm, 3), (.calm, 3), (.deleteItem, 2), (.tag, 2),
            ]
        case .sending:
            [
                (.together, 20), (.postNow, 5), (.postLater, 5), (.postDraft, 4), (.editPost, 4),
                (.scheduleDraft, 5), (.retryPost, 3), (.upload, 3), (.push, 8), (.sync, 6),
                (.tryAgain, 2), (.waitBriefly, 4), (.storm, 6), (.calm, 2),
            ]
        }
    }
}

extension UserStep {
    fileprivate static let weights: [(value: Kind, weight: Int)] = [
        (.generate, 10), (.generateSeveral, 3), (.caption, 4), (.tag, 6), (.untag, 2),
        (.postLater, 6), (.postDraft, 3), (.postNow, 3), (.editPost, 5), (.changeMedia, 3),
        (.deletePost, 2), (.scheduleDraft, 3), (.retryPost, 2), (.importFile, 3), (.upload, 3),
        (.deleteItem, 3), (.sync, 16), (.pull, 3), (.push, 3), (.recover, 5), (.decideCall, 1),
        (.tryAgain, 2), (.decideEntry, 1), (.waitBriefly, 9), (.waitLong, 3), (.others, 9),
        (.storm, 4), (.calm, 2), (.spell, 4), (.hide, 5), (.clockJump, 1), (.backUp, 1),
        (.restore, 1), (.together, 6),
    ]

    /// The life that a seed means.
    static func life(of seed: UInt64, length: Int, _ life: LifeKind) -> [UserStep] {
        var chance = Chance(seed: seed ^ 0x5EED)
        return (0..<length).map { number in
            UserStep(
                number: number, kind: chance.pick(weighted: life.weights) ?? .sync,
                seed: chance.next())
        }
    }

    /// Steps that one process of two may do.
    static let shared: [Kind] = [
        .sync, .sync, .push, .generate, .postLater, .postNow, .upload, .editPost, .tag, .recover,
        .scheduleDraft, .retryPost, .deleteItem, .importFile,
    ]
}
