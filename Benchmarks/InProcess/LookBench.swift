import FolioModel
import FolioQuery
import FolioStore
import Foundation

/// Near duplicates of one item, by the hash of what it looks like.
struct LookBench {
    let folder: URL

    func run(_ count: Int) throws {
        let library = try Library.open(folder, for: .reading)
        let items = try library.itemIDs(
            ItemRequest(
                query: Query(parsing: ""), limit: count,
                now: Timestamp(milliseconds: 1_830_000_000_000)))
        for distance in [6, Library.farthestLook] {
            var figures = Figures()
            var found = 0
            for hash in try library.looks(of: items).values.compactMap(\.hash) {
                figures.add(
                    try cpuTime {
                        found += try library.lookalikes(of: hash, within: distance, limit: 50).count
                    })
            }
            report(
                "within \(distance)",
                [
                    "p50": figures.share(0.5), "p99": figures.share(0.99), "found": Double(found),
                ])
        }
    }
}
