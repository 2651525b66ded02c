/// What an explanation of the balance starts from, each part in the order in which it was written.
package struct LedgerFacts: Hashable, Sendable {
    package var movements: [LedgerMovement]
    package var readings: [BalanceReading]
    /// Calls that may have been charged, and of which that is not known.
    package var openCalls: [OpenCall]

    package init(
        movements: [LedgerMovement] = [], readings: [BalanceReading] = [],
        openCalls: [OpenCall] = []
    ) {
        self.movements = movements
        self.readings = readings
        self.openCalls = openCalls
    }
}

/// A ledger entry with its place among the readings of the balance.
package struct LedgerMovement: Hashable, Sendable {
    /// Grows with each entry that is written.
    package var number: Int
    package var entry: LedgerEntry
    /// What the call that was charged made; `nil` where there was none.
    package var call: Generation.Kind?
    /// The last reading when that call was written down; 0 before the first, `nil` where not
    /// known.
    package var afterReading: Int?

    package init(
        number: Int, entry: LedgerEntry, call: Generation.Kind? = nil, afterReading: Int? = nil
    ) {
        self.number = number
        self.entry = entry
        self.call = call
        self.afterReading = afterReading
    }
}

/// A reading of the balance with its place among the entries.
package struct BalanceReading: Hashable, Sendable {
    /// Grows with each reading that is written.
    package var number: Int
    /// The last entry when it was written; 0 before the first.
    package var afterEntry: Int
    /// Whether something was written while the remote was asked, so that nobody can tell
    /// whether the reading holds it.
    package var isAmbiguous: Bool
    package var observation: BalanceObservation

    package init(
        number: Int, afterEntry: Int, isAmbiguous: Bool = false, observation: BalanceObservation
    ) {
        self.number = number
        self.afterEntry = afterEntry
        self.isAmbiguous = isAmbiguous
        self.observation = observation
    }
}

/// A paid call whose outcome is not known.
package struct OpenCall: Hashable, Sendable {
    package var id: Generation.ID
    package var kind: Generation.Kind
    /// What it may have cost; `nil` where no price is known.
    package var expectedCredits: Int?
    package var startedAt: Timestamp
    /// The last reading when it was written down; 0 before the first, `nil` where not known.
    package var afterReading: Int?

    package init(
        id: Generation.ID, kind: Generation.Kind = .image, expectedCredits: Int?,
        startedAt: Timestamp, afterReading: Int? = nil
    ) {
        self.id = id
        self.kind = kind
        self.expectedCredits = expectedCredits
        self.startedAt = startedAt
        self.afterReading = afterReading
    }
}

/// How far the ledger had got when the remote was asked for its balance.
package struct LedgerMark: Hashable, Sendable {
    /// The last entry; 0 before the first.
    package var entry: Int
    /// The last reading; 0 before the first.
    package var reading: Int

    package init(entry: Int, reading: Int) {
        self.entry = entry
        self.reading = reading
    }
}
