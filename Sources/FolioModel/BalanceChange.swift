/// A movement of the balance that two readings of `/me` prove by themselves.
package struct BalanceChange: Hashable, Sendable {
    /// ``LedgerEntry/Kind/topUp``, ``LedgerEntry/Kind/reset`` or ``LedgerEntry/Kind/correction``.
    package var kind: LedgerEntry.Kind
    /// Signed change of the balance.
    package var credits: Int
    /// What proves it, for people.
    package var evidence: String

    /// A reading of the balance on the way from one `/me` to the next.
    package struct Step: Hashable, Sendable {
        /// Credits left.
        package var remaining: Int
        /// Our own charges less refunds that were written since the step before.
        package var spent: Int

        package init(remaining: Int, spent: Int) {
            self.remaining = remaining
            self.spent = spent
        }
    }

    /// What must have happened between two readings of `/me`.
    ///
    /// The balance is allowance + bonus − used (`remote-api.md` §6.3). Only what these numbers
    /// prove is told; all else is for the explanation to leave unattributed. `steps` are the
    /// readings behind `old` up to `new`, which is the last of them.
    package static func between(
        _ old: BalanceObservation, _ new: BalanceObservation, steps: [Step]
    ) -> [BalanceChange] {
        var changes: [BalanceChange] = []
        if let before = old.limit, let after = new.limit, before != after {
            changes.append(
                BalanceChange(
                    kind: .correction, credits: after - before,
                    evidence: "the allowance changed from \(before) to \(after), as /me tells"))
        }
        if let before = old.bonus, let after = new.bonus, after > before {
            changes.append(
                BalanceChange(
                    kind: .topUp, credits: after - before,
                    evidence: "the bonus rose from \(before) to \(after), as /me tells"))
        }
        if let reset = reset(old, new, steps) { changes.append(reset) }
        return changes
    }

    /// A new period sets `used` to 0. What was used just before is what the balance gained.
    ///
    /// `used` falls by a refund as well, so a fall within one period counts only where it leaves
    /// no more than our own charges explain, or at most half.
    private static func reset(
        _ old: BalanceObservation, _ new: BalanceObservation, _ steps: [Step]
    ) -> BalanceChange? {
        guard let before = old.used, let after = new.used, let oldLimit = old.limit,
            let newLimit = new.limit, let oldBonus = old.bonus, let newBonus = new.bonus
        else { return nil }
        let spent = steps.reduce(0) { $0 + $1.spent }
        guard after < before + spent else { return nil }
        let isNewPeriod = old.periodEnd.flatMap { end in new.periodEnd.map { $0 > end } } ?? false
        let isLargeFall = after < before && (after <= spent || after * 2 <= before)
        guard isNewPeriod || isLargeFall else { return nil }

        var edge = (from: old.remaining, to: new.remaining, spent: spent)
        if oldLimit == newLimit, newBonus <= oldBonus {
            edge = steepest(from: old.remaining, steps) ?? edge
        }
        let usedBefore = oldLimit + oldBonus - edge.from
        let usedAfter = newLimit + newBonus - edge.to
        // Our charges that the new period does not hold were made at the end of the old one.
        let lateSpending = max(0, edge.spent - usedAfter)
        let lostBonus = max(0, oldBonus - newBonus)
        let period = new.periodEnd.map { ", the period ends \($0.iso8601)" } ?? ""
        return BalanceChange(
            kind: .reset, credits: max(0, usedBefore + lateSpending - lostBonus),
            evidence: "used went from \(before) to \(after)\(period), as /me tells")
    }

    /// The step at which the balance gained most: there the new period began.
    private static func steepest(
        from start: Int, _ steps: [Step]
    ) -> (from: Int, to: Int, spent: Int)? {
        var last = start
        let edges = steps.map { step in
            defer { last = step.remaining }
            return (from: last, to: step.remaining, spent: step.spent)
        }
        return edges.max { $0.to - $0.from + $0.spent < $1.to - $1.from + $1.spent }
    }
}
