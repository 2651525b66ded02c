import FolioModel
import GRDB

extension RowSearch {
    /// Counts what is found in one pass.
    ///
    /// Months are those of the user's zone, so SQL counts quarters of an hour: no zone's month
    /// begins within one.
    func facets() throws -> ItemFacets {
        let found: SQL = """
            found (row, model, ratio, kind, quarter) AS MATERIALIZED (
                SELECT mediaItem.rowid, mediaItem.model, mediaItem.ratio, mediaItem.kind,
                    (mediaItem.createdAt - (mediaItem.createdAt % 900000 + 900000) % 900000)
                        / 900000
                FROM \(joinedSource) WHERE \(condition))
            """
        let tables = compiler.tables + [found]
        let request: SQLRequest<Row> = """
            WITH \(tables.joined(separator: ", "))
            SELECT \(Self.number(.model)), model, count(*) FROM found GROUP BY model
            UNION ALL
            SELECT \(Self.number(.ratio)), ratio, count(*) FROM found GROUP BY ratio
            UNION ALL
            SELECT \(Self.number(.tag)), tag.name, items FROM (
                SELECT tag, count(*) AS items
                FROM found CROSS JOIN mediaItemTag ON mediaItemTag.item = found.row GROUP BY tag)
            JOIN tag USING (tag)
            UNION ALL
            SELECT \(Self.number(.album)), album.name, items FROM (
                SELECT album, count(*) AS items
                FROM found CROSS JOIN albumItem ON albumItem.item = found.row GROUP BY album)
            JOIN album USING (album)
            UNION ALL
            SELECT \(Self.number(.month)), quarter, count(*) FROM found GROUP BY quarter
            UNION ALL
            SELECT \(Self.number(.kind)), kind, count(*) FROM found GROUP BY kind
            UNION ALL
            SELECT \(Self.number(.rating)), stars, count(*)
            FROM found CROSS JOIN rating ON rating.item = found.row GROUP BY stars
            """
        return try Self.facets(try Row.fetchCursor(db, request), calendar: compiler.request)
    }

    private static func facets(
        _ rows: RowCursor, calendar request: ItemRequest
    ) throws -> ItemFacets {
        var counts: [ItemFacets.Subject: [String?: Int]] = [:]
        while let row = try rows.next() {
            let items: Int = row[2]
            guard let subject = ItemFacets.Subject(rawValue: row[0]) else { continue }
            guard subject == .month else {
                let value: String? = row[1]
                counts[subject, default: [:]][value, default: 0] += items
                continue
            }
            let month = request.localMonth(ofQuarter: row[1])
            counts[.month, default: [:]][month, default: 0] += items
            counts[.year, default: [:]][String(month.dropLast(3)), default: 0] += items
        }
        return ItemFacets(
            counts: counts.reduce(into: [:]) { $0[$1.key] = sorted($1.value, of: $1.key) })
    }

    private static func sorted(
        _ counts: [String?: Int], of subject: ItemFacets.Subject
    ) -> [ItemFacets.Count] {
        let isTime = subject == .month || subject == .year
        let sorted = counts.sorted { left, right in
            if !isTime, left.value != right.value { return left.value > right.value }
            let (first, second) = (left.key ?? "", right.key ?? "")
            return isTime ? first > second : first < second
        }
        return sorted.map { ItemFacets.Count(value: $0.key, items: $0.value) }
    }

    private static func number(_ subject: ItemFacets.Subject) -> Int { subject.rawValue }
}

extension ItemRequest {
    /// `2026-04` for a quarter of an hour, counted from 1970 on.
    fileprivate func localMonth(ofQuarter quarter: Int64) -> String {
        let moment = Timestamp(milliseconds: quarter * 900_000)
        let local = (moment + .seconds(utcOffset(moment))).milliseconds
        let days = local.floorDivided(by: 86_400_000)
        return String(CivilDate(daysSince1970: Int(days)).description.dropLast(3))
    }
}
