package import FolioModel
import GRDB

extension Library {
    /// What is to be added to the plan.
    package struct PlanDraft: Hashable, Sendable {
        package var prompt: String
        package var model: String
        package var ratio: String
        package var tags: [TagName]
        package var albums: [String]
        package var post: PlannedPost?
        /// List price in credits; `nil` where unknown.
        package var expectedCredits: Int?

        package init(
            prompt: String, model: String, ratio: String, tags: [TagName] = [],
            albums: [String] = [], post: PlannedPost? = nil, expectedCredits: Int?
        ) {
            self.prompt = prompt
            self.model = model
            self.ratio = ratio
            self.tags = tags
            self.albums = albums
            self.post = post
            self.expectedCredits = expectedCredits
        }
    }

    /// Adds entries at the plan's end: all of them or, where one cannot be, none.
    package func addToPlan(_ drafts: [PlanDraft], now: Timestamp) throws -> [PlanEntry] {
        try write { db in
            try drafts.map { draft in
                let generation = Generation(
                    id: try newID { try Self.isFree($0, in: "generation", db) }, state: .planned,
                    prompt: draft.prompt, model: draft.model, ratio: draft.ratio,
                    tags: draft.tags.map(\.text), expectedCredits: draft.expectedCredits,
                    startedAt: now)
                let row = try Self.insert(generation, in: db)
                let id = try newID { try Self.isFree($0, in: "planEntry", db) }
                try db.execute(
                    literal: """
                        INSERT INTO planEntry (id, generation, albumsJSON, postJSON, addedAt)
                        VALUES (\(id), \(row), \(try JSONColumn.text(draft.albums)),
                            \(try draft.post.map(JSONColumn.text)), \(now.milliseconds))
                        """)
                return PlanEntry(
                    id: id, generation: generation, albums: draft.albums, post: draft.post,
                    addedAt: now)
            }
        }
    }

    /// Entries that are not finished, in their order.
    package func plan() throws -> [PlanEntry] {
        try read { try PlanRecord.fetch(where: "finishedAt IS NULL", in: $0).map(\.entry) }
    }

    /// Takes entries out of the plan. Their rows of the journal stay, as not made.
    ///
    /// - Throws: ``PlanError`` where one was sent already; nothing is dropped then.
    package func dropFromPlan(_ references: [String], now: Timestamp) throws -> [PlanEntry] {
        try write { db in
            let records = try references.map { try Self.planRecord($0, in: db) }
            for record in records {
                switch record.entry.step {
                case .settle: throw PlanError.beingSent(record.entry.id, record.entry.generation.id)
                case .finish: throw PlanError.isMade(record.entry.id)
                case .send, .drop: break
                }
                try db.execute(
                    literal: """
                        UPDATE generation SET state = 'notMade', settledAt = \(now.milliseconds),
                            evidence = 'dropped from the plan'
                        WHERE rowid = \(record.generationRow) AND state = 'planned'
                        """)
                try db.execute(
                    literal: """
                        UPDATE planEntry SET finishedAt = \(now.milliseconds)
                        WHERE rowid = \(record.rowid)
                        """)
            }
            return records.map(\.entry)
        }
    }

    /// Writes down, durably, that an entry's call is about to be sent.
    ///
    /// The planned row becomes `sent`. After an attempt that is proved not to have run there is a
    /// new row. Only the holder of `paid.lock` may ask for it.
    ///
    /// - Throws: ``PlanError`` where the entry may not be sent (again).
    package func beginPlanned(
        _ id: PlanEntry.ID, expectedCredits: Int?, now: Timestamp, holding lock: FileLock
    ) throws -> Generation {
        try write { db in
            let record = try Self.planRecord(id, in: db)
            guard record.entry.step == .send else {
                throw PlanError.notWaiting(id, record.entry.generation.state.rawValue)
            }
            var call = record.entry.generation
            call.expectedCredits = expectedCredits
            let balance = try Self.latestObservation(in: db)
            (call.balanceBefore, call.balanceBeforeAt) = (balance?.remaining, balance?.at)
            call.clockSkew = try Self.clockSkew(near: now, in: db)
            call.startedAt = now
            if call.state == .planned {
                try Self.send(call, record, in: db)
            } else {
                call = try nextAttempt(after: call, of: record, now: now, in: db)
            }
            call.state = .sent
            return call
        }
    }

