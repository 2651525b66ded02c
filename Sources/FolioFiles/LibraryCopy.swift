package import FolioModel
package import FolioStore
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
    /// Makes a verified copy of the library's file while others write to it. It appears under its
    /// name when it is whole, and takes no other file's place. Originals are not in it.
    ///
    /// - Throws: ``KeepingError/fileExists(path:)`` among others.
    package static func backUp(_ library: Library, to file: URL) throws -> CopySummary {
        try NewFile.make(file) { draft in
            try summary(of: draft, tables: library.backUp(to: draft))
        }
    }

    /// Puts a dump or a backup back as the library in `folder`, where there is none yet or an
    /// empty one. `now` is as ``Library/putBackRows(of:in:at:_:)`` takes it.
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
        return try summary(of: file, tables: Library.open(folder, for: .reading).rowCounts())
    }

    private static func summary(of file: URL, tables: [String: Int]) throws -> CopySummary {
        var summary = CopySummary()
        summary.tables = tables
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
