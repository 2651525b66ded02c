import FolioModel

/// Decides between which two readings each entry counts.
///
/// Place 0 is before the first reading, place 1 between the first and the second, and the last
/// place, the number of readings, behind the last one.
struct BalancePlacement {
    private let numbers: [Int]
    /// The last entry that each reading has seen. An older one has not seen more than a newer.
    private let seen: [Int]
    /// For each reading the nearest reading of `/me` before it.
    private let lastOfMe: [Int?]
    /// For each place what is still to be explained; 0 at both ends, where nothing is known.
    private var rest: [Int]

    init(readings: [BalanceReading]) {
        numbers = readings.map(\.number)
        var highest = 0
        seen = readings.map {
            highest = max(highest, $0.afterEntry)
            return highest
        }
        var last: Int?
        lastOfMe = readings.enumerated().map { index, reading in
            defer { if reading.observation.source == .me { last = index } }
            return last
        }
        let balances = readings.map(\.observation.remaining)
        rest = [0] + zip(balances, balances.dropFirst()).map { $1 - $0 }
        if !readings.isEmpty { rest.append(0) }
    }

    /// A place for each entry, in the order of `movements`.
    ///
    /// Entries with one possible place come first, then top-ups and the like, whose gain would
    /// hide what our charges took. Of the charges those come first that began last: what a later reading shows is theirs before it is that of an older call. The same
    /// facts always give the same places.
    mutating func places(of movements: [LedgerMovement]) -> [Int] {
        let windows = movements.map(window)
        let order = movements.indices.sorted {
            Self.key(movements[$0], windows[$0]) < Self.key(movements[$1], windows[$1])
        }
        var places = movements.map { _ in 0 }
        for index in order {
            let credits = movements[index].entry.credits
            places[index] = best(for: credits, in: windows[index])
            take(credits, at: places[index])
        }
        improve(&places, movements, windows)
        return places
    }

    private static func key(
        _ movement: LedgerMovement, _ window: ClosedRange<Int>
    ) -> (Int, Int, Int, Int) {
        let credits = movement.entry.credits
        let isOurs = [.charge, .refund].contains(movement.entry.kind)
        return (
            window.count == 1 ? 0 : isOurs ? 2 : 1, -window.lowerBound, -abs(credits),
            movement.number
        )
    }

    /// The places at which the balance may have moved.
    private func window(of movement: LedgerMovement) -> ClosedRange<Int> {
        let home = Self.first(in: seen) { $0 >= movement.number }
        let start: Int
        switch movement.entry.kind {
        case .charge, .refund:
            start =
                movement.afterReading.map { after in Self.first(in: numbers) { $0 > after } }
                ?? home
        case .topUp, .reset, .correction:
            // Found by comparing with the reading of `/me` before, it may have happened since.
            start = home < lastOfMe.count ? lastOfMe[home].map { $0 + 1 } ?? home : home
        }
        return min(start, home)...home
    }

    /// How many readings come before the first that fits.
    private static func first(in sorted: [Int], where fits: (Int) -> Bool) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if fits(sorted[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Where the entry explains most; of several the one that leaves least, and then the last.
    private func best(for credits: Int, in window: ClosedRange<Int>) -> Int {
        guard window.count > 1 else { return window.lowerBound }
        func value(_ place: Int) -> (gain: Int, left: Int) {
            guard isKnown(place) else { return (0, 0) }
            let left = abs(rest[place] - credits)
            return (abs(rest[place]) - left, -left)
        }
        return window.dropFirst().reduce(window.lowerBound) {
            value($1) >= value($0) ? $1 : $0
        }
    }

    private func isKnown(_ place: Int) -> Bool {
        place > 0 && place < numbers.count
    }

    private mutating func take(_ credits: Int, at place: Int) {
        if isKnown(place) { rest[place] -= credits }
    }

    /// Lets pairs of movable entries change their places while that explains more.
    private mutating func improve(
        _ places: inout [Int], _ movements: [LedgerMovement], _ windows: [ClosedRange<Int>]
    ) {
        let movable = movements.indices.filter { windows[$0].count > 1 }
        // Late charges are few; with very many the search would cost more than it finds.
        guard (2...200).contains(movable.count) else { return }
        var isBetter = true
        while isBetter {
            isBetter = false
            for one in movable {
                for other in movable where other > one && places[one] != places[other] {
                    guard windows[one].contains(places[other]),
                        windows[other].contains(places[one])
                    else { continue }
                    isBetter = exchange(one, other, &places, movements) || isBetter
                }
            }
        }
    }

    private mutating func exchange(
        _ one: Int, _ other: Int, _ places: inout [Int], _ movements: [LedgerMovement]
    ) -> Bool {
        let pair = [places[one], places[other]]
        let before = open(pair)
        let shift = movements[one].entry.credits - movements[other].entry.credits
        take(-shift, at: pair[0])
        take(shift, at: pair[1])
        if open(pair) < before {
            places.swapAt(one, other)
            return true
        }
        take(shift, at: pair[0])
        take(-shift, at: pair[1])
        return false
    }

    private func open(_ places: [Int]) -> Int {
        places.reduce(0) { $0 + (isKnown($1) ? abs(rest[$1]) : 0) }
    }
}
