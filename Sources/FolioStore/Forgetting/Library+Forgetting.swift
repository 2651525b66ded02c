package import FolioModel
import Foundation
import GRDB

extension Library {
    /// Erases items for good: their rows, words in the search index, history, and the words of the
    /// calls that made them. What they cost stays. Returns how many there were.
    ///
    /// A transaction, after which traces are left in free parts of the files: finish with
    /// ``remains()`` and ``clearTraces()``, now or after whatever interrupts it.
    ///
    /// - Throws: ``ForgetError/needed(_:)``; nothing has changed then.
    package func forget(_ ids: [MediaItem.ID], now: Timestamp) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        try overwriting(true)
        return try write { db in
            let before = try Self.remains(in: db)
            let new = try Erasure.remains(of: ids, in: db)
            let all = ErasedRemains(
                originals: Array(Set(new.originals + (before?.originals ?? []))).sorted(),
                items: Array(Set(new.items + (before?.items ?? []))).sorted())
            let erased = try Erasure(db: db, now: now).erase(ids)
            try Self.setState(.erasedRemains, to: JSONColumn.text(all), in: db)
            return erased.count
        }
    }

    /// What of forgotten items is still to be cleared away; `nil` where all of it was.
    package func remains() throws -> ErasedRemains? {
        try read(Self.remains)
    }

    private static func remains(in db: Database) throws -> ErasedRemains? {
        try state(.erasedRemains, in: db).flatMap(JSONColumn.value)
    }

    /// Which of these hashes an item still names.
    package func heldHashes(among hashes: [String]) throws -> Set<String> {
        try read { db in
            let request: SQLRequest<String> = """
                SELECT sha256 FROM mediaItem
                WHERE sha256 IN (SELECT value FROM json_each(\(try JSONColumn.text(hashes))))
                """
            return try Set(request.fetchAll(db))
        }
    }

    /// Makes the files anew without what was erased: the search index in one piece, the library
    /// without free pages, the log empty. Others may read and, in between, write.
    ///
    /// - Throws: ``LibraryError/busy(path:)`` while another program reads for a minute; it can be
    ///   called again then.
    package func clearTraces() throws {
        try overwriting(true)
        try write { db in
            for index in ["mediaText", "termTrigram"] {
                try db.execute(sql: "INSERT INTO \(index) (\(index)) VALUES ('optimize')")
            }
        }
        try Self.translatingErrors(path: file.path) {
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM")
                _ = try db.checkpoint(.truncate)
            }
        }
        try setState(.erasedRemains, to: nil)
        try Self.translatingErrors(path: file.path) {
            _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        }
        try overwriting(false)
    }

    /// Removes copies of the library that a killed process has left in its folder: drafts older
    /// than a moment, and those of dry runs. Only the holder of the sync lock may.
    package func removeDrafts(olderThan moment: Timestamp) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let path = folder.appendingPathComponent(name).path
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            let isOldDraft =
                name.hasPrefix(LibraryDraft.prefix)
                && Int64(status.st_mtim.tv_sec) * 1_000 < moment.milliseconds
            guard isOldDraft || name.hasPrefix(Self.dryRunPrefix) else { continue }
            try FileManager.default.removeItem(atPath: path)
        }
    }

    /// How names of copies for dry runs begin.
    package static let dryRunPrefix = ".dry-run-"

    /// Whether this connection overwrites what it deletes.
    private func overwriting(_ isOn: Bool) throws {
        try Self.translatingErrors(path: file.path) {
            try database.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA secure_delete = \(isOn ? "ON" : "OFF")")
            }
        }
    }
}
