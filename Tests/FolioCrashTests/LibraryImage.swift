import FolioModel
import Foundation
import GRDB

/// What is in a library's file, read by SQL alone: Folio's own reading would be its own judge.
enum LibraryImage {
    /// Every row of every table; the search index is checked against them apart.
    static func rows(of folder: URL) throws -> [String] {
        try read(folder) { db in
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_schema WHERE type = 'table'
                        AND name NOT LIKE 'sqlite%' AND name NOT GLOB 'mediaText*'
                        AND name NOT GLOB 'termTrigram*'
                    ORDER BY name
                    """)
            return try tables.flatMap { table in
                let name = table.replacing("\"", with: "\"\"")
                return try Row.fetchAll(db, sql: "SELECT * FROM \"\(name)\"")
                    .map { "\(table) \($0)" }.sorted()
            }
        }
    }

    /// What SQLite finds wrong in the file.
    static func faults(of folder: URL) throws -> [String] {
        let database = try DatabaseQueue(path: file(in: folder))
        return try database.write { db in
            let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check")
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            for index in ["mediaText", "termTrigram"] {
                try db.execute(
                    sql: "INSERT INTO \(index) (\(index), rank) VALUES ('integrity-check', 1)")
            }
            return faults.filter { $0 != "ok" } + orphans.map { "\($0)" }
        }
    }

    /// What the library means, without the ids and times that differ from run to run. A place
    /// that was reserved for an upload and never used means nothing.
    static func meaning(of folder: URL) throws -> [String] {
        try read(folder) { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT 'item ' || ifnull(prompt, ifnull(fileName, mediaId)) || ' ' || presence
                        || ' ' || state || ' ' || ifnull(sha256, '-') || ' '
                        || ifnull(credits, '-') || ' ' || ifnull(tags, '-') FROM library
                        WHERE state <> 'uploading' OR presence = 'local'
                    UNION ALL SELECT 'call ' || kind || ' ' || state || ' ' || prompt
                        FROM generation WHERE state NOT IN ('refused', 'notMade')
                    UNION ALL SELECT 'credits ' || ifnull(sum(credits), 0) FROM spending
                    UNION ALL SELECT 'post ' || content || ' ' || status FROM post
                        WHERE postId IS NOT NULL
                    UNION ALL SELECT 'outbox ' || action || ' ' || state FROM outbox
                        WHERE state NOT IN ('done', 'cancelled')
                    UNION ALL SELECT 'album ' || name || ' ' || count(item) FROM album
                        LEFT JOIN albumItem USING (album) GROUP BY album
                    UNION ALL SELECT 'rated ' || stars || ' ' || count(*) FROM rating GROUP BY stars
                    UNION ALL SELECT 'hidden ' || count(*) FROM hiddenItem
                    UNION ALL SELECT 'note ' || text FROM note
                    UNION ALL SELECT 'search ' || name || ' ' || query FROM savedSearch
                    UNION ALL SELECT 'budget ' || period || ' ' || credits FROM budget
                    UNION ALL SELECT 'plan ' || ifnull(finishedAt > 0, 'waits') FROM planEntry
                    ORDER BY 1
                    """)
        }
    }

    /// Originals that the library says it holds.
    static func heldOriginals(of folder: URL) throws -> [String] {
        try read(folder) {
            try String.fetchAll($0, sql: "SELECT sha256 FROM mediaItem WHERE sha256 IS NOT NULL")
        }
    }

    /// Items of which the library holds the original.
    static func heldItems(of folder: URL) throws -> [MediaItem.ID] {
        try read(folder) {
            try String.fetchAll($0, sql: "SELECT id FROM mediaItem WHERE sha256 IS NOT NULL")
        }
    }

    private static func file(in folder: URL) -> String {
        folder.appendingPathComponent("library.sqlite").path
    }

    /// Through the system's VFS, beside connections that are open.
    private static func read<Value>(
        _ folder: URL, _ body: (Database) throws -> Value
    ) throws -> Value {
        let address = URL(fileURLWithPath: file(in: folder)).absoluteString + "?vfs=unix"
        return try DatabaseQueue(path: address).read(body)
    }
}
