import FolioModel
import GRDB

extension RowSearch {
    /// So many of the newest matches, newest first, and the same with the best match first.
    func ranked(
        newest limit: Int, by match: MatchExpression
    ) throws -> (newest: [Int64], best: [Int64]) {
        guard clause.isIndexOnly, clause.match?.text == match.text else {
            let rows = try newest(limit)
            return (rows, try ranked(rows, by: match))
        }
        let request = SQLRequest<Row>(
            literal: """
                SELECT rowid, \(Self.score(match)) FROM mediaText WHERE \(condition)
                ORDER BY rowid DESC LIMIT \(limit)
                """, cached: true)
        var scored: [Scored] = []
        let found = try Row.fetchCursor(db, request)
        while let row = try found.next() { scored.append(Scored(score: row[1], row: row[0])) }
        return (scored.map(\.row), scored.sorted().map(\.row))
    }

    /// `rows`, which come newest first, best match first; equally good ones stay in their order.
    func ranked(_ rows: [Int64], by match: MatchExpression) throws -> [Int64] {
        guard let lowest = rows.last else { return [] }
        let request: SQLRequest<Row> = """
            SELECT rowid, \(Self.score(match)) FROM mediaText
            WHERE mediaText MATCH \(match.text) AND rowid >= \(lowest) ORDER BY rowid DESC
            """
        let found = try Row.fetchCursor(db, request)
        var scored: [Scored] = []
        scored.reserveCapacity(rows.count)
        var next = try found.next()
        for row in rows {
            while let newer = next, newer[0] as Int64 > row { next = try found.next() }
            let isScored = next.map { $0[0] as Int64 == row } ?? false
            scored.append(Scored(score: isScored ? next?[1] ?? 0 : 0, row: row))
        }
        return scored.sorted().map(\.row)
    }

    /// What the index alone finds, best match first.
    func best(_ limit: Int?) throws -> [Int64] {
        let rows: SQLRequest<Int64> = """
            SELECT rowid FROM mediaText WHERE \(condition)
            ORDER BY \(Self.score(by: "bm25")), rowid DESC LIMIT \(limit ?? -1)
            """
        return try rows.fetchAll(db)
    }

    /// To call the one costs more for each row, and the other more for each query.
    private static func score(_ match: MatchExpression) -> SQL {
        score(by: match.phraseCount == 1 ? WordFrequencyRank.name : "bm25")
    }

    /// A word of the prompt counts more than a tag, a note or a file's name.
    private static func score(by function: String) -> SQL {
        "\(sql: function)(mediaText, 10.0, 6.0, 4.0, 2.0, 0.0)"
    }
}

/// A row and how well it matches; less is better.
private struct Scored: Comparable {
    let score: Double
    let row: Int64

    static func < (one: Scored, other: Scored) -> Bool {
        one.score == other.score ? one.row > other.row : one.score < other.score
    }
}
