import FolioModel
import FolioQuery
import GRDB

/// One request, ready to be counted and read within one access of the database.
struct ItemSearch {
    let expression: Expression
    let compiler: QueryCompiler

    private let db: Database
    private let request: ItemRequest
    private let clause: QueryClause

    /// How many of the newest matches are put in order of relevance; the older ones follow.
    static let rankedLimit = 2_000

    init(_ db: Database, _ request: ItemRequest) throws {
        self.db = db
        self.request = request
        let asked = try SavedSearches.expand(request.query.expression, in: db)
        let leavesOutHidden =
            try !request.includesHidden && !asked.namesHidden && Self.hides(in: db)
        expression = leavesOutHidden ? asked.withoutHidden : asked
        var compiler = try QueryCompiler(db, request)
        clause = try compiler.clause(for: expression)
        self.compiler = compiler
    }

    /// How many items match in all.
    func count() throws -> Int {
        let found: SQLRequest<Int>
        if clause.isMatchOnly, let match = clause.match {
            found = "SELECT count(*) FROM mediaText WHERE mediaText MATCH \(match.text)"
        } else {
            found = "\(compiler.prologue) SELECT count(*) FROM \(source) WHERE \(condition())"
        }
        return try found.fetchOne(db) ?? 0
    }

    /// Those of these rows that match.
    func matching(_ rows: [Int64]) throws -> [Int64] {
        guard let lowest = rows.min(), let highest = rows.max() else { return [] }
        // The index walks no further than the rows lie apart.
        let found: SQLRequest<Int64> = """
            \(compiler.prologue) SELECT \(rowid) FROM \(source)
            WHERE \(condition()) AND \(rowid) BETWEEN \(lowest) AND \(highest)
                AND \(rowid) IN (\(Library.list(rows))) ORDER BY \(rowid)
            """
        return try found.fetchAll(db)
    }

    /// The rows that the request asks for, in its order.
    func page() throws -> (rows: [Int64], isTruncated: Bool) {
        let wanted = request.limit.map { max(0, min($0, Int.max - 1)) + 1 }
        let after = try request.after.map { try Library.rowOfItem($0, in: db) }
        let isRanked = request.order == .relevance && !expression.wantedText.isEmpty
        let rows = try isRanked ? ranked(after: after, wanted) : newest(below: after, wanted)
        guard let wanted, rows.count == wanted else { return (rows, false) }
        return (rows.dropLast(), true)
    }

    private func newest(below row: Int64?, _ limit: Int?) throws -> [Int64] {
        let rows: SQLRequest<Int64> = """
            \(compiler.prologue) SELECT \(rowid) FROM \(source) WHERE \(condition(below: row))
            ORDER BY \(rowid) DESC LIMIT \(limit ?? -1)
            """
        return try rows.fetchAll(db)
    }

    /// The newest matches by relevance, then the older ones, newest first.
    private func ranked(after row: Int64?, _ limit: Int?) throws -> [Int64] {
        let candidates = try newest(below: nil, Self.rankedLimit)
        guard let lowest = candidates.last else { return [] }
        var rows = try byRelevance(candidates)
        var border = lowest
        if let row {
            if let position = rows.firstIndex(of: row) {
                rows.removeFirst(position + 1)
            } else {
                rows = []
                border = min(row, lowest)
            }
        }
        if let limit, rows.count >= limit { return Array(rows.prefix(limit)) }
        guard candidates.count == Self.rankedLimit else { return rows }
        return try rows + newest(below: border, limit.map { $0 - rows.count })
    }

    private func byRelevance(_ rows: [Int64]) throws -> [Int64] {
        guard let match = try rankingMatch(), let lowest = rows.last else { return rows }
        let request: SQLRequest<Row> = """
            SELECT rowid, bm25(mediaText, 10.0, 6.0, 4.0, 2.0, 0.0) FROM mediaText
            WHERE mediaText MATCH \(match.text) AND rowid >= \(lowest)
            """
        var scores: [Int64: Double] = [:]
        let found = try Row.fetchCursor(db, request)
        while let row = try found.next() { scores[row[0]] = row[1] }
        // Lower is better; the rows come newest first, and sorting keeps equals in order.
        return rows.sorted { (scores[$0] ?? 0, -$0) < (scores[$1] ?? 0, -$1) }
    }

    /// What the index ranks by: its own part of the query if there are words in it, else the
    /// query's words wherever they stand.
    private func rankingMatch() throws -> MatchExpression? {
        if let match = clause.match, match.hasWords { return match }
        let lookup = TextLookup(db: db)
        let words = try expression.wantedText.compactMap { term -> MatchExpression? in
            let needle = try TextNeedle(term, compiler.tokenizer)
            guard case .match(let match) = try lookup.answer(needle, compiler.tokenizer) else {
                return needle.tokens.isEmpty ? nil : .anyWord(needle.tokens)
            }
            return match
        }
        return words.isEmpty ? nil : .any(words)
    }
}

// The parts of the statements. With a MATCH, the index is walked backwards and the rows are
// looked up; without one, the rows themselves are.
extension ItemSearch {
    private var source: SQL {
        clause.match == nil
            ? "mediaItem"
            : "mediaText CROSS JOIN mediaItem ON mediaItem.rowid = mediaText.rowid"
    }

    private var rowid: SQL {
        clause.match == nil ? "mediaItem.rowid" : "mediaText.rowid"
    }

    private func condition(below row: Int64? = nil) -> SQL {
        var parts: [SQL] = []
        if let match = clause.match { parts.append("mediaText MATCH \(match.text)") }
        if let lowest = clause.lowestRow { parts.append("\(rowid) >= \(lowest)") }
        if let row { parts.append("\(rowid) < \(row)") }
        if let condition = clause.condition { parts.append(condition) }
        return parts.isEmpty ? "1" : parts.joined(separator: " AND ")
    }
}

extension ItemSearch {
    /// Where nothing is hidden, queries stay as they are, and as fast.
    private static func hides(in db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT 1 FROM hiddenItem LIMIT 1") != nil
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
