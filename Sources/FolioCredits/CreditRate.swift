package import FolioModel

/// How fast credits were spent lately, here and elsewhere.
package struct CreditRate: Hashable, Sendable {
    /// Days that are looked back on.
    package static let days = 30

    /// Spent in those days, refunds taken off; never negative.
    package let spent: Int
    /// How many days that is an average of: fewer for a young library, at least one.
    package let days: Double

    /// The days before `now`.
    package init(_ explanation: BalanceExplanation, now: Timestamp) {
        let start = now - .seconds(Self.days * 86_400)
        let end = Timestamp(milliseconds: now.milliseconds + 1)
        spent = max(0, CreditSources(explanation, in: start..<end).spent)
        let first = explanation.firstMoment.map { max($0, start) } ?? start
        days = max(1, Double((now - first).inMilliseconds) / 86_400_000)
    }

    /// How many whole days `balance` lasts at this rate; `nil` where nothing was spent.
    package func daysLeft(of balance: Int) -> Int? {
        guard spent > 0 else { return nil }
        return Int(min(Double(max(0, balance)) * days / Double(spent), 1_000_000))
    }
}

extension BalanceExplanation {
    /// The earliest time of an entry or a reading.
    var firstMoment: Timestamp? {
        let entries = earlier + intervals.flatMap(\.movements) + later
        let readings = intervals.flatMap { [$0.from, $0.to] } + ambiguous
        return (entries.map(\.entry.at) + readings.map(\.observation.at)).min()
    }
}
