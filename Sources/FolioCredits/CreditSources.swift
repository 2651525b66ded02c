package import FolioModel

/// Where the credits of a stretch of time went and came from. All are 0 or more.
package struct CreditSources: Hashable, Sendable {
    /// Charged for images, and for calls of which the kind is not known.
    package private(set) var images = 0
    package private(set) var captions = 0
    /// What left the balance and no entry explains.
    package private(set) var elsewhere = 0
    package private(set) var refunds = 0
    package private(set) var topUps = 0
    package private(set) var resets = 0
    /// What the balance rose by and no entry explains.
    package private(set) var unexplainedGain = 0
    /// Signed: changes of the allowance.
    package private(set) var corrections = 0

    /// What lies in `times`. What nobody accounts for belongs to the reading that showed it.
    package init(_ explanation: BalanceExplanation, in times: Range<Timestamp>) {
        let counted = explanation.intervals.flatMap(\.movements)
        for movement in explanation.earlier + counted + explanation.later
        where times.contains(movement.entry.at) {
            add(movement)
        }
        for interval in explanation.intervals where times.contains(interval.to.observation.at) {
            elsewhere += max(0, -interval.unattributed)
            unexplainedGain += max(0, interval.unattributed)
        }
    }

    /// What was spent, here and elsewhere, refunds taken off.
    package var spent: Int { images + captions + elsewhere - refunds }

    private mutating func add(_ movement: LedgerMovement) {
        let credits = movement.entry.credits
        switch movement.entry.kind {
        case .charge where movement.call == .caption: captions -= credits
        case .charge: images -= credits
        case .refund: refunds += credits
        case .topUp: topUps += credits
        case .reset: resets += credits
        case .correction: corrections += credits
        }
    }
}
