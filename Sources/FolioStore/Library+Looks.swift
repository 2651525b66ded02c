package import FolioModel
import GRDB

/// What a picture looks like, as far as the library keeps it.
package struct ItemLook: Hashable, Sendable {
    /// Of the original that was looked at.
    package var sha256: String
    /// `0xRRGGBB`.
    package var averageColor: Int
    /// Perceptual hash of 64 bits; `nil` for a picture without shapes.
    package var hash: UInt64?

    package init(sha256: String, averageColor: Int, hash: UInt64?) {
        self.sha256 = sha256
        self.averageColor = averageColor
        self.hash = hash
    }
}

/// An item that looks like another.
package struct LookalikeItem: Hashable, Sendable {
    package var item: MediaItem
    /// Bits of the perceptual hashes that differ, 0 to 64.
    package var distance: Int
}

extension Library {
    /// The largest distance that ``lookalikes(of:within:limit:includesHidden:)`` finds.
    package static let farthestLook = 11

    /// Keeps what items look like. One whose original is another by now is passed over.
    package func keepLooks(_ looks: [(id: MediaItem.ID, look: ItemLook)]) throws {
        guard !looks.isEmpty else { return }
        try write { db in
            for (id, look) in looks {
                try db.execute(
                    literal: """
                        INSERT OR REPLACE INTO look (item, sha256, averageColor, hash)
                        SELECT rowid, sha256, \(look.averageColor),
                            \(look.hash.map(Int64.init(bitPattern:)))
                        FROM mediaItem WHERE id = \(id) AND sha256 = \(look.sha256)
                        """)
            }
        }
    }

    /// What the original that an item holds looks like; `nil` where nobody has looked yet.
    package func look(of id: MediaItem.ID) throws -> ItemLook? {
        try read { db in
            let row = try Row.fetchOne(
                db,
                SQLRequest<Row>(
                    literal: """
                        SELECT look.sha256, look.averageColor, look.hash FROM look
                        JOIN mediaItem ON mediaItem.rowid = look.item
                        WHERE mediaItem.id = \(id) AND mediaItem.sha256 = look.sha256
                        """, cached: true))
            return row.map(Self.look)
        }
    }

    /// What each of these items looks like; those that nobody has looked at are left out.
    package func looks(of ids: [MediaItem.ID]) throws -> [MediaItem.ID: ItemLook] {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                SQLRequest<Row>(
                    literal: """
                        SELECT look.sha256, look.averageColor, look.hash, mediaItem.id
                        FROM mediaItem JOIN look ON look.item = mediaItem.rowid
                        WHERE mediaItem.sha256 = look.sha256
                            AND mediaItem.id IN (SELECT value FROM json_each(\(try JSONColumn.text(ids))))
                        """))
            var looks: [MediaItem.ID: ItemLook] = [:]
            while let row = try rows.next() { looks[row[3]] = Self.look(row) }
            return looks
        }
    }

    /// Items whose perceptual hashes differ from `hash` in at most so many bits, nearest first,
    /// then newest. Every one is found. `distance` is from 0 to ``farthestLook``.
    package func lookalikes(
        of hash: UInt64, within distance: Int, limit: Int, includesHidden: Bool = true
    ) throws -> [LookalikeItem] {
        precondition((0...Self.farthestLook).contains(distance))
        return try read { db in
            var found: [Int64: Int] = [:]
            for quarter in 0..<4 {
                let near = LookQuarter.near(hash, quarter, within: distance)
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT item, hash FROM look
                        WHERE (\(includesHidden) OR item NOT IN (SELECT item FROM hiddenItem))
                            AND hash IS NOT NULL AND \(LookQuarter.column(quarter))
                            IN (SELECT value FROM json_each(?))
                        """, arguments: [JSONColumn.list(near)])
                while let row = try rows.next() {
                    let other = UInt64(bitPattern: row[1] as Int64)
                    let bits = (hash ^ other).nonzeroBitCount
                    if bits <= distance { found[row[0]] = bits }
                }
            }
            let nearest = found.sorted { ($0.value, -$0.key) < ($1.value, -$1.key) }.map(\.key)
            return try Self.valid(Array(nearest), in: db).prefix(limit).map {
                LookalikeItem(item: $0.item, distance: found[$0.rowid] ?? 0)
            }
        }
    }

    /// Without items whose original is another than the one that was looked at.
    private static func valid(_ rows: [Int64], in db: Database) throws -> [MediaItemRecord] {
        let looked = try Row.fetchAll(
            db,
            SQLRequest<Row>(
                literal: """
                    SELECT item, sha256 FROM look
                    WHERE item IN (SELECT value FROM json_each(\(JSONColumn.list(rows))))
                    """))
        let hashes = Dictionary(looked.map { ($0[0] as Int64, $0[1] as String) }) { $1 }
        return try MediaItemRecord.fetch(rows: rows, in: db).filter {
            $0.item.sha256 == hashes[$0.rowid]
        }
    }

    private static func look(_ row: Row) -> ItemLook {
        ItemLook(
            sha256: row[0], averageColor: row[1],
            hash: (row[2] as Int64?).map(UInt64.init(bitPattern:)))
    }
}

/// Sixteen of the 64 bits of a perceptual hash.
///
/// Of hashes that differ in at most 4·k + 3 bits, one quarter differs in at most k: with k up to 2
/// there are few enough of those to look all of them up.
enum LookQuarter {
    /// SQL, in the words of the index.
    static func column(_ quarter: Int) -> String {
        quarter == 0 ? "(hash & 65535)" : "((hash >> \(quarter * 16)) & 65535)"
    }

    /// Values that the quarter of a hash at this distance can have.
    static func near(_ hash: UInt64, _ quarter: Int, within distance: Int) -> [Int64] {
        let value = Int64(hash >> UInt64(quarter * 16) & 65_535)
        return masks[distance / 4].map { value ^ $0 }
    }

    /// All numbers of sixteen bits of which at most none, one or two are set.
    private static let masks: [[Int64]] = (0...(Library.farthestLook / 4)).map { most in
        (0..<65_536).filter { $0.nonzeroBitCount <= most }
    }
}
