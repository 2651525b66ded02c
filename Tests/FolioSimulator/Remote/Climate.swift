import FolioModel

/// What one seed's remote and network are like, from beginning to end.
package struct Climate: Hashable, Sendable {
    /// The most elements that the remote puts on a page, whatever was asked for.
    var pageCap: Int
    var tellsTotal: Bool
    var tellsHasMore: Bool
    /// Items that are there at the beginning.
    var itemCount: Int
    /// The share of items that are made in the same second as the one before.
    var tieShare: Double
    /// How far the remote's clock is ahead of the true time.
    var remoteSkew: Duration
    /// The share of items of which the remote offers the file.
    var fileShare: Double
    /// Elements of a page that ignores its limit.
    var hugeCount: Int
    /// The share of calls, pages and writes that meet a fault while there is a storm.
    var callFaults: Double
    var pageFaults: Double
    var writeFaults: Double
    var credits: Int
    /// The share of lost calls in whose time somebody else's picture of the same kind appears.
    var rivals = 0.0

    init(_ chance: inout Chance, for lives: LifeKind) {
        pageCap = chance.pick([100, 100, 25, 12, 7]) ?? 100
        tellsTotal = chance.hits(0.5)
        tellsHasMore = chance.hits(0.5)
        itemCount = chance.pick(weighted: [(0, 1), (5, 3), (20, 4), (45, 2), (230, 1)]) ?? 5
        if pageCap < 12 { itemCount = min(itemCount, 45) }
        tieShare = chance.pick([0, 0.05, 0.4]) ?? 0
        remoteSkew = .seconds(chance.pick([0, 0, 2, -3, 20, -7_200, 86_400]) ?? 0)
        fileShare = chance.pick([0, 0, 0.05]) ?? 0
        hugeCount = chance.hits(0.05) ? 10_000 : 300
        callFaults = chance.pick([0.02, 0.08, 0.2]) ?? 0
        pageFaults = chance.pick([0.05, 0.2, 0.4]) ?? 0
        writeFaults = chance.pick([0, 0.01, 0.04]) ?? 0
        credits = chance.pick([20, 200, 2_000]) ?? 200
        switch lives {
        case .mixed: break
        case .paying: (itemCount, callFaults, rivals) = (min(itemCount, 20), 0.2, 0.5)
        case .sending: (itemCount, callFaults) = (min(itemCount, 5), 0.2)
        case .mirroring: (itemCount, pageCap) = (230, 100)
        }
    }
}
