import FolioModel
import FolioQuery

/// The days that `--since` and `--until` name.
struct DateOptions {
    let since: String?
    let until: String?

    /// - Throws: ``DateMistake`` for a date that cannot be read, ``DatesOutOfOrder``.
    func times(_ resolver: DateResolver) throws -> TimeRange {
        let lower = try since.map { try Self.range($0 + "..", typed: $0, resolver) }
        let upper = try until.map { try Self.range(".." + $0, typed: $0, resolver) }
        if let first = lower?.lower, let last = upper?.upper, first >= last {
            throw DatesOutOfOrder(since: since ?? "", until: until ?? "")
        }
        return TimeRange(from: lower.flatMap(\.lower), until: upper.flatMap(\.upper))
    }

    private static func range(
        _ text: String, typed: String, _ resolver: DateResolver
    ) throws -> TimeRange {
        do {
            return resolver.times(in: try DateRange(parsing: text))
        } catch {
            throw DateMistake(date: typed, error: error)
        }
    }
}

/// A date behind an option that cannot be read.
struct DateMistake: UserFacingError {
    let date: String
    let error: QueryError

    var message: String { "“\(date)” is no date: \(error.message)" }

    var hint: String? { error.hint ?? "write 2026-04, 2026-04-05, yesterday or -3w" }

    var kind: FailureKind { .usage }
}

/// A span that ends before it begins.
struct DatesOutOfOrder: UserFacingError {
    let since: String
    let until: String

    var message: String { "--since “\(since)” is after --until “\(until)”" }

    var hint: String? { "exchange the two dates" }

    var kind: FailureKind { .usage }
}
