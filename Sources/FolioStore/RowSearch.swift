import FolioModel
import FolioQuery
import GRDB

/// The rows that the tree of a query finds, to be counted and read in any order.
///
/// With a MATCH the index is walked and the rows are looked up; without one, the rows are walked.
struct RowSearch {
    let db: Database
    let compiler: QueryCompiler
    let clause: QueryClause

    init(_ db: Database, _ request: ItemRequest, _ expression: Expression) throws {
        self.db = db
        var compiler = try QueryCompiler(db, request)
        clause = try compiler.clause(for: expression)
        self.compiler = compiler
    }

    func count() throws -> Int {
        let found = SQLRequest<Int>(
            literal: "\(compiler.prologue) SELECT count(*) FROM \(source) WHERE \(condition)",
            cached: clause.isIndexOnly)
        return try found.fetchOne(db) ?? 0
    }

    /// Those of these rows that are found.
    func matching(_ rows: [Int64]) throws -> [Int64] {
        guard let lowest = rows.min(), let highest = rows.max() else { return [] }
        // The index walks no further than the rows lie apart.
        let found: SQLRequest<Int64> = """
            \(compiler.prologue) SELECT \(rowid) FROM \(source)
            WHERE \(condition) AND \(rowid) BETWEEN \(lowest) AND \(highest)
                AND \(rowid) IN (\(Library.list(rows))) ORDER BY \(rowid)
            """
        return try found.fetchAll(db)
    }

    /// Newest first; those older than `row` only.
    func newest(below row: Int64? = nil, _ limit: Int?) throws -> [Int64] {
        let border: SQL = row.map { "AND \(rowid) < \($0)" } ?? ""
        let rows = SQLRequest<Int64>(
            literal: """
                \(compiler.prologue) SELECT \(rowid) FROM \(source) WHERE \(condition) \(border)
                ORDER BY \(rowid) DESC LIMIT \(limit ?? -1)
                """, cached: clause.isIndexOnly)
        return try rows.fetchAll(db)
    }

    /// Oldest first; those newer than `row` only.
    func oldest(above row: Int64? = nil, _ limit: Int?) throws -> [Int64] {
        let border: SQL = row.map { "AND \(rowid) > \($0)" } ?? ""
        let rows: SQLRequest<Int64> = """
            \(compiler.prologue) SELECT \(rowid) FROM \(source) WHERE \(condition) \(border)
            ORDER BY \(rowid) LIMIT \(limit ?? -1)
            """
        return try rows.fetchAll(db)
    }

    /// Highest number first, unknown ones last, equal ones newest first; those behind `row` only.
    func highest(_ number: ItemNumber, behind row: Int64? = nil, _ limit: Int?) throws -> [Int64] {
        let value: SQL = "ifnull(\(number.sql), \(Int64.min))"
        var border: SQL = ""
        if let row {
            let place: SQLRequest<Int64> = "SELECT \(value) FROM mediaItem WHERE rowid = \(row)"
            let reached = try place.fetchOne(db) ?? Int64.min
            border = "AND (\(value), \(rowid)) < (\(reached), \(row))"
        }
        let rows: SQLRequest<Int64> = """
            \(compiler.prologue) SELECT \(rowid) FROM \(joinedSource)
            WHERE \(condition) \(border) ORDER BY \(value) DESC, \(rowid) DESC LIMIT \(limit ?? -1)
            """
        return try rows.fetchAll(db)
    }

    /// What stands behind `FROM`. Where the index says it all, it alone is read.
    var source: SQL { clause.isIndexOnly ? "mediaText" : joinedSource }

    /// The same with the columns of `mediaItem`.
    var joinedSource: SQL {
        clause.match == nil
            ? "mediaItem"
            : "mediaText CROSS JOIN mediaItem ON mediaItem.rowid = mediaText.rowid"
    }

    var rowid: SQL {
        clause.match == nil ? "mediaItem.rowid" : "mediaText.rowid"
    }

    /// What a row of ``source`` has to satisfy.
    var condition: SQL {
        var parts: [SQL] = []
        if let match = clause.match { parts.append("mediaText MATCH \(match.text)") }
        if let lowest = clause.lowestRow { parts.append("\(rowid) >= \(lowest)") }
        if let border = clause.rowsBelow { parts.append("\(rowid) < \(border)") }
        if let condition = clause.condition { parts.append(condition) }
        return parts.isEmpty ? "1" : parts.joined(separator: " AND ")
    }
}
