/// What two sequences have in common, in order.
///
/// It is a longest one for texts of up to some two thousand words. For longer ones it is found
/// between words, or runs of them, that stand once on both sides, so that the time stays bounded:
/// there it may be shorter, but it is always common.
struct CommonSequence {
    /// Places of the same element in both, ascending in both.
    private(set) var pairs: [(Int, Int)] = []

    /// Cells of one table, and of all tables together.
    private static let (tableLimit, workLimit) = (4_000_000, 40_000_000)
    private static let depthLimit = 6
    /// Elements that are sought together where no single one stands once on both sides.
    private static let runLength = 4

    private let left: [Int]
    private let right: [Int]
    private var work = 0

    init(_ left: [Int], _ right: [Int]) {
        self.left = left
        self.right = right
        compare(left.indices, right.indices, depth: 0)
    }

    private mutating func compare(_ old: Range<Int>, _ new: Range<Int>, depth: Int) {
        var (old, new) = (old, new)
        while let first = old.first, let other = new.first, left[first] == right[other] {
            pairs.append((first, other))
            (old, new) = (old.dropFirst(), new.dropFirst())
        }
        var ends: [(Int, Int)] = []
        while let last = old.last, let other = new.last, left[last] == right[other] {
            ends.append((last, other))
            (old, new) = (old.dropLast(), new.dropLast())
        }
        defer { pairs += ends.reversed() }
        guard !old.isEmpty, !new.isEmpty else { return }
        let (cells, isHuge) = old.count.multipliedReportingOverflow(by: new.count)
        if !isHuge, cells <= Self.tableLimit, work + cells <= Self.workLimit {
            work += cells
            pairs += longest(old, new)
        } else if depth < Self.depthLimit {
            compareBetweenAnchors(old, new, depth: depth)
        }
    }

    private mutating func compareBetweenAnchors(
        _ old: Range<Int>, _ new: Range<Int>, depth: Int
    ) {
        var (start, other) = (old.lowerBound, new.lowerBound)
        var anchors = anchors(old, new, run: 1)
        if anchors.isEmpty { anchors = self.anchors(old, new, run: Self.runLength) }
        guard !anchors.isEmpty else { return }
        for (place, otherPlace) in anchors {
            compare(start..<place, other..<otherPlace, depth: depth + 1)
            pairs.append((place, otherPlace))
            (start, other) = (place + 1, otherPlace + 1)
        }
        compare(start..<old.upperBound, other..<new.upperBound, depth: depth + 1)
    }

    /// The longest common sequence, by the table of the lengths of those of all ends.
    private func longest(_ old: Range<Int>, _ new: Range<Int>) -> [(Int, Int)] {
        let width = new.count + 1
        var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
        for row in stride(from: old.count - 1, through: 0, by: -1) {
            let element = left[old.lowerBound + row]
            for column in stride(from: new.count - 1, through: 0, by: -1) {
                let place = row * width + column
                lengths[place] =
                    element == right[new.lowerBound + column]
                    ? lengths[place + width + 1] + 1
                    : max(lengths[place + width], lengths[place + 1])
            }
        }
        var found: [(Int, Int)] = []
        var (row, column) = (0, 0)
        while row < old.count, column < new.count {
            let place = row * width + column
            if left[old.lowerBound + row] == right[new.lowerBound + column] {
                found.append((old.lowerBound + row, new.lowerBound + column))
                (row, column) = (row + 1, column + 1)
            } else if lengths[place + width] >= lengths[place + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return found
    }

    /// Where runs begin that stand once in each of the parts, as many as come in the same order in
    /// both.
    private func anchors(_ old: Range<Int>, _ new: Range<Int>, run: Int) -> [(Int, Int)] {
        let once = Self.single(in: left[old], run: run)
        let other = Self.single(in: right[new], run: run)
        let both = once.compactMap { key, place -> (Int, Int)? in
            // Different runs may have one hash.
            other[key].flatMap { left[place] == right[$0] ? (place, $0) : nil }
        }.sorted { $0.0 < $1.0 }
        // The last pair of the best sequence of each length, and what stands before each pair.
        var tails: [Int] = []
        var before = [Int?](repeating: nil, count: both.count)
        for index in both.indices {
            var (low, high) = (0, tails.count)
            while low < high {
                let middle = (low + high) / 2
                if both[tails[middle]].1 < both[index].1 { low = middle + 1 } else { high = middle }
            }
            before[index] = low > 0 ? tails[low - 1] : nil
            if low == tails.count { tails.append(index) } else { tails[low] = index }
        }
        var found: [(Int, Int)] = []
        var next = tails.last
        while let index = next {
            found.append(both[index])
            next = before[index]
        }
        return found.reversed()
    }

    /// Places of runs that stand once, by their hashes.
    private static func single(in part: ArraySlice<Int>, run: Int) -> [Int: Int] {
        guard part.count >= run else { return [:] }
        var places: [Int: Int?] = [:]
        for place in part.startIndex...(part.endIndex - run) {
            var hasher = Hasher()
            for element in part[place..<(place + run)] { hasher.combine(element) }
            let key = hasher.finalize()
            places.updateValue(places[key] == nil ? place : nil, forKey: key)
        }
        return places.compactMapValues { $0 }
    }
}
