/// What a user action may take away, and what it was promised when it ended well.
struct Deed: Sendable {
    /// Item and tag that may vanish.
    var untags: Set<[String]> = []
    /// Posts that may be forgotten, with their entries.
    var discards: Set<String> = []
    /// Item and tag that were acknowledged.
    var tagged: Set<[String]> = []
    /// How many paid calls a person asked for, by their text.
    var orders: [String: Int] = [:]
    /// Texts of posts that were acknowledged, by post.
    var texts: [String: String] = [:]
    /// Texts that posts may show though nobody was told so: the process may have been killed.
    var attempts: Set<String> = []
    /// Entries that the user settled.
    var decided: Set<Int64> = []
    /// Calls that the user settled by word.
    var worded: Set<String> = []

    mutating func add(_ other: Deed) {
        untags.formUnion(other.untags)
        discards.formUnion(other.discards)
        tagged.formUnion(other.tagged)
        orders.merge(other.orders) { $0 + $1 }
        texts.merge(other.texts) { $1 }
        attempts.formUnion(other.attempts)
        decided.formUnion(other.decided)
        worded.formUnion(other.worded)
    }

    /// Adds what another process did at the same time: of two texts for one post either may be the
    /// later one.
    mutating func addFromBeside(_ other: Deed) {
        for (post, text) in other.texts {
            if let rival = texts[post] { attempts.formUnion([rival, text]) }
        }
        add(other)
    }
}

/// A rule that was broken.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// Its short name, as in `docs/simulator.md`.
    package var invariant: String
    package var details: String

    package var description: String { "\(invariant): \(details)" }
}
