package import FolioModel
import GRDB

extension Library {
    /// What the library knows of a media id that may be the trace of a lost call.
    package struct MediaTrace: Hashable, Sendable {
        /// When the item was first seen, by this computer's clock; `nil` if it never was.
        package var addedAt: Timestamp?
        /// Whether a paid call was told this id, or its item came from this computer.
        package var isClaimed: Bool
    }

    /// What is known of each of these media ids.
    package func traces(of mediaIDs: [String]) throws -> [String: MediaTrace] {
        try read { db in
            let told = try Self.toldMedia(among: mediaIDs, in: db)
            return try mediaIDs.reduce(into: [:]) { traces, mediaID in
                traces[mediaID] = MediaTrace(
                    addedAt: try Int64.fetchOne(
                        db, sql: "SELECT addedAt FROM mediaItem WHERE mediaId = ?",
                        arguments: [mediaID]
                    ).map(Timestamp.init(milliseconds:)),
                    isClaimed: try told.contains(mediaID) || Self.isOurs(mediaID, in: db)
                        || Self.isForgotten(mediaID, listedAt: nil, in: db))
            }
        }
    }

    /// What the balance was before a call, and what the ledger has of its movements since.
    package struct KnownBalance: Hashable, Sendable {
        package var remaining: Int
        package var at: Timestamp
        /// The sum of all entries that the reading had not seen, in credits: negative for charges.
        package var moved: Int
    }

    /// The last reading of the balance before a call of which it is certain what it had seen; `nil`
    /// where there is none.
    ///
    /// Whether a reading had seen the charge of an earlier call that was settled only later, nobody
    /// knows: then an older one counts. All goes by the order of writing, whatever clocks say.
    package func balance(before call: Generation) throws -> KnownBalance? {
        try read { db in
            let request: SQLRequest<Row> = """
                SELECT reading.remaining, reading.at, ifnull((SELECT sum(credits) FROM ledgerEntry
                    WHERE ledgerEntry.rowid > reading.afterEntry), 0)
                FROM balanceObservation AS reading
                WHERE NOT reading.isAmbiguous AND reading.rowid <= (SELECT afterReading
                        FROM generation WHERE id = \(call.id))
                    AND NOT EXISTS (SELECT 1 FROM ledgerEntry
                        JOIN generation ON generation.rowid = ledgerEntry.generation
                        WHERE ledgerEntry.rowid > reading.afterEntry
                            AND generation.afterReading < reading.rowid)
                ORDER BY reading.rowid DESC LIMIT 1
                """
            return try request.fetchOne(db).map { row in
                KnownBalance(
                    remaining: row[0], at: Timestamp(milliseconds: row[1]), moved: row[2])
            }
        }
    }

    /// When the period ends that was running at a moment, by the remote's clock; `nil` where the
    /// remote had not told it by then.
    package func periodEnd(knownAt moment: Timestamp) throws -> Timestamp? {
        try read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT periodEnd FROM balanceObservation
                    WHERE at <= ? AND periodEnd IS NOT NULL ORDER BY rowid DESC LIMIT 1
                    """, arguments: [moment.milliseconds]
            ).map(Timestamp.init(milliseconds:))
        }
    }

    /// A paid call by its id or an unambiguous beginning of it.
    ///
    /// - Throws: ``LibraryError/noSuch(thing:name:)`` or
    ///   ``LibraryError/ambiguous(prefix:matches:)`` among others.
    package func generation(named name: String) throws -> Generation {
        let name = name.lowercased()
        let found = try read { db in
            try GenerationRecord.fetch(
                where: """
                    generation.id >= \(name) AND generation.id < \(name + "\u{10FFFF}")
                    """, in: db
            ).map(\.generation)
        }
        if let exact = found.first(where: { $0.id == name }) { return exact }
        guard let first = found.first, !name.isEmpty else {
            throw LibraryError.noSuch(thing: "paid call", name: name)
        }
        guard found.count == 1 else {
            throw LibraryError.ambiguous(prefix: name, matches: found.prefix(20).map(\.id))
        }
        return first
    }

    /// Settles a call of unknown outcome as one that did not run; nothing was charged.
    package func settleNotMade(
        _ id: Generation.ID, evidence: String, now: Timestamp
    ) throws {
        try write { db in
            try db.execute(
                literal: """
                    UPDATE generation SET state = 'notMade', settledAt = \(now.milliseconds),
                        evidence = \(evidence)
                    WHERE id = \(id) AND state = 'unknown'
                    """)
            guard db.changesCount == 1 else {
                throw LibraryError.noSuch(thing: "open paid call", name: id)
            }
        }
    }

    /// Keeps what a reading showed of a call whose outcome stays unknown.
    ///
    /// `quietAt` is the first reading, by the remote's clock, that showed no trace; `nil` where
    /// this one showed a trace, or too little.
    package func noteFindings(
        _ id: Generation.ID, _ findings: String, quietAt: Timestamp?
    ) throws {
        try write { db in
            try db.execute(
                literal: """
                    UPDATE generation SET findings = \(findings),
                        quietAt = \(quietAt?.milliseconds)
                    WHERE id = \(id) AND state = 'unknown'
                    """)
        }
    }

    /// Keeps how far the remote's clock is ahead of this computer's, as it was seen at `now`.
    package func noteClockSkew(_ skew: Duration, now: Timestamp) throws {
        try setState(.clockSkew, to: "\(skew.inMilliseconds) \(now.milliseconds)")
    }

    /// The skew as it was seen within the hour before `now`; a clock that was set back since
    /// makes it worthless.
    static func clockSkew(near now: Timestamp, in db: Database) throws -> Duration? {
        let text = try state(.clockSkew, in: db)
        let parts = (text ?? "").split(separator: " ").compactMap { Int64($0) }
        guard parts.count == 2 else { return nil }
        let age = now - Timestamp(milliseconds: parts[1])
        return age >= .zero && age <= .seconds(3_600) ? .milliseconds(parts[0]) : nil
    }

    /// Which of these a paid call was told, in one reading of the journal.
    private static func toldMedia(among mediaIDs: [String], in db: Database) throws -> Set<String> {
        let request: SQLRequest<String> = """
            SELECT told.value FROM generation, json_each(generation.mediaIdsJSON) AS told
            WHERE generation.mediaIdsJSON IS NOT NULL
                AND told.value IN (SELECT value FROM json_each(\(try JSONColumn.text(mediaIDs))))
            """
        return try Set(String.fetchAll(db, request))
    }

    /// Whether a paid call made the item, or it came from this computer.
    private static func isOurs(_ mediaID: String, in db: Database) throws -> Bool {
        let request: SQLRequest<Bool> = """
            SELECT EXISTS (SELECT 1 FROM mediaItem
                WHERE mediaId = \(mediaID) AND (
                    EXISTS (SELECT 1 FROM generation WHERE generation.item = mediaItem.rowid)
                    OR EXISTS (SELECT 1 FROM outbox
                        WHERE outbox.item = mediaItem.rowid AND action = 'upload')))
            """
        return try request.fetchOne(db) ?? false
    }
}
