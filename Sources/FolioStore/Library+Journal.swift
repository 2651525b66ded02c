package import FolioModel
import GRDB

extension Library {
    /// Writes a paid call into the journal, durably, before its first byte is sent.
    ///
    /// Returns the generation with its id. From here on the call is `sent`, whatever happens.
    package func beginGeneration(
        kind: Generation.Kind = .image, prompt: String, model: String?, ratio: String?,
        tags: [TagName] = [], captionTerms: CaptionTerms? = nil, expectedCredits: Int?,
        now: Timestamp
    ) throws -> Generation {
        try write { db in
            let balance = try Self.latestObservation(in: db)
            let skew = try Self.clockSkew(near: now, in: db)
            var generation = Generation(
                id: try newID { try Self.isFree($0, in: "generation", db) }, kind: kind,
                state: .sent, prompt: prompt, model: model, ratio: ratio, tags: tags.map(\.text),
                expectedCredits: expectedCredits,
                balanceBefore: balance?.remaining, startedAt: now)
            generation.balanceBeforeAt = balance?.at
            generation.clockSkew = skew
            generation.captionTerms = captionTerms
            _ = try Self.insert(generation, in: db)
            return generation
        }
    }

    /// Settles a paid call as made: item, charge and balance in one transaction.
    ///
    /// An item that a sync has learned meanwhile is completed, not doubled. The charge is what the
    /// reply says; where it says nothing, no amount is written and the item's cost stays unknown.
    /// Where there is ``MadeReply/evidence`` instead of a reply, the charge is of the moment at
    /// which the call began, and what is known of a reply stays.
    package func settleMade(
        _ id: Generation.ID, _ reply: MadeReply, now: Timestamp
    ) throws -> MediaItem {
        try write { db in
            let record = try Self.generationRecord(id, in: db)
            let row = try itemRow(for: record.generation, reply, now: now, in: db)
            try db.execute(
                literal: """
                    UPDATE generation SET state = 'made', settledAt = \(now.milliseconds),
                        status = ifnull(\(reply.status), status),
                        requestId = ifnull(\(reply.requestID), requestId),
                        rawReply = ifnull(\(reply.raw), rawReply), creditsUsed = \(reply.creditsUsed.notNegative),
                        echoedPrompt = \(reply.echoedPrompt),
                        mediaIdsJSON = \(try JSONColumn.text(reply.mediaIDs)), item = \(row),
                        evidence = \(reply.evidence ?? "the reply")
                    WHERE rowid = \(record.rowid)
                    """)
            let chargedAt = reply.evidence == nil ? now : record.generation.startedAt
            try Self.charge(
                reply.creditsUsed, for: record.rowid, item: row,
                evidence: reply.evidence ?? Self.evidence(ofReply: reply.requestID), at: chargedAt,
                in: db)
            try Self.observe(
                reply.creditsRemaining, charge: reply.creditsUsed, ofCall: record.rowid, now: now,
                in: db)
            return try Self.record(row, in: db).item
        }
    }

    /// Settles a paid call as refused: it did not run, and nothing was charged.
    package func settleRefused(
        _ id: Generation.ID, evidence: String, status: Int?, requestID: String?, raw: String?,
        balance: Int?, now: Timestamp
    ) throws {
        try write { db in
            try Self.settle(
                id, as: .refused, evidence: evidence, status: status, requestID: requestID,
                raw: raw, now: now, in: db)
            if let balance {
                try Self.record(
                    BalanceObservation(remaining: balance, source: .refusal, at: now),
                    ofCall: try Self.generationRecord(id, in: db).rowid, charge: 0, in: db)
            }
        }
    }

    /// Records that it is not known what became of a paid call. It is never sent again.
    package func settleUnknown(
        _ id: Generation.ID, evidence: String, status: Int?, requestID: String?, raw: String?,
        now: Timestamp
    ) throws {
        try write { db in
            try Self.settle(
                id, as: .unknown, evidence: evidence, status: status, requestID: requestID,
                raw: raw, now: nil, in: db)
            try db.execute(
                literal: "UPDATE generation SET endedAt = \(now.milliseconds) WHERE id = \(id)")
        }
    }

    /// Calls that were being sent when their process ended become unknown.
    ///
    /// Only the holder of `paid.lock` may ask for it. Returns those calls.
    package func settleAbandoned(holding lock: FileLock) throws -> [Generation] {
        try write { db in
            let abandoned = try GenerationRecord.fetch(
                where: try GenerationRecord.isIn([.sent]), in: db)
            for record in abandoned {
                try Self.settle(
                    record.generation.id, as: .unknown,
                    evidence: "Folio ended before the reply arrived", status: nil, requestID: nil,
                    raw: nil, now: nil, in: db)
            }
            return abandoned.map(\.generation)
        }
    }

