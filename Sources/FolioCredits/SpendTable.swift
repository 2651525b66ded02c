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
        var previous = 0
    }

    private let groups: [SpendGroup]
    private let calendar: ReportCalendar
    private var sums: [Place: Sum] = [:]
    /// The newest prompt of each family, which names it.
    private var familyNames: [String: (at: Timestamp, prompt: String)] = [:]

    init(groups: [SpendGroup], calendar: ReportCalendar) {
        self.groups = groups
        self.calendar = calendar
    }

    /// Returns in how many rows it is counted.
    mutating func add(_ spend: Spend, on day: CivilDate) -> Int {
        let lists = keys(of: spend, on: day)
        for keys in lists {
            let place = Place(keys: keys, certainty: spend.certainty)
            var sum = sums[place] ?? Sum()
            sum.count += spend.count
            sum.credits = sum.credits.flatMap { old in spend.credits.map { old + $0 } }
            sums[place] = sum
        }
        return lists.count
    }

    mutating func addPrevious(_ spend: Spend, on day: CivilDate) {
        for keys in keys(of: spend, on: day) {
            sums[Place(keys: keys, certainty: .certain), default: Sum()].previous +=
                spend.credits ?? 0
        }
    }

    /// One list of keys, or one for each tag.
    private mutating func keys(of spend: Spend, on day: CivilDate) -> [[String?]] {
        if let prompt = spend.prompt, let family = spend.facets[.family]?.first,
            familyNames[family].map({ $0.at <= spend.at }) ?? true
        {
            familyNames[family] = (spend.at, prompt)
        }
        var lists: [[String?]] = [[]]
        for group in groups {
            let values =
                group.isPeriod
                ? [calendar.name(of: group, containing: day)] : group.values(of: spend)
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
    func sortedRows(comparing: Bool) -> [SpendReport.Row] {
        let costs = groups.indices.map { index in
            sums.reduce(into: [String?: Int]()) { costs, entry in
                costs[entry.key.keys[index], default: 0] += entry.value.credits ?? 0
            }
        }
        return sums.map { place, sum in
            let isUnknown = place.certainty == .unknown
            return SpendReport.Row(
                keys: place.keys, certainty: place.certainty, count: sum.count,
                credits: isUnknown ? nil : sum.credits,
                previous: comparing && place.certainty == .certain ? sum.previous : nil)
        }.sorted { isBefore($0, $1, costs) }.map(named)
    }

    /// Families are told apart by their words and shown by their newest prompt.
    private func named(_ row: SpendReport.Row) -> SpendReport.Row {
        guard let column = groups.firstIndex(of: .family), let family = row.keys[column] else {
            return row
        }
        var row = row
        row.keys[column] = familyNames[family]?.prompt ?? family
        return row
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
