package import FolioModel

/// Where the credits went between the readings of the balance.
///
/// Between two readings, change = what entries explain + what nobody accounts for. The order is
/// the one in which things were written, never that of clocks. An entry that was written later
/// than the balance moved, such as the charge of a recovered call, counts where it explains
/// most, between the last reading before its call and the first one behind the entry.
package struct BalanceExplanation: Hashable, Sendable {
    /// What happened between two readings that follow each other.
    package struct Interval: Hashable, Sendable {
        package let from: BalanceReading
        package let to: BalanceReading
        /// Entries that count here, in the order in which they were written.
        package internal(set) var movements: [LedgerMovement] = []
        /// Calls of unknown outcome that may be what is unattributed.
        package internal(set) var openCalls: [OpenCall] = []

        /// What the balance changed by; negative where credits went.
        package var change: Int { to.observation.remaining - from.observation.remaining }
        package var explained: Int { movements.reduce(0) { $0 + $1.entry.credits } }
        /// What no entry explains: negative where credits were spent elsewhere.
        package var unattributed: Int { change - explained }
    }

    /// Oldest first. A reading that is ambiguous ends none.
    package private(set) var intervals: [Interval]
    /// Entries from before the first reading.
    package private(set) var earlier: [LedgerMovement] = []
    /// Entries that no reading has seen yet.
    package private(set) var later: [LedgerMovement] = []
    /// Readings that prove nothing, since the ledger went on while the remote was asked.
    package let ambiguous: [BalanceReading]

    package init(_ facts: LedgerFacts) {
        let readings = facts.readings.filter { !$0.isAmbiguous }
        ambiguous = facts.readings.filter(\.isAmbiguous)
        intervals = zip(readings, readings.dropFirst()).map { Interval(from: $0, to: $1) }
        var placement = BalancePlacement(readings: readings)
        for (movement, place) in zip(facts.movements, placement.places(of: facts.movements)) {
            switch place {
            case ..<1: earlier.append(movement)
            case readings.count...: later.append(movement)
            default: intervals[place - 1].movements.append(movement)
            }
        }
        for call in facts.openCalls { name(call) }
    }

    /// Sums over all intervals: `change` is always `explained + unattributed`.
    package var change: Int { intervals.reduce(0) { $0 + $1.change } }
    package var explained: Int { intervals.reduce(0) { $0 + $1.explained } }
    package var unattributed: Int { intervals.reduce(0) { $0 + $1.unattributed } }

    /// An open call is not counted, and named wherever it could have been the cause.
    private mutating func name(_ call: OpenCall) {
        for index in intervals.indices {
            let isLater = call.afterReading.map { intervals[index].to.number > $0 }
            let missing = -intervals[index].unattributed
            if isLater ?? (call.startedAt <= intervals[index].to.observation.at), missing > 0,
                missing >= call.expectedCredits ?? 1
            {
                intervals[index].openCalls.append(call)
            }
        }
    }
}
