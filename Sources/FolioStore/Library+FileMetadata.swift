package import FolioModel
import GRDB

extension Library {
    /// A picture that is to become an item.
    package struct ImportedDraft: Sendable {
        package var item: MediaItem
        package var facts: FileFacts
        /// 1 to 5.
        package var rating: Int?
        package var note: String?

        package init(
            item: MediaItem, facts: FileFacts, rating: Int? = nil, note: String? = nil
        ) {
            self.item = item
            self.facts = facts
            self.rating = rating
            self.note = note
        }
    }

    /// Adds items whose files were imported, all of them or none, in one transaction.
    ///
    /// A draft whose content or media id another item has by now is left out, so that the same
    /// file never makes two items.
    package func addImported(
        _ drafts: [ImportedDraft], now: Timestamp
    ) throws -> [MediaItem] {
        try write { db in
            try drafts.compactMap { draft in
                let twins = try MediaItemRecord.fetch(
                    where: """
                        mediaItem.sha256 = \(draft.item.sha256)
                            OR mediaItem.mediaId = \(draft.item.mediaID)
                        """, in: db)
                guard twins.isEmpty else { return nil }
                let item = try addLocalItem(draft.item, now: now, in: db)
                try Self.keep(draft.facts, of: item.id, now: now, in: db)
                try Self.keep(draft.rating, draft.note, of: item.id, now: now, in: db)
                return item
            }
        }
    }

    /// The item of which a picture is a copy, by the remote's name or by ours.
    ///
    /// Ours is short: the time must fit as well.
    package func item(mediaID: String?, id: MediaItem.ID?, createdAt: Timestamp?) throws
        -> MediaItem?
    {
        if let mediaID, let item = try item(mediaID: mediaID) { return item }
        guard let id, let createdAt else { return nil }
        return try items([id]).first { $0.createdAt == createdAt }
    }

    /// Gives an item without a prompt what a file tells of it. What is known stays.
    ///
    /// Returns whether there was anything to give.
    package func complete(
        _ id: MediaItem.ID, from draft: MediaItem, _ facts: FileFacts, now: Timestamp
    ) throws -> Bool {
        try write { db in
            let record = try Self.record(id, in: db)
            guard record.item.prompt == nil, draft.prompt != nil else { return false }
            try TextIndex(db: db).updating([record.rowid]) {
                try db.execute(
                    literal: """
                        UPDATE mediaItem SET prompt = \(draft.prompt),
                            model = ifnull(model, \(draft.model)),
                            ratio = ifnull(ratio, \(draft.ratio))
                        WHERE rowid = \(record.rowid)
                        """)
            }
            let isTold = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM fileMetadata WHERE item = ?)",
                arguments: [record.rowid])
            if isTold != true { try Self.keep(facts, of: id, now: now, in: db) }
            return true
        }
    }

    /// What the file of an item said; `nil` where it was not imported.
    package func fileFacts(of id: MediaItem.ID) throws -> FileFacts? {
        try read { db in
            let request: SQLRequest<Row> = """
                SELECT path, reader, negativePrompt, seed, steps, sampler, credits,
                    isMarkedAsAI, rawJSON
                FROM fileMetadata JOIN mediaItem ON mediaItem.rowid = fileMetadata.item
                WHERE mediaItem.id = \(id)
                """
            return try request.fetchOne(db).map { row in
                FileFacts(
                    path: row[0], reader: row[1], negativePrompt: row[2], seed: row[3],
                    steps: row[4], sampler: row[5], credits: row[6], isMarkedAsAI: row[7],
                    rawJSON: row[8])
            }
        }
    }

    /// Remembers where the file of an imported item lies now.
    package func moveFile(of id: MediaItem.ID, to path: String) throws {
        try write { db in
            try db.execute(
                literal: """
                    UPDATE fileMetadata SET path = \(path)
                    WHERE item = (SELECT rowid FROM mediaItem WHERE id = \(id))
                    """)
        }
    }

    private static func keep(
        _ rating: Int?, _ note: String?, of id: MediaItem.ID, now: Timestamp, in db: Database
    ) throws {
        let row = try rowOfItem(id, in: db)
        if let rating, (1...5).contains(rating) {
            try db.execute(
                literal: """
                    INSERT INTO rating (item, stars, at)
                    VALUES (\(row), \(rating), \(now.milliseconds))
                    """)
        }
        guard let note, !note.isEmpty else { return }
        try TextIndex(db: db).updating([row]) {
            try db.execute(
                literal: """
                    INSERT INTO note (item, text, at)
                    VALUES (\(row), \(note), \(now.milliseconds))
                    """)
        }
    }

    private static func keep(
        _ facts: FileFacts, of id: MediaItem.ID, now: Timestamp, in db: Database
    ) throws {
        try db.execute(
            literal: """
                INSERT INTO fileMetadata (item, path, reader, negativePrompt, seed, steps, sampler,
                    credits, isMarkedAsAI, rawJSON, at)
                SELECT rowid, \(facts.path), \(facts.reader), \(facts.negativePrompt),
                    \(facts.seed), \(facts.steps), \(facts.sampler), \(facts.credits),
                    \(facts.isMarkedAsAI), \(facts.rawJSON), \(now.milliseconds)
                FROM mediaItem WHERE id = \(id)
                """)
    }
}
