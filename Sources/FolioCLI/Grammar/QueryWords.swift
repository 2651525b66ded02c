package import ArgumentParser

/// A query of one quoted argument or several words, and what follows `--`.
///
/// `-dogs` is a minus, not a flag, so unknown short options are words here; an unknown long
/// option is still an error. Flags of the command come before `--`.
package struct QueryWords: ParsableArguments {
    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("What to look for; folio help query", valueName: "query"),
        completion: CompletionSource.queries.kind)
    package var words: [String] = []

    package init() {}

    /// The query's text: everything before `--`.
    package var query: String {
        words.prefix { $0 != "--" }.map(QueryShield.lower).joined(separator: " ")
    }

    /// Everything after `--`.
    package var rest: [String] {
        Array(words.drop { $0 != "--" }.dropFirst())
    }

    package mutating func validate() throws {
        let stray = words.prefix { $0 != "--" }.first { $0.hasPrefix("--") && $0.count > 2 }
        if let stray { throw ValidationError("Unknown option '\(stray)'") }
    }

    /// For commands in which nothing may follow `--`.
    package func refuseRest() throws {
        guard rest.isEmpty else {
            throw ValidationError("Nothing may follow -- here; quote the query instead")
        }
    }
}