    /// Paid calls in these states, oldest first.
    package func generations(in states: [Generation.State]) throws -> [Generation] {
        try read { db in
            try GenerationRecord.fetch(where: try GenerationRecord.isIn(states), in: db)
                .map(\.generation)
        }
    }

    /// The paid call that made an item, if one of this library did.
    package func generation(of itemID: MediaItem.ID) throws -> Generation? {
        try read { db in
            try GenerationRecord.fetch(
                where: """
                    generation.item = (SELECT rowid FROM mediaItem WHERE id = \(itemID))
                    """, in: db
            ).last?.generation
        }
    }

    /// A paid call by its whole id.
    ///
    /// - Throws: ``LibraryError/noSuch(thing:name:)`` among others.
    package func generation(_ id: Generation.ID) throws -> Generation {
        try read { try Self.generationRecord(id, in: $0).generation }
    }
}

extension Library {
    /// Writes a call that is not settled; its row.
    static func insert(_ generation: Generation, in db: Database) throws -> Int64 {
        try db.execute(
            literal: """
                INSERT INTO generation (id, kind, state, prompt, model, ratio, tagsJSON,
                    expectedCredits, balanceBefore, startedAt, afterReading,
                    balanceBeforeAt, clockSkew, optionsJSON)
                VALUES (\(generation.id), \(generation.kind.rawValue),
                    \(generation.state.rawValue), \(generation.prompt), \(generation.model),
                    \(generation.ratio), \(try JSONColumn.text(generation.tags)),
                    \(generation.expectedCredits), \(generation.balanceBefore),
                    \(generation.startedAt.milliseconds),
                    \(try last("balanceObservation", in: db)),
                    \(generation.balanceBeforeAt?.milliseconds),
                    \(generation.clockSkew?.inMilliseconds),
                    \(try generation.captionTerms.map { try JSONColumn.text($0) }))
                """)
        return db.lastInsertedRowID
    }

    static func generationRecord(_ id: Generation.ID, in db: Database) throws -> GenerationRecord {
        guard
            let record = try GenerationRecord.fetch(where: "generation.id = \(id)", in: db).first
        else { throw LibraryError.noSuch(thing: "generation", name: id) }
        return record
    }

    private static func settle(
        _ id: Generation.ID, as state: Generation.State, evidence: String, status: Int?,
        requestID: String?, raw: String?, now: Timestamp?, in db: Database
    ) throws {
        let row = try generationRecord(id, in: db).rowid
        try db.execute(
            literal: """
                UPDATE generation SET state = \(state.rawValue), settledAt = \(now?.milliseconds),
                    status = \(status), requestId = \(requestID), rawReply = \(raw),
                    evidence = \(evidence)
                WHERE rowid = \(row)
                """)
    }

    /// The row of the item that a paid call made, new or learned meanwhile, with all that the
    /// request and the reply tell about it.
    private func itemRow(
        for generation: Generation, _ reply: MadeReply, now: Timestamp, in db: Database
    ) throws -> Int64 {
        let seen = reply.item
        let index = TextIndex(db: db)
        if let row = try Self.row(mediaID: seen.mediaID, in: db) {
            try index.updating([row]) {
                try db.execute(
                    literal: """
                        UPDATE mediaItem SET prompt = ifnull(prompt, \(generation.prompt)),
                            model = ifnull(model, \(generation.model)),
                            ratio = ifnull(ratio, \(generation.ratio)),
                            width = ifnull(width, \(seen.width.positive)),
                            height = ifnull(height, \(seen.height.positive)), url = ifnull(url, \(seen.url))
                        WHERE rowid = \(row)
                        """)
                try Self.addTags(of: generation, to: row, now: now, in: db)
            }
            // Its prompt is new, even where a listing was first to show the item.
            try Self.applyTagRules(to: [row], now: now, in: db)
            return row
        }
        let item = MediaItem(
            id: try newID { try Self.isFree($0, in: "mediaItem", db) }, mediaID: seen.mediaID,
            kind: seen.kind, state: seen.state, presence: .remote, prompt: generation.prompt,
            model: generation.model, ratio: generation.ratio, width: seen.width.positive,
            height: seen.height.positive, createdAt: seen.createdAt ?? now)
        let row = try Self.insert(item, addedAt: now, url: seen.url, remoteJSON: nil, in: db)
        try Self.addTags(of: generation, to: row, now: now, in: db)
        try index.insert([row])
        try Self.applyTagRules(to: [row], now: now, in: db)
        try Self.linkPosts(to: row, mediaID: seen.mediaID, in: db)
        return row
    }

    private static func addTags(
        of generation: Generation, to row: Int64, now: Timestamp, in db: Database
    ) throws {
        for name in generation.tags { _ = try tag(row, try TagName(name), at: now, in: db) }
    }
}
