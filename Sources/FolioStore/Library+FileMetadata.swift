package import FolioModel
import GRDB

extension Library {
    /// Adds items whose files were imported, all of them or none, in one transaction.
    ///
    /// A draft whose content another item holds by now is left out, so that the same file never
    /// makes two items.
    package func addImported(
        _ drafts: [(item: MediaItem, facts: FileFacts)], now: Timestamp
    ) throws -> [MediaItem] {
        try write { db in
            try drafts.compactMap { draft, facts in
                let twins = try MediaItemRecord.fetch(
                    where: "mediaItem.sha256 = \(draft.sha256)", in: db)
                guard twins.isEmpty else { return nil }
                let item = try addLocalItem(draft, now: now, in: db)
                try Self.keep(facts, of: item.id, now: now, in: db)
                return item
            }
        }
    }

    /// What the file of an item said; `nil` where it was not imported.
    package func fileFacts(of id: MediaItem.ID) throws -> FileFacts? {
        try read { db in
            let request: SQLRequest<Row> = """
                SELECT path, reader, negativePrompt, seed, steps, sampler, isMarkedAsAI, rawJSON
                FROM fileMetadata JOIN mediaItem ON mediaItem.rowid = fileMetadata.item
                WHERE mediaItem.id = \(id)
                """
            return try request.fetchOne(db).map { row in
                FileFacts(
                    path: row[0], reader: row[1], negativePrompt: row[2], seed: row[3],
                    steps: row[4], sampler: row[5], isMarkedAsAI: row[6], rawJSON: row[7])
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
        _ facts: FileFacts, of id: MediaItem.ID, now: Timestamp, in db: Database
    ) throws {
        try db.execute(
            literal: """
                INSERT INTO fileMetadata (item, path, reader, negativePrompt, seed, steps, sampler,
                    isMarkedAsAI, rawJSON, at)
                SELECT rowid, \(facts.path), \(facts.reader), \(facts.negativePrompt),
                    \(facts.seed), \(facts.steps), \(facts.sampler), \(facts.isMarkedAsAI),
                    \(facts.rawJSON), \(now.milliseconds)
                FROM mediaItem WHERE id = \(id)
                """)
    }
}
