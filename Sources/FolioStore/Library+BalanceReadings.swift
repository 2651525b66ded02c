package import FolioModel
package import FolioQuery
import GRDB

extension Library {
    /// The last usable reading of the balance on each day of UTC within `times`, oldest first.
    package func dailyBalances(in times: TimeRange) throws -> [(at: Timestamp, credits: Int)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT at, remaining FROM (
                        SELECT at, remaining, row_number() OVER (
                            PARTITION BY at / 86400000 ORDER BY at DESC, rowid DESC) AS place
                        FROM balanceObservation
                        WHERE at >= ? AND at < ? AND NOT isAmbiguous)
                    WHERE place = 1 ORDER BY at
                    """, arguments: [times.lower ?? Int64.min, times.upper ?? Int64.max]
            ).map { (Timestamp(milliseconds: $0[0]), $0[1]) }
        }
    }
}
