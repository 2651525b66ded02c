package import FolioModel
package import Foundation
import GRDB

/// Small copies of originals, in `thumbnails.sqlite`: a file that can be made anew at any time.
package struct Thumbnails: Sendable {
    private let database: DatabaseQueue
    private let path: String

    /// Opens the file beside a library, and creates it where it is missing or unreadable.
    package static func open(beside library: Library) throws -> Thumbnails {
        let file = library.folder.appendingPathComponent("thumbnails.sqlite")
        do {
            return try Thumbnails(path: file.path)
        } catch LibraryError.corrupt, LibraryError.notALibrary {
            try? FileManager.default.removeItem(at: file)  // It is made anew below, or fails there.
            return try Thumbnails(path: file.path)
        }
    }

    private init(path: String) throws {
        self.path = path
        try makePrivateFile(at: path)
        var configuration = Configuration()
        configuration.busyMode = .timeout(60)
        configuration.journalMode = .wal
        database = try Library.translatingErrors(path: path) {
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try database.write {
                try $0.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS thumbnail (
                            item    TEXT NOT NULL,
                            side    INTEGER NOT NULL CHECK (side > 0),
                            width   INTEGER NOT NULL,
                            height  INTEGER NOT NULL,
                            format  TEXT NOT NULL,
                            sha256  TEXT NOT NULL,
                            bytes   BLOB NOT NULL,
                            PRIMARY KEY (item, side)
                        ) STRICT
                        """)
            }
            return database
        }
    }

    /// Keeps small copies in one transaction.
    package func put(_ copies: [(id: MediaItem.ID, thumbnail: Thumbnail)]) throws {
        guard !copies.isEmpty else { return }
        try Library.translatingErrors(path: path) {
            try database.write { db in
                for (id, thumbnail) in copies {
                    try db.execute(
                        literal: """
                            INSERT OR REPLACE INTO thumbnail
                                (item, side, width, height, format, sha256, bytes)
                            VALUES (\(id), \(thumbnail.side), \(thumbnail.width),
                                \(thumbnail.height), \(thumbnail.format), \(thumbnail.sha256),
                                \(thumbnail.bytes))
                            """)
                }
            }
        }
    }

    /// The SHA-256 of the original that each item's small copies were made from, where there is
    /// one of every side.
    package func originals(sides: [Int]) throws -> [MediaItem.ID: String] {
        try Library.translatingErrors(path: path) {
            try database.read { db in
                let rows = try Row.fetchCursor(
                    db,
                    SQLRequest<Row>(
                        literal: """
                            SELECT item, sha256 FROM thumbnail
                            WHERE side IN (SELECT value FROM json_each(\(try JSONColumn.text(sides))))
                            GROUP BY item, sha256 HAVING count(*) = \(sides.count)
                            """))
                var originals: [MediaItem.ID: String] = [:]
                while let row = try rows.next() { originals[row[0]] = row[1] }
                return originals
            }
        }
    }

    /// Erases the small copies of items beside a library, with what is left of them in free pages.
    package static func erase(_ items: [MediaItem.ID], beside library: Library) throws {
        let path = library.folder.appendingPathComponent("thumbnails.sqlite").path
        guard FileManager.default.fileExists(atPath: path) else { return }
        let thumbnails = try open(beside: library)
        try Library.translatingErrors(path: path) {
            try thumbnails.database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try db.execute(
                    literal: """
                        DELETE FROM thumbnail
                        WHERE item IN (SELECT value FROM json_each(\(try JSONColumn.text(items))))
                        """)
                try db.execute(sql: "VACUUM")
                _ = try db.checkpoint(.truncate)
            }
        }
    }

    /// The small copy of an item whose longer side is at most `side` pixels.
    package func thumbnail(of item: MediaItem.ID, side: Int) throws -> Thumbnail? {
        try Library.translatingErrors(path: path) {
            try database.read { db in
                try Row.fetchOne(
                    db,
                    sql: """
                        SELECT side, width, height, format, sha256, bytes FROM thumbnail
                        WHERE item = ? AND side = ?
                        """, arguments: [item, side]
                ).map {
                    Thumbnail(
                        side: $0[0], width: $0[1], height: $0[2], format: $0[3], sha256: $0[4],
                        bytes: $0[5])
                }
            }
        }
    }
}

/// A small copy of an original.
package struct Thumbnail: Hashable, Sendable {
    /// Pixels that the longer side was fitted into.
    package var side: Int
    /// Pixels.
    package var width: Int
    /// Pixels.
    package var height: Int
    /// `jpeg` or `png`.
    package var format: String
    /// Of the original that it was made from.
    package var sha256: String
    package var bytes: Data

    package init(
        side: Int, width: Int, height: Int, format: String, sha256: String, bytes: Data
    ) {
        self.side = side
        self.width = width
        self.height = height
        self.format = format
        self.sha256 = sha256
        self.bytes = bytes
    }
}
