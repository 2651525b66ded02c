package import ArgumentParser
import FolioModel

/// How much of a list is printed, and in what form besides text and JSON.
package struct ListOptions: ParsableArguments {
    @Option(help: "At most so many; 0 for all.")
    package var limit = 50

    @Option(
        help: ArgumentHelp("Continue behind this item.", valueName: "id"),
        completion: CompletionSource.ids.kind)
    package var after: String?

    @Flag(name: .customLong("fail-empty"), help: "End with exit code 9 if nothing matches.")
    package var failEmpty = false

    @Flag(help: "Print one JSON object a line.")
    package var ndjson = false

    @Flag(help: "Print comma-separated values.")
    package var csv = false

    package init() {}

    package mutating func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
        guard !(ndjson && csv) else { throw ValidationError("choose one of --ndjson and --csv") }
    }

    /// What it is where none of the options is given.
    package static var standard: ListOptions {
        get throws { try ListOptions.parse([]) }
    }

    /// `nil` for all.
    package var count: Int? { limit == 0 ? nil : limit }
}
