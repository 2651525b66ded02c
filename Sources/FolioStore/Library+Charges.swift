import FolioModel
import GRDB

/// What the reply to a paid call says of credits, as every kind of call writes it down.
extension Library {
    /// What the ledger says of a charge that a reply told.
    static func evidence(ofReply requestID: String?) -> String {
        "reply \(requestID ?? "without a request id")"
    }

    /// Writes the charge of a call; none where it is not known.
    static func charge(
        _ credits: Int?, for call: Int64, item: Int64? = nil, evidence: String, at: Timestamp,
        in db: Database
    ) throws {
        guard let credits = credits.notNegative else { return }
        try db.execute(
            literal: """
                INSERT INTO ledgerEntry (kind, credits, item, generation, evidence, at)
                VALUES ('charge', \(-credits), \(item), \(call), \(evidence),
                    \(at.milliseconds))
                """)
    }

    /// Writes the balance that the reply to a call told, if it did.
    static func observe(
        _ remaining: Int?, charge: Int?, ofCall call: Int64, now: Timestamp, in db: Database
    ) throws {
        guard let remaining else { return }
        try record(
            BalanceObservation(remaining: remaining, source: .reply, at: now), ofCall: call,
            charge: charge.notNegative ?? 0, in: db)
    }
}
