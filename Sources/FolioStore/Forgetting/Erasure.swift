import FolioModel
import Foundation
import GRDB

/// Erases items within one transaction, with everything that names their words.
///
/// What was paid stays, without the words: a charge, when and by which call. What was forgotten
/// keeps the remote's id alone.
struct Erasure {
    let db: Database
    let now: Timestamp

    /// What stands where words stood that must not be empty.
    static let mark = "(forgotten)"

    /// Words that are settled for good.
    private static let settled = "state IN ('made', 'refused', 'notMade')"

    /// Erases the items of these ids. Ids that do not exist are left out.
    ///
    /// - Throws: ``ForgetError/needed(_:)``.
    func erase(_ ids: [MediaItem.ID]) throws -> [Int64] {
        try db.execute(
            literal: """
                CREATE TEMP TABLE erased AS
                SELECT rowid AS item, id, mediaId, prompt, sha256 FROM mediaItem
                WHERE id IN (SELECT value FROM json_each(\(try JSONColumn.text(ids))));
                CREATE INDEX temp.erasedByItem ON erased (item);
                CREATE TEMP TABLE erasedCall AS
                SELECT rowid AS call FROM generation
                WHERE item IN (SELECT item FROM erased) OR (item IS NULL AND \(sql: Self.settled)
                    AND prompt IN (SELECT prompt FROM erased)
                    AND prompt NOT IN (SELECT prompt FROM mediaItem
                        WHERE prompt IN (SELECT prompt FROM erased)
                            AND rowid NOT IN (SELECT item FROM erased)))
                """)
        let held = try holders()
        guard held.isEmpty else { throw ForgetError.needed(held) }
        let rows = try Int64.fetchAll(db, sql: "SELECT item FROM erased ORDER BY item")
        try leaveMarks()
        try eraseCalls()
        try eraseReferences()
        try TextIndex(db: db).erase(rows) {
            try db.execute(
                sql: """
                    DELETE FROM mediaItem WHERE rowid IN (SELECT item FROM erased);
                    DELETE FROM change WHERE tableName = 'tag' AND json_valid(ifnull(old, new))
                        AND json_extract(ifnull(old, new), '$[0]') IN (SELECT tag FROM erasedTag);
                    DELETE FROM tag WHERE tag IN (SELECT tag FROM erasedTag);
                    DELETE FROM changeStep WHERE step NOT IN (SELECT step FROM change);
                    UPDATE changeStep SET
                        rowCount = (SELECT count(*) FROM change WHERE step = changeStep.step),
                        itemCount = (SELECT count(DISTINCT item) FROM change
                            WHERE step = changeStep.step)
                    WHERE rowCount <> (SELECT count(*) FROM change WHERE step = changeStep.step)
                    """)
        }
        try Library.rebuildSums(in: db)
        try db.execute(
            sql: "DROP TABLE erased; DROP TABLE erasedCall; DROP TABLE erasedTag")
        return rows
    }

    /// What is to be cleared away after the transaction: files that no item names any more, and
    /// thumbnails.
    static func remains(of ids: [MediaItem.ID], in db: Database) throws -> ErasedRemains {
        let request: SQLRequest<String> = """
            SELECT DISTINCT sha256 FROM mediaItem WHERE sha256 IS NOT NULL
                AND id IN (SELECT value FROM json_each(\(try JSONColumn.text(ids))))
            ORDER BY 1
            """
        return ErasedRemains(originals: try request.fetchAll(db), items: ids)
    }
}

