package import FolioModel
import FolioStore
package import Foundation

/// What a copy of the library holds.
package struct CopySummary: Hashable, Sendable {
    /// In all tables.
    package var rows = 0
    /// Rows of each table; tables without rows are left out.
    package var tables: [String: Int] = [:]
    /// Lowercase hexadecimal: of a dump, of all lines but the last; of a backup, of the file.
    package var sha256 = ""
    package var byteCount = 0

    package init() {}

    mutating func count(_ table: String) {
        rows += 1
        tables[table, default: 0] += 1
    }
}

/// Copies of a library in one file.
package enum LibraryCopy {
    /// Puts a dump or a backup back as the library in `folder`, where there is none yet or an
    /// empty one.
    ///
    /// - Parameter now: As ``Library/putBackRows(of:in:at:_:)`` takes it.
    package static func restore(
        _ file: URL, to folder: URL, at now: Timestamp?
    ) throws -> CopySummary {
        try isDatabase(file)
            ? restoreBackup(file, to: folder, at: now)
            : DumpFile.restore(file, to: folder, at: now)
    }

    private static func restoreBackup(
        _ file: URL, to folder: URL, at now: Timestamp?
    ) throws -> CopySummary {
        try Library.putBack(file, in: folder, at: now)
        return try summary(of: file, Library.open(folder, for: .reading))
    }

    /// What a library file, which holds the rows of `library`, comes to.
    static func summary(of file: URL, _ library: Library) throws -> CopySummary {
        var summary = CopySummary()
        summary.tables = try library.rowCounts()
        summary.rows = summary.tables.values.reduce(0, +)
        let source = try SourceFile(file)
        summary.byteCount = try source.byteCount
        summary.sha256 = try source.sha256()
        return summary
    }

    private static func isDatabase(_ file: URL) throws -> Bool {
        let start = try SourceFile(file).nextPart().prefix(databaseMark.count)
        return Array(start) == databaseMark
    }

    /// How every SQLite file begins.
    private static let databaseMark = Array("SQLite format 3\0".utf8)
}
