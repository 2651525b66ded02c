import FolioModel
import FolioStore

/// What the mirror expects the listing to show, by place.
protocol MirrorRanks {
    /// Elements of the whole listing.
    func count() throws -> Int
    /// Elements before those of this moment.
    func count(newerThan moment: Timestamp) throws -> Int
    /// Media ids with their places, newer than `oldest` and not newer than `newest`.
    func places(newerThan oldest: Timestamp, through newest: Timestamp) throws
        -> [String: Timestamp]
}

extension MirrorRanks {
    /// How many elements are missing between two anchors; negative where some are not known yet.
    func net(_ upper: Anchor, _ lower: Anchor) throws -> Int {
        try count(newerThan: lower.moment) - count(newerThan: upper.moment)
            - (lower.rank - upper.rank)
    }
}

/// The library's mirror without the items that are already known to be missing.
struct HeldMirror: MirrorRanks {
    let library: Library
    /// Media ids that were found missing and are not stored yet, with their places.
    var held: [String: Timestamp] = [:]

    func count() throws -> Int { try library.listedCount() - held.count }

    func count(newerThan moment: Timestamp) throws -> Int {
        let missing = held.values.reduce(0) { $0 + ($1 > moment ? 1 : 0) }
        return try library.listedCount(newerThan: moment) - missing
    }

    func places(
        newerThan oldest: Timestamp, through newest: Timestamp
    ) throws -> [String: Timestamp] {
        let places = try library.listedPlaces(newerThan: oldest, through: newest)
        return held.isEmpty ? places : places.filter { held[$0.key] == nil }
    }
}
