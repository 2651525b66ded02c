import FolioModel
import FolioStore

extension Simulation {
    /// Costs that the ledger cannot explain, so far.
    func costsOutside() -> Int {
        surroundings.with { state in
            [FaultKind.otherSpending, .chargeNotTold, .priceMoved]
                .reduce(state.world.books.paidDeletedElsewhere) {
                    $0 + (state.book.hits[$1] ?? 0)
                }
        }
    }

    /// Somebody else spent, or deleted what a lost call had made, or a price was not told: no
    /// evidence tells calls of that time from it, as `docs/paid-calls.md` says.
    mutating func taint() {
        taintedUntil = surroundings.now + .seconds(1_200)
    }

    /// Compares the library with what it was before the step, and with the remote's books.
    mutating func check(wholly: Bool) throws -> [Violation] {
        guard let reader else { return [] }
        let before = snapshot
        snapshot = try reader.read()
        for (id, call) in snapshot.calls where isTainted(call, before: before.calls[id]) {
            pardon.calls.insert(id)
        }
        let world = surroundings.with { $0.world }
        var found = KeepingChecks(before: before, after: snapshot, deed: deeds).violations()
        found += TruthChecks(
            before: before, after: snapshot, deed: deeds, world: world, pardon: pardon
        ).violations()
        if wholly { found += try defects() }
        deeds.forgetOneStep()
        return found
    }

    private func isTainted(_ call: Snapshot.Call, before: Snapshot.Call?) -> Bool {
        let wasOpen = ["sent", "unknown", nil].contains(before?.state)
        return wasOpen
            && (call.startedAt < taintedUntil.milliseconds
                || call.state == "made"
                    && surroundings.with { $0.world.hides(imageOf: call.prompt) })
    }

    func defects() throws -> [Violation] {
        var found =
            try reader?.defects().map { Violation(invariant: "integrity", details: $0) } ?? []
        if let fault = try process?.library.firstLedgerFault() {
            found.append(
                Violation(
                    invariant: "ledger-check",
                    details: "\(fault.place): \(fault.expected), found \(fault.found)"))
        }
        return found
    }
}

extension Deed {
    /// Permissions hold for the step in which they were given.
    mutating func forgetOneStep() {
        untags = []
        tagged = []
        decided = []
        worded = []
    }
}
