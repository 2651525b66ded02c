import FolioModel

/// The rows of a report while they are summed.
struct SpendTable {
    private struct Place: Hashable {
        let keys: [String?]
        let certainty: Spend.Certainty
    }

    private struct Sum {
        var count = 0
        var credits: Int? = 0
    }

    private let groups: [SpendGroup]
    private let calendar: ReportCalendar
    private var sums: [Place: Sum] = [:]

    init(groups: [SpendGroup], calendar: ReportCalendar) {
        self.groups = groups
        self.calendar = calendar
    }

    mutating func add(_ spend: Spend) {
        let isRefund = spend.certainty == .certain && (spend.credits ?? 0) < 0
        for keys in keys(of: spend) {
            var sum = sums[Place(keys: keys, certainty: spend.certainty)] ?? Sum()
            sum.count += isRefund ? 0 : 1
            sum.credits = sum.credits.flatMap { old in spend.credits.map { old + $0 } }
            sums[Place(keys: keys, certainty: spend.certainty)] = sum
        }
    }

    /// One list of keys, or one for each tag.
    private func keys(of spend: Spend) -> [[String?]] {
        let day = calendar.day(of: spend.at)
        var lists: [[String?]] = [[]]
        for group in groups {
            let values: [String?] =
                switch group {
                case .day, .week, .month: [calendar.name(of: group, containing: day)]
                case .model: [spend.model]
                case .ratio: [spend.ratio]
                case .tag: spend.tags.isEmpty ? [nil] : spend.tags
                }
            lists = lists.flatMap { list in values.map { list + [$0] } }
        }
        return lists
    }

    /// Adds a row of 0 for every period without one, beside every value of the other groups.
    ///
    /// Returns `false`, and adds nothing, where that would be more rows than `limit`.
    mutating func addEmptyPeriods(in days: ClosedRange<CivilDate>, limit: Int) -> Bool {
        guard let finest = [SpendGroup.day, .week, .month].first(where: groups.contains) else {
            return true
        }
        let others = Set(sums.keys.map { withoutPeriods($0.keys) })
        let combinations = others.isEmpty ? [groups.map { _ in nil }] : others
        let span = days.upperBound.daysSince1970 - days.lowerBound.daysSince1970 + 1
        let length = finest == .day ? 1 : finest == .week ? 7 : 28
        guard (span / length + 1) * combinations.count <= limit else { return false }
        var start = calendar.start(of: finest, containing: days.lowerBound)
        while start <= days.upperBound {
            // The week of a month's end belongs to the month of its first day.
            let day = max(start, days.lowerBound)
            for other in combinations {
                let place = Place(keys: withPeriods(other, of: day), certainty: .certain)
                if sums[place] == nil { sums[place] = Sum() }
            }
            start = calendar.next(of: finest, after: start)
        }
        return true
    }

    private func withoutPeriods(_ keys: [String?]) -> [String?] {
        zip(groups, keys).map { $0.isPeriod ? nil : $1 }
    }

    private func withPeriods(_ keys: [String?], of day: CivilDate) -> [String?] {
        zip(groups, keys).map { $0.isPeriod ? calendar.name(of: $0, containing: day) : $1 }
    }

    /// Periods in order of time, other values by what they cost, the dearest first.
    func sortedRows() -> [SpendReport.Row] {
        let costs = groups.indices.map { index in
            sums.reduce(into: [String?: Int]()) { costs, entry in
                costs[entry.key.keys[index], default: 0] += entry.value.credits ?? 0
            }
        }
        return sums.map { place, sum in
            let isUnknown = place.certainty == .unknown
            return SpendReport.Row(
                keys: place.keys, certainty: place.certainty, count: sum.count,
                credits: isUnknown ? nil : sum.credits)
        }.sorted { isBefore($0, $1, costs) }
    }

    private func isBefore(
        _ left: SpendReport.Row, _ right: SpendReport.Row, _ costs: [[String?: Int]]
    ) -> Bool {
        for (index, group) in groups.enumerated() where left.keys[index] != right.keys[index] {
            if !group.isPeriod {
                let (one, other) = (
                    costs[index][left.keys[index]] ?? 0, costs[index][right.keys[index]] ?? 0
                )
                if one != other { return one > other }
            }
            // What has no name comes last.
            guard let one = left.keys[index] else { return false }
            guard let other = right.keys[index] else { return true }
            return one < other
        }
        let order = Spend.Certainty.allCases
        return (order.firstIndex(of: left.certainty) ?? 0)
            < (order.firstIndex(of: right.certainty) ?? 0)
    }
}
