import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

@Suite struct LookTests {
    private let temporary: TemporaryLibrary
    private let library: Library

    init() throws {
        temporary = try TemporaryLibrary()
        library = temporary.library
    }

    /// A name as long as a SHA-256.
    private func original(_ name: String) -> String {
        String(repeating: "0", count: 64 - name.count) + name
    }

    /// An item that holds an original of this name and looks like that.
    private func add(_ id: String, _ name: String, _ hash: UInt64?) throws -> MediaItem.ID {
        let sha256 = original(name)
        _ = try library.learn(
            [RemoteMediaItem(mediaID: id, kind: .image, createdAt: .sample)], now: .sample)
        let item = try library.holdOriginal(
            of: library.item(id).id, sha256: sha256, byteCount: 1, contentType: nil, width: nil,
            height: nil)
        try library.keepLooks([
            (item.id, ItemLook(sha256: sha256, averageColor: 0x10_20_30, hash: hash))
        ])
        return item.id
    }

    private func differing(
        _ hash: UInt64, in bits: Int, _ generator: inout some RandomNumberGenerator
    )
        -> UInt64
    {
        (0..<64).shuffled(using: &generator).prefix(bits).reduce(hash) { $0 ^ 1 << UInt64($1) }
    }

    @Test func everyHashWithinTheDistanceIsFound() throws {
        var generator = SeededGenerator(seed: 7)
        let hash = generator.next() as UInt64
        var expected: [MediaItem.ID: Int] = [:]
        for number in 0..<120 {
            let bits = number % 16
            let id = try add(
                "m\(number)", "s\(number)", differing(hash, in: bits, &generator))
            expected[id] = bits
        }

        for distance in [0, 3, 4, 7, 8, 11] {
            let found = try library.lookalikes(of: hash, within: distance, limit: 1_000)
            let wanted = expected.filter { $0.value <= distance }
            #expect(
                Dictionary(uniqueKeysWithValues: found.map { ($0.item.id, $0.distance) }) == wanted)
            #expect(found.map(\.distance) == found.map(\.distance).sorted())
        }
    }

    @Test func aLookOfAnotherOriginalCountsNoMore() throws {
        let id = try add("m", "old", 5)
        #expect(try library.look(of: id)?.averageColor == 0x10_20_30)

        _ = try library.holdOriginal(
            of: id, sha256: original("new"), byteCount: 1, contentType: nil, width: nil, height: nil
        )

        #expect(try library.look(of: id) == nil)
        #expect(try library.lookalikes(of: 5, within: 11, limit: 9).isEmpty)
        try library.keepLooks([(id, ItemLook(sha256: original("old"), averageColor: 1, hash: 5))])
        #expect(try library.look(of: id) == nil)
    }

    @Test func groupsAreThoseOfAComparisonOfAllWithAll() throws {
        var generator = SeededGenerator(seed: 11)
        var hashes: [(id: MediaItem.ID, sha256: String, hash: UInt64?)] = []
        for number in 0..<80 {
            let base = hashes.randomElement(using: &generator)?.hash
            let hash: UInt64? =
                number % 9 == 0
                ? nil : base.map { differing($0, in: number % 10, &generator) } ?? generator.next()
            let sha256 = number % 7 == 3 ? "same" : "s\(number)"
            hashes.append((try add("m\(number)", sha256, hash), sha256, hash))
        }
        let ids = hashes.map(\.id)

        for distance in [nil, 0, 3, 6, 11] {
            let groups = try library.duplicates(among: ids, within: distance)
            let found = Set(groups.map { Set($0.items.map(\.id)) })
            #expect(found == naive(hashes, distance))
            #expect(groups.map(\.items.count) == groups.map(\.items.count).sorted(by: >))
        }
    }

    /// Joins whatever is near until nothing changes.
    private func naive(
        _ hashes: [(id: MediaItem.ID, sha256: String, hash: UInt64?)], _ distance: Int?
    ) -> Set<Set<MediaItem.ID>> {
        var group = Array(hashes.indices)
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for left in hashes.indices {
                for right in hashes.indices where group[left] != group[right] {
                    let isSame = hashes[left].sha256 == hashes[right].sha256
                    var isNear = false
                    if let distance, let one = hashes[left].hash, let other = hashes[right].hash {
                        isNear = (one ^ other).nonzeroBitCount <= distance
                    }
                    guard isSame || isNear else { continue }
                    let (old, new) = (group[right], group[left])
                    for index in group.indices where group[index] == old { group[index] = new }
                    hasChanged = true
                }
            }
        }
        let groups = Dictionary(grouping: hashes.indices) { group[$0] }.values
        return Set(groups.filter { $0.count > 1 }.map { Set($0.map { hashes[$0].id }) })
    }
}
