import GRDB

/// A part of a query, made ready for SQLite: what the index answers, and what only the rows do.
/// An item must satisfy both.
struct QueryClause {
    var match: MatchExpression?
    /// A condition on `mediaItem` that is never NULL.
    var condition: SQL?
    /// No row below it can satisfy the clause.
    var lowestRow: Int64?
    /// Neither can this row or one above it.
    var rowsBelow: Int64?
    /// Parentheses and subqueries within each other in ``condition``.
    var depth = 0

    static var everything: QueryClause { QueryClause() }

    init() {}

    init(_ match: MatchExpression) {
        self.match = match
    }

    init(_ condition: SQL, depth: Int = 1) {
        self.condition = condition
        self.depth = depth
    }

    /// Exactly these rows.
    init(rows: [Int64]) {
        self.init("mediaItem.rowid IN (SELECT value FROM json_each(\(JSONColumn.list(rows))))")
    }

    /// Whether it is one MATCH and nothing else.
    var isMatchOnly: Bool { isIndexOnly && lowestRow == nil && rowsBelow == nil }

    /// Whether the index answers it alone, since it is in the order of rows.
    var isIndexOnly: Bool { match != nil && condition == nil }

    /// All of it as one condition on `mediaItem`; `nil` where every item satisfies it.
    var wholeCondition: SQL? {
        var parts: [SQL] = []
        if let match {
            parts.append(
                """
                mediaItem.rowid IN (SELECT rowid FROM mediaText
                WHERE mediaText MATCH \(match.text))
                """)
        }
        if let lowestRow { parts.append("mediaItem.rowid >= \(lowestRow)") }
        if let rowsBelow { parts.append("mediaItem.rowid < \(rowsBelow)") }
        if let condition { parts.append(condition) }
        guard parts.count > 1 else { return parts.first }
        return "(\(parts.joined(separator: " AND ")))"
    }
}
