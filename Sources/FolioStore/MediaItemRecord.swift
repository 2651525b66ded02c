import FolioModel
import GRDB

/// A row of `mediaItem`, read by position, since listings are read often.
struct MediaItemRecord {
    let rowid: Int64
    let item: MediaItem

    /// The columns that ``init(_:)`` expects, in its order, of a table called `mediaItem`.
    static let columns = """
        mediaItem.rowid, mediaItem.id, mediaItem.mediaId, mediaItem.kind, mediaItem.state,
        mediaItem.presence, mediaItem.prompt, mediaItem.model, mediaItem.ratio, mediaItem.width,
        mediaItem.height, mediaItem.fileName, mediaItem.contentType, mediaItem.byteCount,
        mediaItem.sha256, mediaItem.createdAt,
        (SELECT -sum(credits) FROM ledgerEntry WHERE ledgerEntry.item = mediaItem.rowid),
        (SELECT group_concat(name, char(10)) FROM (
            SELECT tag.name FROM mediaItemTag JOIN tag USING (tag)
            WHERE mediaItemTag.item = mediaItem.rowid ORDER BY mediaItemTag.at, tag.tag))
        """

    /// How many columns ``columns`` names.
    static let columnCount = 18

    init(_ row: Row) {
        rowid = row[0]
        // The schema's checks allow no other words.
        item = MediaItem(
            id: row[1], mediaID: row[2], kind: .init(rawValue: row[3]) ?? .other,
            state: .init(rawValue: row[4]) ?? .unknown,
            presence: .init(rawValue: row[5]) ?? .local, prompt: row[6], model: row[7],
            ratio: row[8], width: row[9], height: row[10], credits: row[16], fileName: row[11],
            contentType: row[12], byteCount: row[13], sha256: row[14],
            createdAt: Timestamp(milliseconds: row[15]), tags: Self.tags(row[17]))
    }

    /// No tag contains white space, so a line is a tag.
    private static func tags(_ lines: String?) -> [String] {
        lines.map { $0.split(separator: "\n").map(String.init) } ?? []
    }

    static func fetch(
        where condition: SQL, orderedBy order: SQL = "mediaItem.rowid DESC", limit: Int? = nil,
        in db: Database
    ) throws -> [MediaItemRecord] {
        let request = SQLRequest<Row>(
            literal: """
                SELECT \(sql: columns) FROM mediaItem WHERE \(condition) ORDER BY \(order)
                LIMIT \(limit ?? -1)
                """, cached: true)
        return try Row.fetchCursor(db, request).map(MediaItemRecord.init).collect()
    }

    /// The items of these rows, in this order.
    static func fetch(rows: [Int64], in db: Database) throws -> [MediaItemRecord] {
        let found = try fetch(
            where: "mediaItem.rowid IN (SELECT value FROM json_each(\(JSONColumn.list(rows))))",
            in: db)
        // Newest first is how they are read.
        if found.lazy.map(\.rowid).elementsEqual(rows) { return found }
        let byRow = Dictionary(uniqueKeysWithValues: found.map { ($0.rowid, $0) })
        return rows.compactMap { byRow[$0] }
    }

    /// The ids of these rows, in this order.
    static func ids(rows: [Int64], in db: Database) throws -> [MediaItem.ID] {
        let request = SQLRequest<Row>(
            literal: """
                SELECT rowid, id FROM mediaItem
                WHERE rowid IN (SELECT value FROM json_each(\(JSONColumn.list(rows))))
                """, cached: true)
        var byRow: [Int64: MediaItem.ID] = [:]
        let found = try Row.fetchCursor(db, request)
        while let row = try found.next() { byRow[row[0]] = row[1] }
        return rows.compactMap { byRow[$0] }
    }
}

extension Cursor {
    /// All elements that are left.
    func collect() throws -> [Element] {
        try Array(self)
    }
}

/// Rowids grow with creation time, so that newest first is a walk backwards.
enum TimeOrderedRowID {
    /// 2020-01-01T00:00:00Z, in seconds since 1970.
    private static let epoch: Int64 = 1_577_836_800
    /// Rows that each second has.
    private static let slotsEach: Int64 = 8

    /// The smallest rowid that an item created at or after this moment can have.
    static func lowest(for moment: Timestamp) -> Int64 {
        (moment.milliseconds.floorDivided(by: 1_000) - epoch) * slotsEach
    }

    /// A free rowid for an item created at this moment: the next one, unless many are taken.
    static func next(for moment: Timestamp, in db: Database) throws -> Int64 {
        let lowest = lowest(for: moment)
        // Steps that double, then halve: many items of one second take no longer than few.
        var (taken, free) = (lowest - 1, lowest)
        while try isTaken(free, in: db) { (taken, free) = (free, free + (free - taken) * 2) }
        while free - taken > 1 {
            let middle = taken + (free - taken) / 2
            if try isTaken(middle, in: db) { taken = middle } else { free = middle }
        }
        if free - lowest >= slotsEach { try noteSlip(free - lowest, in: db) }
        return free
    }

    /// How far the rowid of any item ever lay behind the rows of its second; 0 where none did.
    static func largestSlip(in db: Database) throws -> Int64 {
        try Library.state(.largestSlip, in: db).flatMap { Int64($0) } ?? 0
    }

    private static func noteSlip(_ slip: Int64, in db: Database) throws {
        guard try slip > largestSlip(in: db) else { return }
        try Library.setState(.largestSlip, to: "\(slip)", in: db)
    }

    private static func isTaken(_ row: Int64, in db: Database) throws -> Bool {
        let found = try db.cachedStatement(sql: "SELECT 1 FROM mediaItem WHERE rowid = ?")
        return try Int.fetchOne(found, arguments: [row]) != nil
    }
}
