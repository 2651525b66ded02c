import FolioModel
import FolioQuery
import GRDB

/// One request, ready to be counted and read within one access of the database.
struct ItemSearch {
    let expression: Expression
    let found: RowSearch

    private let db: Database
    private let request: ItemRequest

    init(_ db: Database, _ request: ItemRequest) throws {
        self.db = db
        self.request = request
        let asked = try SavedSearches.expand(request.query.expression, in: db)
        let leavesOutHidden =
            try !request.includesHidden && !asked.namesHidden && Self.hides(in: db)
        expression = leavesOutHidden ? asked.withoutHidden : asked
        found = try RowSearch(db, request, expression)
    }

    /// The rows that the request asks for, in its order.
    func page() throws -> (rows: [Int64], isTruncated: Bool) {
        let wanted = request.limit.map { max(0, min($0, Int.max - 1)) + 1 }
        let after = try request.after.map { try Library.rowOfItem($0, in: db) }
        let rows = try rows(behind: after, wanted)
        guard let wanted, rows.count == wanted else { return (rows, false) }
        return (rows.dropLast(), true)
    }

    private func rows(behind row: Int64?, _ limit: Int?) throws -> [Int64] {
        switch request.order {
        case .relevance where !expression.wantedText.isEmpty:
            let order = try RelevanceOrder(db, request, expression, found: found)
            return try order.rows(behind: row, limit)
        case .newestFirst, .relevance: return try found.newest(below: row, limit)
        case .oldestFirst: return try found.oldest(above: row, limit)
        case .highest(let number): return try found.highest(number, behind: row, limit)
        }
    }
}

extension ItemSearch {
    /// Where nothing is hidden, queries stay as they are, and as fast.
    private static func hides(in db: Database) throws -> Bool {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM hiddenItem LIMIT 1")) != nil
    }
}

extension Expression {
    /// Whether a query speaks of hidden items, or of items by their ids.
    fileprivate var namesHidden: Bool {
        terms.contains { term in
            guard case .field(let field) = term else { return false }
            return switch field.test {
            case .quality(.hidden), .id: true
            default: false
            }
        }
    }

    fileprivate var withoutHidden: Expression {
        .allOf([self, .not(.field(FieldTerm(.quality(.hidden))))])
    }
}
