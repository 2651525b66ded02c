/// An error whose text is fit to print as it stands.
package protocol UserFacingError: Error {
    /// One sentence, no final period: what did not happen, and why.
    var message: String { get }

    /// What the reader can do about it, ideally the next command to type, or `nil`.
    var hint: String? { get }

    /// What kind of failure it is; decides the exit code.
    var kind: FailureKind { get }
}

/// Why a command failed, as its exit code tells it. `docs/exit-codes.md` lists them.
package enum FailureKind: Int32, Sendable, CaseIterable {
    /// A reason of ours; a corrupt or newer library; a full disk.
    case failed = 1
    /// Input that is refused before anything is done.
    case usage = 2
    /// No such item, post, tag or library.
    case notFound = 3
    /// No key, or the key is refused or lacks a scope.
    case notAllowed = 4
    /// No network, rate limited, remote down: try again later.
    case unavailable = 5
    /// A conflict, a guard or another account needs a decision.
    case needsDecision = 6
    /// A spending limit, a missing confirmation or the remote's balance.
    case refusedSpending = 7
    /// A paid or publishing call whose outcome is unknown.
    case outcomeUnknown = 8
    /// Nothing matched, asked for with `--fail-empty`.
    case nothingMatched = 9
    /// Interrupted by a signal.
    case interrupted = 130
}
