import FolioModel
import GRDB

extension RowSearch {
    /// `rows`, which come newest first, best match first; equally good ones stay in their order.
    func ranked(_ rows: [Int64], by match: MatchExpression) throws -> [Int64] {
        guard let lowest = rows.last else { return [] }
        let request: SQLRequest<Row> = """
            SELECT rowid, \(Self.score) FROM mediaText
            WHERE mediaText MATCH \(match.text) AND rowid >= \(lowest) ORDER BY rowid DESC
            """
        let found = try Row.fetchCursor(db, request)
        var scored: [(score: Double, row: Int64)] = []
        scored.reserveCapacity(rows.count)
        var next = try found.next()
        for row in rows {
            while let newer = next, newer[0] as Int64 > row { next = try found.next() }
            let isScored = next.map { $0[0] as Int64 == row } ?? false
            scored.append((isScored ? next?[1] ?? 0 : 0, row))
        }
        // Lower is better.
        return scored.sorted { ($0.score, -$0.row) < ($1.score, -$1.row) }.map(\.row)
    }

    /// What the index alone finds, best match first.
    func best(_ limit: Int?) throws -> [Int64] {
        let rows: SQLRequest<Int64> = """
            SELECT rowid FROM mediaText WHERE \(condition)
            ORDER BY \(Self.score), rowid DESC LIMIT \(limit ?? -1)
            """
        return try rows.fetchAll(db)
    }

    /// A word of the prompt counts more than a tag, a note or a file's name.
    private static let score: SQL = "bm25(mediaText, 10.0, 6.0, 4.0, 2.0, 0.0)"
}