extension Erasure {
    /// What still needs one of the items.
    private func holders() throws -> [ForgetError.Held] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT erased.id, 'call', generation.id, '' FROM generation JOIN erased
                    ON erased.item = generation.item OR erased.prompt = generation.prompt
                WHERE generation.state IN ('planned', 'sent', 'unknown')
                    OR generation.rowid IN (SELECT generation FROM planEntry
                        WHERE finishedAt IS NULL)
                UNION ALL
                SELECT erased.id, 'entry', outbox.id, '' FROM outbox JOIN erased
                    ON erased.item = outbox.item
                        OR instr(outbox.actionJSON, '"' || erased.id || '"') > 0
                WHERE outbox.state IN ('pending', 'sending', 'parked', 'unknown')
                UNION ALL
                SELECT erased.id, 'post', post.id, post.status
                FROM erased JOIN postMedia ON postMedia.item = erased.item
                JOIN post ON post.rowid = postMedia.post
                WHERE post.status IN ('queued', 'unknown', 'draft', 'scheduled', 'publishing')
                ORDER BY 1, 2, 3
                """)
        return rows.map { row in
            let holder: ForgetError.Holder =
                switch row[1] as String {
                case "call": .paidCall(row[2])
                case "entry": .outboxEntry(row[2])
                default: .post(row[2], status: row[3])
                }
            return ForgetError.Held(item: row[0], by: holder)
        }
    }

    /// The remote may list the items for ever: its ids stay, with their places in the listing.
    private func leaveMarks() throws {
        try db.execute(
            literal: """
                INSERT OR REPLACE INTO forgottenItem (mediaId, listedAt, at)
                SELECT mediaId, listedItem.createdAt, \(now.milliseconds)
                FROM erased LEFT JOIN listedItem USING (item) WHERE mediaId IS NOT NULL
                """)
    }

    private func eraseCalls() throws {
        try db.execute(
            literal: """
                UPDATE generation SET evidence = replace(evidence, prompt, \(Self.mark))
                WHERE rowid IN (SELECT call FROM erasedCall) AND instr(evidence, prompt) > 0;
                UPDATE generation SET prompt = \(Self.mark), tagsJSON = '[]', rawReply = NULL,
                    echoedPrompt = NULL, findings = NULL, item = NULL
                WHERE rowid IN (SELECT call FROM erasedCall);
                UPDATE caption SET text = \(Self.mark)
                WHERE generation IN (SELECT call FROM erasedCall);
                UPDATE planEntry SET albumsJSON = '[]', postJSON = NULL
                WHERE generation IN (SELECT call FROM erasedCall);
                UPDATE ledgerEntry SET item = NULL WHERE item IN (SELECT item FROM erased)
                """)
    }

    /// Tags that nothing else carries, or did as far as the history goes, go too; posts that were published keep the remote's id.
    private func eraseReferences() throws {
        try db.execute(
            sql: """
                DELETE FROM outbox WHERE item IN (SELECT item FROM erased);
                DELETE FROM postMedia
                WHERE item IN (SELECT item FROM erased) AND mediaId IS NULL;
                UPDATE postMedia SET item = NULL WHERE item IN (SELECT item FROM erased);
                DELETE FROM undecodable WHERE EXISTS (SELECT 1 FROM erased
                    WHERE mediaId IS NOT NULL AND instr(undecodable.raw, mediaId) > 0);
                CREATE TEMP TABLE erasedTag AS
                WITH carried (item, tag) AS (
                    SELECT item, tag FROM mediaItemTag
                    UNION ALL SELECT item, json_extract(ifnull(new, old), '$[1]')
                    FROM change WHERE tableName = 'mediaItemTag'
                        AND json_valid(ifnull(new, old)))
                SELECT DISTINCT tag FROM carried WHERE item IN (SELECT item FROM erased)
                    AND tag NOT IN (SELECT tag FROM carried
                        WHERE item NOT IN (SELECT item FROM erased))
                    AND tag NOT IN (SELECT tag FROM tagAlias)
                    AND tag NOT IN (SELECT tag FROM tagRuleTag)
                """)
    }
}

/// What an erasure leaves outside of the tables until it is cleared away.
package struct ErasedRemains: Hashable, Sendable, Codable {
    /// SHA-256 of files that an erased item held.
    package var originals: [String]
    /// Erased items, which may have thumbnails.
    package var items: [String]
}
