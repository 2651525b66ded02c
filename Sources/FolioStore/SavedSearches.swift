package import FolioModel
package import FolioQuery
import GRDB

/// Why `@name` in a query could not be replaced by what it stands for.
package enum SavedSearchError: UserFacingError, Equatable {
    case missing(String)
    /// The names, each of which uses the next and the last the first.
    case cycle([String])
    case unreadable(String, QueryError)
    /// All saved searches together ask for too much.
    case tooLong
    /// It cannot be removed while something uses it.
    case inUse(String, by: String)

    package var message: String {
        switch self {
        case .missing(let name): "there is no saved search “\(name)”"
        case .cycle(let names):
            "the saved search “\(names.first ?? "")” contains itself: "
                + (names + names.prefix(1)).map { "@\($0)" }.joined(separator: " → ")
        case .unreadable(let name, let error):
            "the saved search “\(name)” cannot be read: \(error.message)"
        case .tooLong:
            "the saved searches in this query have more than \(SavedSearches.termLimit) terms, "
                + "or lie too deep in each other"
        case .inUse(let name, let user): "\(user) uses the saved search “\(name)”"
        }
    }

    package var hint: String? {
        switch self {
        case .missing: "see what there is: folio saved list"
        case .cycle: "write one of them without the others"
        case .unreadable(_, let error): error.hint
        case .tooLong: "use fewer of them at once"
        case .inUse: "change or remove that first"
        }
    }

    package var kind: FailureKind {
        if case .missing = self { .notFound } else { .usage }
    }
}

/// Replaces `@name` by what it stands for, as often as it takes.
struct SavedSearches {
    /// Words, phrases and fields after the replacement.
    static let termLimit = 1_000

    private let db: Database
    private var termCount = 0
    private var depth = 0

    init(_ db: Database) {
        self.db = db
    }

    static func expand(_ expression: Expression, in db: Database) throws -> Expression {
        var searches = SavedSearches(db)
        return try searches.expand(expression, within: [])
    }

    private mutating func expand(
        _ expression: Expression, within names: [String]
    ) throws -> Expression {
        // Each parenthesis makes three levels, and each level takes room on the stack.
        guard depth <= 4 * Query.nestingLimit else { throw SavedSearchError.tooLong }
        depth += 1
        defer { depth -= 1 }
        switch expression {
        case .field(let term):
            if case .saved(let name) = term.test { return try expand(name, within: names) }
            return try counted(expression)
        case .all, .text: return try counted(expression)
        case .not(let part): return .not(try expand(part, within: names))
        case .and(let parts): return .allOf(try parts.map { try expand($0, within: names) })
        case .or(let parts): return .anyOf(try parts.map { try expand($0, within: names) })
        }
    }

    private mutating func expand(_ name: String, within names: [String]) throws -> Expression {
        if let start = names.firstIndex(of: name) {
            throw SavedSearchError.cycle(Array(names[start...]))
        }
        let text = try String.fetchOne(
            db, sql: "SELECT query FROM savedSearch WHERE name = ?", arguments: [name])
        guard let text else { throw SavedSearchError.missing(name) }
        // Names of each other without end are stopped here before they are by the term limit.
        guard names.count < 32 else { throw SavedSearchError.tooLong }
        return try expand(try parse(text, named: name), within: names + [name])
    }

    private func parse(_ text: String, named name: String) throws -> Expression {
        do throws(QueryError) {
            return try Query(parsing: text).expression
        } catch {
            throw SavedSearchError.unreadable(name, error)
        }
    }

    private mutating func counted(_ expression: Expression) throws -> Expression {
        termCount += 1
        guard termCount <= Self.termLimit else { throw SavedSearchError.tooLong }
        return expression
    }
}
