package import FolioModel
package import FolioQuery
import GRDB

extension Library {
    /// Milliseconds of the spans that spending is summed by.
    package static let rollupSpan: Int64 = 900_000

    /// What was spent within `times`, summed by local day, certainty, kind, model and ratio.
    ///
    /// It reads the kept sums and not the ledger, so `times` are taken to begin and end on
    /// quarter hours of UTC, as the days of every zone of today do. `utcOffset` tells the seconds
    /// that the zone is ahead of UTC at a moment.
    package func spendSums(
        in times: TimeRange, utcOffset: (Timestamp) -> Int, _ body: (Spend) -> Void
    ) throws {
        try read { db in
            var sums = DailySums(buckets: try SpendBucket.all(in: db))
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT quarter, bucket, count, credits, unpriced FROM spendRollup
                    WHERE quarter >= ? AND quarter < ? ORDER BY quarter
                    """,
                arguments: [
                    times.lower.map { $0.floorDivided(by: Self.rollupSpan) } ?? Int64.min,
                    times.upper.map { $0.floorDivided(by: Self.rollupSpan) } ?? Int64.max,
                ])
            while let row = try rows.next() {
                let quarter: Int64 = row[0]
                if quarter != sums.quarter { sums.move(to: quarter, utcOffset, body) }
                sums.add(bucket: row[1], count: row[2], credits: row[3], unpriced: row[4])
            }
            sums.finish(body)
        }
    }

    /// Where the kept sums of spending differ from a recount; empty where they agree.
    ///
    /// Reads the whole ledger.
    package func rollupProblems() throws -> [String] {
        try read { db in
            let places = try Int.fetchOne(db, sql: Self.differenceSQL) ?? 0
            guard places > 0 else { return [] }
            return ["the sums of spending differ from the ledger in \(places) places"]
        }
    }

    private static let differenceSQL = """
        WITH kept AS (
            SELECT quarter, certainty, kind, model, ratio, count, credits, unpriced
            FROM spendRollup JOIN spendBucket USING (bucket)
        ), recount AS (
            SELECT (at - (at % 900000 + 900000) % 900000) / 900000 AS quarter, certainty, kind,
                model, ratio, sum(count), sum(ifnull(credits, 0)), sum(credits IS NULL)
            FROM spendFact GROUP BY quarter, certainty, kind, model, ratio
            HAVING sum(count) <> 0 OR sum(ifnull(credits, 0)) <> 0
        )
        SELECT count(*) FROM (
            SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM recount)
            UNION ALL SELECT * FROM (SELECT * FROM recount EXCEPT SELECT * FROM kept))
        """
}

/// What is summed apart.
struct SpendBucket {
    let certainty: Spend.Certainty
    let kind: Generation.Kind?
    let model: String?
    let ratio: String?

    static func all(in db: Database) throws -> [Int: SpendBucket] {
        var buckets: [Int: SpendBucket] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT bucket, certainty, kind, model, ratio FROM spendBucket")
        while let row = try rows.next() {
            buckets[row[0]] = SpendBucket(
                certainty: .init(rawValue: row[1]) ?? .unknown,
                kind: (row[2] as String?).flatMap(Generation.Kind.init), model: row[3],
                ratio: row[4])
        }
        return buckets
    }
}

/// Adds quarter hours up to local days.
struct DailySums {
    private struct Sum {
        var count = 0
        var credits = 0
        var unpriced = 0
    }

    private let buckets: [Int: SpendBucket]
    private var sums: [Sum]
    /// Buckets that the present day has something in.
    private var used: [Int] = []
    private(set) var quarter: Int64?
    private var day: Int64?
    private var dayStart = Timestamp(milliseconds: 0)

    init(buckets: [Int: SpendBucket]) {
        self.buckets = buckets
        sums = Array(repeating: Sum(), count: (buckets.keys.max() ?? 0) + 1)
    }

    /// Hands over the day before where a new one begins.
    mutating func move(
        to quarter: Int64, _ utcOffset: (Timestamp) -> Int, _ body: (Spend) -> Void
    ) {
        let moment = Timestamp(milliseconds: quarter * Library.rollupSpan)
        let local = moment.milliseconds + Int64(utcOffset(moment)) * 1_000
        let newDay = local.floorDivided(by: 86_400_000)
        if newDay != day {
            finish(body)
            day = newDay
            dayStart = moment
        }
        self.quarter = quarter
    }

    mutating func add(bucket: Int, count: Int, credits: Int, unpriced: Int) {
        if sums[bucket].count == 0, sums[bucket].credits == 0 { used.append(bucket) }
        sums[bucket].count += count
        sums[bucket].credits += credits
        sums[bucket].unpriced += unpriced
    }

    mutating func finish(_ body: (Spend) -> Void) {
        for index in used {
            guard let bucket = buckets[index] else { continue }
            let sum = sums[index]
            sums[index] = Sum()
            let priced = sum.count - sum.unpriced
            if priced != 0 || sum.credits != 0 { body(spend(bucket, priced, sum.credits)) }
            if sum.unpriced != 0 { body(spend(bucket, sum.unpriced, nil)) }
        }
        used.removeAll(keepingCapacity: true)
    }

    private func spend(_ bucket: SpendBucket, _ count: Int, _ credits: Int?) -> Spend {
        Spend(
            certainty: bucket.certainty, count: count, credits: credits, at: dayStart,
            kind: bucket.kind, model: bucket.model, ratio: bucket.ratio)
    }
}
