import GRDB

/// The first place at which the ledger does not add up.
package struct LedgerFault: Hashable, Sendable {
    /// What it is about: `generation 3kv9qt2h`, `entry 12`, `reading 4`.
    package var place: String
    package var expected: String
    package var found: String

    package init(place: String, expected: String, found: String) {
        self.place = place
        self.expected = expected
        self.found = found
    }
}

extension Library {
    /// The first call, entry or reading that contradicts the others; `nil` where there is none.
    ///
    /// Every made call whose cost is known has one charge of just that; every charge belongs to a
    /// made call and its item; signs are those of their kinds; a reading of `/me` is allowance +
    /// bonus − used, and no reading has seen entries that are not there.
    package func firstLedgerFault() throws -> LedgerFault? {
        try read { db in
            for check in Self.ledgerChecks {
                let row = try Row.fetchOne(db, sql: check)
                if let row { return LedgerFault(place: row[0], expected: row[1], found: row[2]) }
            }
            return nil
        }
    }

    /// Each gives the place, what was expected there, and what is there.
    private static let ledgerChecks = [
        """
        SELECT 'generation ' || generation.id, 'a charge of ' || creditsUsed || ' credits',
            CASE WHEN ledgerEntry.rowid IS NULL THEN 'no charge'
                ELSE 'a charge of ' || -ledgerEntry.credits END
        FROM generation
        LEFT JOIN ledgerEntry ON ledgerEntry.generation = generation.rowid
            AND ledgerEntry.kind = 'charge'
        WHERE generation.state = 'made' AND creditsUsed IS NOT NULL
            AND ledgerEntry.credits IS NOT -creditsUsed
        ORDER BY generation.rowid LIMIT 1
        """,
        """
        SELECT 'entry ' || ledgerEntry.rowid, 'a charge for a generation that was made',
            CASE WHEN generation.rowid IS NULL THEN 'a charge for none'
                ELSE 'a charge for ' || generation.id || ', which is ' || generation.state END
        FROM ledgerEntry LEFT JOIN generation ON generation.rowid = ledgerEntry.generation
        WHERE ledgerEntry.kind = 'charge' AND generation.state IS NOT 'made'
        ORDER BY ledgerEntry.rowid LIMIT 1
        """,
        """
        SELECT 'entry ' || ledgerEntry.rowid, 'the item of generation ' || generation.id,
            'another item'
        FROM ledgerEntry JOIN generation ON generation.rowid = ledgerEntry.generation
        WHERE ledgerEntry.kind = 'charge' AND ledgerEntry.item IS NOT generation.item
        ORDER BY ledgerEntry.rowid LIMIT 1
        """,
        """
        SELECT 'entry ' || rowid,
            kind || ' of ' || CASE kind WHEN 'charge' THEN 'no more' ELSE 'no less' END
                || ' than 0 credits', credits || ' credits'
        FROM ledgerEntry
        WHERE (kind = 'charge' AND credits > 0)
            OR (kind IN ('refund', 'topUp', 'reset') AND credits < 0)
        ORDER BY rowid LIMIT 1
        """,
        """
        SELECT 'reading ' || rowid,
            (creditLimit + bonus - used) || ' credits left, the allowance and the bonus less used',
            remaining || ' credits'
        FROM balanceObservation
        WHERE source = 'me' AND remaining <> creditLimit + bonus - used
        ORDER BY rowid LIMIT 1
        """,
        """
        SELECT 'reading ' || rowid, 'no entry behind ' || last,
            'entry ' || max(afterEntry, ifnull(beganAfterEntry, 0))
        FROM balanceObservation,
            (SELECT ifnull(max(rowid), 0) AS last FROM ledgerEntry)
        WHERE max(afterEntry, ifnull(beganAfterEntry, 0)) > last
        ORDER BY rowid LIMIT 1
        """,
    ]
}
