package import Foundation
import GRDB

extension Library {
    /// Writes a copy of the library, as of one moment, into an empty file, while others write.
    ///
    /// `VACUUM INTO` and not SQLite's backup: it reads one state of the library without keeping
    /// anybody from writing or beginning anew when they do; the copy is one file without a log; and
    /// what was erased, which a copy page by page would carry along in free pages, is not in it.
    ///
    /// The copy is read again in full before this returns: SQLite must find it whole, every
    /// reference must be met, and tables from which nothing is ever deleted must have as many rows
    /// as they had before, or as they have now.
    ///
    /// Returns the rows of each table.
    ///
    /// - Throws: ``KeepingError/unsound(path:problems:)``, ``LibraryError``.
    package func backUp(to copy: URL) throws -> [String: Int] {
        let before = try read(Self.rowCounts)
        try Self.translatingErrors(path: copy.path) {
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [copy.path])
            }
        }
        let (found, problems) = try Self.translatingErrors(path: copy.path) {
            try Self.connectToCopy(copy).read { db in
                (try Self.rowCounts(in: db), try Self.integrityProblems(in: db))
            }
        }
        let after = try read(Self.rowCounts)
        let miscounted = Self.keptForEver.filter { table in
            let count = found[table] ?? 0
            return count < before[table] ?? 0 || count > after[table] ?? 0
        }
        let all = problems + miscounted.map { "\($0) has another number of rows" }
        guard all.isEmpty else { throw KeepingError.unsound(path: copy.path, problems: all) }
        return found
    }

    /// Tables from which nothing is ever deleted.
    private static let keptForEver = [
        "generation", "caption", "ledgerEntry", "balanceObservation", "conflict",
    ]
}