    /// The planned row becomes the call that is sent.
    private static func send(
        _ call: Generation, _ record: PlanRecord, in db: Database
    ) throws {
        try db.execute(
            literal: """
                UPDATE generation SET state = 'sent', startedAt = \(call.startedAt.milliseconds),
                    expectedCredits = \(call.expectedCredits),
                    balanceBefore = \(call.balanceBefore),
                    balanceBeforeAt = \(call.balanceBeforeAt?.milliseconds),
                    clockSkew = \(call.clockSkew?.inMilliseconds),
                    afterReading = \(try last("balanceObservation", in: db))
                WHERE rowid = \(record.generationRow)
                """)
    }

    /// A new row, since the one before is proved not to have run.
    private func nextAttempt(
        after earlier: Generation, of record: PlanRecord, now: Timestamp, in db: Database
    ) throws -> Generation {
        var call = Generation(
            id: try newID { try Self.isFree($0, in: "generation", db) },
            kind: earlier.kind, state: .sent, prompt: earlier.prompt,
            model: earlier.model, ratio: earlier.ratio, tags: earlier.tags,
            expectedCredits: earlier.expectedCredits, balanceBefore: earlier.balanceBefore,
            startedAt: now)
        call.balanceBeforeAt = earlier.balanceBeforeAt
        call.clockSkew = earlier.clockSkew
        let row = try Self.insert(call, in: db)
        try db.execute(
            literal: """
                UPDATE planEntry SET generation = \(row) WHERE rowid = \(record.rowid)
                """)
        return call
    }

    /// Puts a made image into its albums and writes its post down, in one transaction.
    ///
    /// Returns the post that now waits in the outbox, if the entry has one. A second call changes
    /// nothing.
    package func finishPlanned(_ id: PlanEntry.ID, now: Timestamp) throws -> Post? {
        try write { db in
            let record = try Self.planRecord(id, in: db)
            guard record.entry.step == .finish, let item = record.entry.generation.itemID else {
                throw PlanError.notMade(id)
            }
            for album in record.entry.albums {
                try Self.put([Self.rowOfItem(item, in: db)], intoAlbum: album, now: now, in: db)
            }
            let post = try record.entry.post.map { planned in
                try queuePost(
                    content: planned.content, itemIDs: [item], accountIDs: planned.accountIDs,
                    scheduledFor: planned.scheduledFor, timezone: planned.timezone,
                    draft: planned.isDraft, useQueue: false, now: now, in: db
                ).post
            }
            try db.execute(
                literal: """
                    UPDATE planEntry SET finishedAt = \(now.milliseconds),
                        post = (SELECT rowid FROM post WHERE id = \(post?.id))
                    WHERE rowid = \(record.rowid)
                    """)
            return post
        }
    }
}

extension Library {
    /// The unfinished entry that `reference` names: an id or a unique prefix of one.
    private static func planRecord(_ reference: String, in db: Database) throws -> PlanRecord {
        let found = try PlanRecord.fetch(
            where: """
                finishedAt IS NULL AND substr(planEntry.id, 1, length(\(reference))) = \(reference)
                """, in: db)
        if let exact = found.first(where: { $0.entry.id == reference }) { return exact }
        guard let record = found.first, !reference.isEmpty else {
            throw LibraryError.noSuch(thing: "plan entry", name: reference)
        }
        guard found.count == 1 else {
            throw LibraryError.ambiguous(prefix: reference, matches: found.map(\.entry.id))
        }
        return record
    }
}

/// Why the plan was left as it is.
package enum PlanError: UserFacingError, Equatable {
    /// An entry, and the call that is under way or of unknown outcome.
    case beingSent(PlanEntry.ID, Generation.ID)
    case isMade(PlanEntry.ID)
    case notMade(PlanEntry.ID)
    /// An entry, and the state of its call.
    case notWaiting(PlanEntry.ID, String)

    package var message: String {
        switch self {
        case .beingSent(let id, let call):
            "\(id) was sent, and what became of it is not known yet (\(call))"
        case .isMade(let id): "the image of \(id) is made already"
        case .notMade(let id): "the image of \(id) is not made yet"
        case .notWaiting(let id, let state): "\(id) does not wait to be sent: it is \(state)"
        }
    }

    package var hint: String? {
        switch self {
        case .notWaiting(let id, "refused"): "take it out with: folio plan drop \(id)"
        case .beingSent, .notWaiting: "see what became of it: folio recover"
        case .isMade, .notMade: "finish it with: folio plan run"
        }
    }

    package var kind: FailureKind { .needsDecision }
}
