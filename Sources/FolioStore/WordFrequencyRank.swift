import GRDB
import GRDBSQLite

/// The order of bm25 for one word or phrase, without counting first how many rows have it.
///
/// bm25 weighs each phrase by its rarity, and to learn that walks all rows that have it: 6 ms for
/// a word on every tenth of a million rows. Where there is one phrase that weight is the same for
/// every row, and changes no order.
enum WordFrequencyRank {
    /// Its name in SQL; used as `bm25` is, with a weight for each column.
    static let name = "folio_frequency_rank"

    /// How fast more occurrences stop to matter, and how much long rows are held back, as in bm25.
    private static let (saturation, lengthShare) = (1.2, 0.75)

    static func register(in db: Database) {
        let api = FTS5.api(db)
        _ = api.pointee.xCreateFunction(
            UnsafeMutablePointer(mutating: api), name, nil,
            { api, match, result, count, weights in
                guard let api, let result else { return }
                do throws(DatabaseError) {
                    let row = WordFrequencyRank.Row(api: api, match: match)
                    let rank = try WordFrequencyRank.score(row, count, weights)
                    sqlite3_result_double(result, rank)
                } catch {
                    sqlite3_result_error_code(result, error.resultCode.rawValue)
                }
            }, nil)
    }

    /// The row for which FTS5 asks.
    private struct Row {
        let api: UnsafePointer<Fts5ExtensionApi>
        let match: OpaquePointer?
    }

    private static func score(
        _ row: Row, _ count: Int32, _ weights: UnsafeMutablePointer<OpaquePointer?>?
    ) throws(DatabaseError) -> Double {
        let api = row.api.pointee
        var (rows, tokens): (Int64, Int64) = (0, 0)
        var (length, instances): (Int32, Int32) = (0, 0)
        try check(api.xRowCount(row.match, &rows))
        try check(api.xColumnTotalSize(row.match, -1, &tokens))
        try check(api.xColumnSize(row.match, -1, &length))
        try check(api.xInstCount(row.match, &instances))
        var frequency = 0.0
        for instance in 0..<instances {
            var (phrase, column, offset): (Int32, Int32, Int32) = (0, 0, 0)
            try check(api.xInst(row.match, instance, &phrase, &column, &offset))
            frequency += column < count ? sqlite3_value_double(weights?[Int(column)]) : 1
        }
        let average = max(1, Double(tokens) / Double(max(1, rows)))
        let share = 1 - lengthShare + lengthShare * Double(length) / average
        return -frequency * (saturation + 1) / (frequency + saturation * share)
    }

    private static func check(_ code: Int32) throws(DatabaseError) {
        guard code == SQLITE_OK else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }
}
