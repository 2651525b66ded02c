import FolioModel
import FolioQuery
import GRDB

/// Turns the tree of a query into a ``QueryClause``.
///
/// The largest parts that the index can answer become one MATCH. SQLite's parsers have room for
/// limited nesting only, so deep conditions become named tables in front of the statement.
struct QueryCompiler {
    let db: Database
    let request: ItemRequest
    let tokenizer: SearchTokenizer
    /// `name (rowid) AS (SELECT …)`, each of which may use those before it.
    private(set) var tables: [SQL] = []

    private static let depthLimit = 6

    init(_ db: Database, _ request: ItemRequest) throws {
        self.db = db
        self.request = request
        tokenizer = SearchTokenizer(db)
    }

    /// What has to stand in front of a statement that uses the clauses.
    var prologue: SQL {
        tables.isEmpty ? "" : "WITH \(tables.joined(separator: ", ")) "
    }

    mutating func clause(for expression: Expression) throws -> QueryClause {
        switch expression {
        case .all: .everything
        case .text(let term): try textClause(term)
        case .field(let term): try fieldClause(term.test)
        case .not(let part): try negation(of: part)
        case .and(let parts): try conjunction(of: parts)
        case .or(let parts): try disjunction(of: parts)
        }
    }

    private func textClause(_ term: TextTerm) throws -> QueryClause {
        let needle = try TextNeedle(term, tokenizer)
        return switch try TextLookup(db: db).answer(needle, tokenizer) {
        case .match(let match): QueryClause(match)
        case .rows(let rows): QueryClause(rows: rows)
        }
    }

    private mutating func negation(of part: Expression) throws -> QueryClause {
        negation(of: try clause(for: part))
    }

    private mutating func negation(of clause: QueryClause) -> QueryClause {
        guard let condition = clause.wholeCondition else { return QueryClause("0") }
        return limited("NOT \(condition)", depth: clause.depth + 1)
    }

    private mutating func conjunction(of parts: [Expression]) throws -> QueryClause {
        var whole = QueryClause()
        var matches: [MatchExpression] = []
        var unwanted: [MatchExpression] = []
        var conditions: [SQL] = []
        for part in parts {
            let clause: QueryClause
            if case .not(let inner) = part {
                // Made once: twice at each level would be a thousand million times at the last.
                let unwantedClause = try self.clause(for: inner)
                if unwantedClause.isMatchOnly, let match = unwantedClause.match {
                    unwanted.append(match)
                    continue
                }
                clause = negation(of: unwantedClause)
            } else {
                clause = try self.clause(for: part)
            }
            if let match = clause.match { matches.append(match) }
            if let condition = clause.condition { conditions.append(condition) }
            if let row = clause.lowestRow { whole.lowestRow = max(row, whole.lowestRow ?? row) }
            if let row = clause.rowsBelow { whole.rowsBelow = min(row, whole.rowsBelow ?? row) }
            whole.depth = max(whole.depth, clause.depth)
        }
        if matches.isEmpty {
            conditions += unwanted.compactMap { QueryClause($0).wholeCondition.map { "NOT \($0)" } }
        } else if unwanted.isEmpty {
            whole.match = .all(matches)
        } else {
            whole.match = .except(.all(matches), .any(unwanted))
        }
        if !conditions.isEmpty {
            let joined: SQL = "(\(conditions.joined(separator: " AND ")))"
            let limited = limited(joined, depth: whole.depth + 1)
            (whole.condition, whole.depth) = (limited.condition, limited.depth)
        }
        return shallow(whole)
    }

    private mutating func disjunction(of parts: [Expression]) throws -> QueryClause {
        var matches: [MatchExpression] = []
        var conditions: [SQL] = []
        var depth = 0
        for part in parts {
            let clause = try clause(for: part)
            if clause.isMatchOnly, let match = clause.match {
                matches.append(match)
            } else if let condition = clause.wholeCondition {
                conditions.append(condition)
                depth = max(depth, clause.depth)
            } else {
                return .everything
            }
        }
        if conditions.isEmpty { return shallow(QueryClause(.any(matches))) }
        if !matches.isEmpty, let found = QueryClause(.any(matches)).wholeCondition {
            conditions.append(found)
        }
        return limited("(\(conditions.joined(separator: " OR ")))", depth: depth + 1)
    }

    /// A condition that is too deep is given a name, under which it is one look-up deep.
    private mutating func limited(_ condition: SQL, depth: Int) -> QueryClause {
        guard depth > Self.depthLimit else { return QueryClause(condition, depth: depth) }
        let name = "part\(tables.count)"
        tables.append(
            "\(sql: name) (row) AS (SELECT mediaItem.rowid FROM mediaItem WHERE \(condition))")
        return QueryClause("mediaItem.rowid IN (SELECT row FROM \(sql: name))", depth: 1)
    }

    /// A MATCH that is too deep becomes a condition, in which a new one may begin.
    private mutating func shallow(_ clause: QueryClause) -> QueryClause {
        guard let match = clause.match, match.depth > MatchExpression.depthLimit,
            let condition = clause.wholeCondition
        else { return clause }
        return limited(condition, depth: clause.depth + 1)
    }
}
