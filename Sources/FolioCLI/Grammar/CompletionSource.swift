import ArgumentParser

/// What the shell completes an argument with.
package enum CompletionSource: String, CaseIterable, Sendable {
    case models, ratios, tags, ids, accounts, albums, saved
    /// What may stand in a query.
    case queries

    /// Asks the library through a hidden command, which is silent on any failure.
    var kind: CompletionKind {
        .shellCommand("folio complete-values \(rawValue) 2>/dev/null")
    }
}
