/// What `is:` can ask, besides the kinds of ``ItemKind``.
package enum ItemQuality: String, CaseIterable, Sendable {
    case gone
    case local
    case remote
    case unknownPrompt = "unknown-prompt"
    case noPixels = "no-pixels"
    case pending
    case ready
    case failed
    case untagged
    case unrated
    case hidden

    /// What an item must be like, for the help text.
    package var summary: String {
        switch self {
        case .gone: "deleted remotely, kept here"
        case .local: "known here only, not (yet) at the remote"
        case .remote: "known to the remote"
        case .unknownPrompt: "its prompt is not known"
        case .noPixels: "its file is not held here"
        case .pending: "being uploaded or processed"
        case .ready: "ready to be used in a post"
        case .failed: "the remote could not process it"
        case .untagged: "has no tag"
        case .unrated: "has no rating"
        case .hidden: "is hidden; other queries leave such items out"
        }
    }
}

/// What an item is, as `kind:` and `is:` name it.
package enum ItemKind: String, CaseIterable, Sendable {
    case image
    case video
    case document
}
