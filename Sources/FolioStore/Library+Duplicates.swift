package import FolioModel
import GRDB

/// Items whose files are the same, or whose pictures look nearly the same.
package struct DuplicateGroup: Hashable, Sendable {
    /// Oldest first.
    package var items: [MediaItem]
    /// Bits in which the perceptual hash of each item differs from that of the first; `nil` where
    /// its file is the same.
    package var distances: [Int?]

    /// Whether all files are the same.
    package var isExact: Bool { distances.allSatisfy { $0 == nil } }
}

extension Library {
    /// Groups of items that are the same or look alike, the largest group first.
    ///
    /// Items belong together if their files are the same, or if their perceptual hashes differ in
    /// at most `distance` bits, directly or through others between them. Items of which no original
    /// is held are in no group.
    /// `distance` is from 0 to ``farthestLook``; `nil` for the same files alone.
    package func duplicates(
        among ids: [MediaItem.ID], within distance: Int?
    ) throws -> [DuplicateGroup] {
        try read { db in
            let request = SQLRequest<Row>(
                literal: """
                    SELECT mediaItem.rowid, mediaItem.sha256, look.hash FROM mediaItem
                    LEFT JOIN look ON look.item = mediaItem.rowid
                        AND look.sha256 = mediaItem.sha256
                    WHERE mediaItem.sha256 IS NOT NULL
                        AND mediaItem.id IN (SELECT value FROM json_each(\(try JSONColumn.text(ids))))
                    ORDER BY mediaItem.rowid
                    """)
            var finder = DuplicateFinder()
            let rows = try Row.fetchCursor(db, request)
            while let row = try rows.next() {
                finder.add(
                    row: row[0], sha256: row[1],
                    hash: (row[2] as Int64?).map(UInt64.init(bitPattern:)))
            }
            return try finder.groups(within: distance).map { group in
                let records = try MediaItemRecord.fetch(rows: group.map(\.row), in: db)
                return DuplicateGroup(
                    items: records.map(\.item), distances: DuplicateFinder.distances(group))
            }
        }
    }
}

/// Finds pairs of nearly the same hashes without comparing all with all.
struct DuplicateFinder {
    struct Entry: Hashable {
        let row: Int64
        let sha256: String
        let hash: UInt64?
    }

    /// In the order of time.
    private var entries: [Entry] = []

    mutating func add(row: Int64, sha256: String, hash: UInt64?) {
        entries.append(Entry(row: row, sha256: sha256, hash: hash))
    }

    /// Of each entry of a group to its first; `nil` where the file is the same.
    static func distances(_ group: [Entry]) -> [Int?] {
        guard let first = group.first else { return [] }
        return group.map { entry in
            guard entry.sha256 != first.sha256, let hash = entry.hash, let other = first.hash
            else { return nil }
            return (hash ^ other).nonzeroBitCount
        }
    }

    /// Groups of two and more, the largest first.
    func groups(within distance: Int?) -> [[Entry]] {
        var joined = JoinedSets(count: entries.count)
        var firstOfFile: [String: Int] = [:]
        for (index, entry) in entries.enumerated() {
            if let first = firstOfFile[entry.sha256] {
                joined.join(first, index)
            } else {
                firstOfFile[entry.sha256] = index
            }
        }
        if let distance { join(&joined, within: distance) }
        return Dictionary(grouping: entries.indices, by: { joined.root(of: $0) }).values
            .filter { $0.count > 1 }
            .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
            .map { $0.map { entries[$0] } }
    }

    /// Looks each hash up by its quarters among those before it.
    private func join(_ joined: inout JoinedSets, within distance: Int) {
        let empty = [[Int32]](repeating: [], count: 65_536)
        for quarter in 0..<4 {
            var seen = empty
            for (index, entry) in entries.enumerated() {
                guard let hash = entry.hash else { continue }
                for value in LookQuarter.near(hash, quarter, within: distance) {
                    for other in seen[Int(value)] {
                        guard let near = entries[Int(other)].hash,
                            (hash ^ near).nonzeroBitCount <= distance
                        else { continue }
                        joined.join(Int(other), index)
                    }
                }
                seen[Int(hash >> UInt64(quarter * 16) & 65_535)].append(Int32(index))
            }
        }
    }
}

/// Which of many things belong together, directly or through others.
private struct JoinedSets {
    private var parents: [Int]

    init(count: Int) {
        parents = Array(0..<count)
    }

    mutating func root(of index: Int) -> Int {
        var index = index
        while parents[index] != index {
            parents[index] = parents[parents[index]]
            index = parents[index]
        }
        return index
    }

    mutating func join(_ left: Int, _ right: Int) {
        let (left, right) = (root(of: left), root(of: right))
        // The older one leads.
        if left != right { parents[max(left, right)] = min(left, right) }
    }
}
