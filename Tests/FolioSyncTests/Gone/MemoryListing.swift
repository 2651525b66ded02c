import FolioModel
import FolioTestSupport

// The pure parts of the search are no interface of the module.
@testable import FolioSync

/// A listing in memory that other clients change, newest first. Items of one moment change places
/// on each request.
struct MemoryListing {
    private(set) var entries: [ListedPage.Entry]
    private var generator: SeededGenerator
    private(set) var requests = 0

    /// Items a minute apart, of which a share is as old as the one before.
    init(count: Int, ties: Double = 0, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var moment = Timestamp.sample
        entries = (0..<count).map { number in
            let isTie = Double.random(in: 0..<1, using: &generator) < ties
            if !isTie { moment = moment - .seconds(60) }
            return ListedPage.Entry(mediaID: "m\(number)", moment: moment)
        }
        self.generator = generator
    }

    mutating func page(at offset: Int, limit: Int = 100) -> ListedPage {
        requests += 1
        return ListedPage(
            offset: offset, entries: shuffled(offset, limit),
            hasMore: offset + limit < entries.count)
    }

    /// Deletes so many items, anywhere.
    mutating func deleteScattered(_ count: Int) -> Set<String> {
        var deleted: Set<String> = []
        for _ in 0..<count {
            let index = Int.random(in: entries.indices, using: &generator)
            deleted.insert(entries.remove(at: index).mediaID)
        }
        return deleted
    }

    mutating func remove(at index: Int) -> String {
        entries.remove(at: index).mediaID
    }

    mutating func deleteRun(_ count: Int) -> Set<String> {
        let start = Int.random(in: 0...(entries.count - count), using: &generator)
        let run = entries[start..<(start + count)]
        defer { entries.removeSubrange(start..<(start + count)) }
        return Set(run.map(\.mediaID))
    }

    /// Lists a new item, at the front or anywhere.
    mutating func insert(_ name: String, backDated: Bool = false) {
        let index = backDated ? Int.random(in: entries.indices, using: &generator) : 0
        let moment = backDated ? entries[index].moment : entries[0].moment + .seconds(60)
        entries.insert(ListedPage.Entry(mediaID: name, moment: moment), at: index)
    }

    /// What a request sees: any order within a moment.
    private mutating func shuffled(_ offset: Int, _ limit: Int) -> [ListedPage.Entry] {
        guard offset < entries.count else { return [] }
        var (start, end) = (offset, min(offset + limit, entries.count))
        while start > 0, entries[start - 1].moment == entries[offset].moment { start -= 1 }
        while end < entries.count, entries[end].moment == entries[end - 1].moment { end += 1 }
        var window = Array(entries[start..<end])
        var first = 0
        for index in 1...window.count
        where index == window.count || window[index].moment != window[first].moment {
            window[first..<index].shuffle(using: &generator)
            first = index
        }
        return Array(window.dropFirst(offset - start).prefix(limit))
    }
}

/// A mirror in memory: what it expects, newest first.
struct MemoryMirror: MirrorRanks {
    private(set) var moments: [Timestamp]
    private(set) var known: [String: Timestamp]
    private var byMoment: [Timestamp: [String]]
    var held: [String: Timestamp] = [:]

    init(_ entries: [ListedPage.Entry]) {
        moments = entries.map(\.moment).sorted(by: >)
        known = Dictionary(uniqueKeysWithValues: entries.map { ($0.mediaID, $0.moment) })
        byMoment = Dictionary(grouping: entries, by: \.moment).mapValues { $0.map(\.mediaID) }
    }

    /// Learns what a page shows.
    mutating func learn(_ page: ListedPage) {
        for entry in page.entries {
            held[entry.mediaID] = nil
            guard known[entry.mediaID] == nil else { continue }
            known[entry.mediaID] = entry.moment
            byMoment[entry.moment, default: []].append(entry.mediaID)
            moments.insert(entry.moment, at: index(of: entry.moment))
        }
    }

    func count() -> Int { moments.count - held.count }

    func count(newerThan moment: Timestamp) -> Int {
        index(of: moment) - held.values.count { $0 > moment }
    }

    func places(newerThan oldest: Timestamp, through newest: Timestamp) -> [String: Timestamp] {
        var found: [String: Timestamp] = [:]
        // The first of `newest` or older.
        var position = newest == .distantFuture ? 0 : index(of: newest)
        while position < moments.count, moments[position] > oldest {
            let moment = moments[position]
            for id in byMoment[moment] ?? [] where held[id] == nil { found[id] = moment }
            while position < moments.count, moments[position] == moment { position += 1 }
        }
        return found
    }

    /// How many moments are newer.
    private func index(of moment: Timestamp) -> Int {
        var (low, high) = (0, moments.count)
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] > moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
