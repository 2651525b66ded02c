package import FolioModel
package import FolioStore
package import Foundation

/// A file of lines that holds everything precious of a library, and nothing that can be made
/// anew: for people, other programs and versions to come.
///
/// Each line is a JSON object. The first tells the version of the format and the schema; then
/// comes a line for each row; the last has the number of rows and the SHA-256 of all lines before
/// it, so that a file that was cut or changed is never taken for a whole one. Originals are named
/// by their SHA-256 and lie under `files/`; they are not in it.
package enum DumpFile {
    /// The version of the format that is written, and the newest that is read.
    static let version = 1

    /// The first line.
    struct Head: Codable {
        let folioDump: Int
        let schema: String
        let originals: String
    }

    /// The last line.
    struct End: Codable {
        let end: Bool
        let rows: Int
        let tables: [String: Int]
        let sha256: String
    }

    /// Writes everything precious of a library to `sink`, in parts, as of one moment.
    package static func write(
        _ library: Library, to sink: @escaping (_ part: [UInt8]) throws -> Void
    ) throws -> CopySummary {
        var summary = CopySummary()
        var output = HashedOutput(sink)
        try output.add(
            try JSONColumn.text(
                Head(
                    folioDump: version, schema: Library.schema,
                    originals: "named by sha256 under files/, not contained")))
        try library.forEachKeptRow { table, line in
            summary.count(table)
            try output.add(line)
        }
        summary.sha256 = output.sha256
        try output.add(
            try JSONColumn.text(
                End(
                    end: true, rows: summary.rows, tables: summary.tables, sha256: summary.sha256)))
        try output.finish()
        summary.byteCount = output.byteCount
        return summary
    }

    /// Writes everything precious of a library to a new file that only its owner may read. The
    /// file appears under its name when it is whole.
    ///
    /// - Throws: ``KeepingError/fileExists(path:)`` among others.
    @discardableResult
    package static func write(_ library: Library, to file: URL) throws -> CopySummary {
        try NewFile.make(file) { draft in
            let number = open(draft.path, O_WRONLY | O_CLOEXEC)
            guard let output = FileDescriptor(owning: number) else {
                throw FileError(writing: file.path)
            }
            return try write(library, appending: output, path: file.path)
        }
    }

    private static func write(
        _ library: Library, appending output: borrowing FileDescriptor, path: String
    ) throws -> CopySummary {
        let number = output.number
        return try write(library) { part in
            guard writeAll(part, to: number) else { throw FileError(writing: path) }
        }
    }

    /// Puts a dump back as the library in `folder`, where there is none yet or an empty one.
    ///
    /// See ``Library/putBack(_:in:at:)``. The file is read once, line by line.
    package static func restore(
        _ file: URL, to folder: URL, at now: Timestamp?
    ) throws -> CopySummary {
        var lines = try LineReader(file)
        let head = try head(of: &lines)
        var summary = CopySummary()
        do {
            try Library.putBackRows(of: head.schema, in: folder, at: now) { add in
                summary = try rows(of: &lines, add)
            }
        } catch let bad as BadRow {
            throw KeepingError.damaged(path: lines.path, line: lines.number, reason: bad.reason)
        }
        return summary
    }

    private static func head(of lines: inout LineReader) throws -> Head {
        // Whatever the first line of another file is, it is not ours.
        guard let line = try lines.next(),
            let version = try? JSONDecoder().decode(Version.self, from: Data(line.utf8))
        else { throw KeepingError.notACopy(path: lines.path) }
        guard version.folioDump <= Self.version,
            let head = try? JSONDecoder().decode(Head.self, from: Data(line.utf8)),
            Library.knows(schema: head.schema)
        else { throw KeepingError.newer(path: lines.path) }
        return head
    }

    /// What the first line tells in every version.
    private struct Version: Decodable {
        let folioDump: Int
    }

    private static func rows(
        of lines: inout LineReader, _ add: (_ line: String) throws -> String
    ) throws -> CopySummary {
        var summary = CopySummary()
        while let line = try lines.next() {
            if line.hasPrefix(#"{"end":"#) {
                summary.sha256 = lines.sha256BeforeLast
                try check(line, summary, &lines)
                summary.byteCount = lines.byteCount
                return summary
            }
            summary.count(try add(line))
        }
        throw KeepingError.cut(path: lines.path)
    }

    private static func check(
        _ line: String, _ summary: CopySummary, _ lines: inout LineReader
    ) throws {
        // A last line that cannot be read is one that was cut.
        guard lines.endsWithNewline,
            let end = try? JSONDecoder().decode(End.self, from: Data(line.utf8))
        else { throw KeepingError.cut(path: lines.path) }
        let reason: String? =
            if try lines.next() != nil {
                "goes on behind its end"
            } else if end.rows != summary.rows || end.tables != summary.tables {
                "tells of other rows than it has"
            } else if end.sha256 != summary.sha256 {
                "has another checksum than its lines"
            } else {
                nil
            }
        if let reason {
            throw KeepingError.damaged(path: lines.path, line: lines.number, reason: reason)
        }
    }
}
