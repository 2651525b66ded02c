package import FolioModel
import GRDB

extension Library {
    /// What a reply with captions said, as the journal keeps it.
    package struct CaptionsReply: Sendable {
        package var captions: [String]
        /// Credits; `nil` where the reply did not tell.
        package var creditsUsed: Int?
        /// Credits; `nil` where the reply did not tell.
        package var creditsRemaining: Int?
        package var status: Int?
        package var requestID: String?
        package var raw: String?

        package init(
            captions: [String], creditsUsed: Int?, creditsRemaining: Int?, status: Int? = nil,
            requestID: String? = nil, raw: String? = nil
        ) {
            self.captions = captions
            self.creditsUsed = creditsUsed
            self.creditsRemaining = creditsRemaining
            self.status = status
            self.requestID = requestID
            self.raw = raw
        }
    }

    /// A paid call for captions with what it brought.
    package struct CaptionCall: Sendable {
        package let call: Generation
        /// In the reply's order; empty where the call brought none, or their text is lost.
        package let captions: [String]
    }

    /// Settles a paid call as made: captions, charge and balance in one transaction.
    ///
    /// Where the reply tells no charge, no amount is written and the cost stays unknown.
    package func settleMade(
        _ id: Generation.ID, _ reply: CaptionsReply, now: Timestamp
    ) throws {
        try write { db in
            let row = try Self.generationRecord(id, in: db).rowid
            try db.execute(
                literal: """
                    UPDATE generation SET state = 'made', settledAt = \(now.milliseconds),
                        status = \(reply.status), requestId = \(reply.requestID),
                        rawReply = \(reply.raw), creditsUsed = \(reply.creditsUsed.notNegative),
                        evidence = 'the reply'
                    WHERE rowid = \(row)
                    """)
            for (index, text) in reply.captions.enumerated() {
                try db.execute(
                    literal: """
                        INSERT INTO caption (generation, position, text)
                        VALUES (\(row), \(index + 1), \(text))
                        """)
            }
            try Self.charge(
                reply.creditsUsed, for: row, evidence: Self.evidence(ofReply: reply.requestID),
                at: now, in: db)
            try Self.observe(
                reply.creditsRemaining, charge: reply.creditsUsed, ofCall: row, now: now, in: db)
        }
    }

    /// Settles a call of unknown outcome as one whose captions were made and charged, while their
    /// text is lost. The charge is of the moment at which the call began.
    package func settleCaptionsMade(
        _ id: Generation.ID, credits: Int, evidence: String, now: Timestamp
    ) throws {
        try write { db in
            let record = try Self.generationRecord(id, in: db)
            try db.execute(
                literal: """
                    UPDATE generation SET state = 'made', settledAt = \(now.milliseconds),
                        creditsUsed = \(credits), evidence = \(evidence)
                    WHERE rowid = \(record.rowid)
                    """)
            try Self.charge(
                credits, for: record.rowid, evidence: evidence, at: record.generation.startedAt,
                in: db)
        }
    }

    /// Calls for captions that were made or may have been, newest first; at most `limit`.
    package func captionCalls(limit: Int? = nil) throws -> [CaptionCall] {
        try read { db in
            let records = try GenerationRecord.fetch(
                where: """
                    generation.kind = 'caption'
                        AND generation.state IN ('made', 'sent', 'unknown')
                    """, orderedBy: "generation.rowid DESC LIMIT \(limit ?? -1)", in: db)
            return try records.map { record in
                CaptionCall(
                    call: record.generation,
                    captions: try String.fetchAll(
                        db,
                        sql: "SELECT text FROM caption WHERE generation = ? ORDER BY position",
                        arguments: [record.rowid]))
            }
        }
    }

    /// How many ``captionCalls(limit:)`` has without a limit.
    package func captionCallCount() throws -> Int {
        try read { db in
            let count = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM generation
                    WHERE kind = 'caption' AND state IN ('made', 'sent', 'unknown')
                    """)
            return count ?? 0
        }
    }
}
