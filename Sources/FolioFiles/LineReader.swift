import Crypto
import FolioStore
import Foundation

/// Reads the lines of a file one after the other, however large it is.
struct LineReader: ~Copyable {
    /// Of the line that ``next()`` gave last; the first has 1.
    private(set) var number = 0
    /// Up to the end of the last line.
    private(set) var byteCount = 0
    /// Whether the last line was ended as lines are.
    private(set) var endsWithNewline = true

    /// Bytes of a line: more than the longest text that the library keeps.
    private static let lineLimit = 256 << 20

    private let file: SourceFile
    private var bytes: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var hash = SHA256()
    private var hashBeforeLast = SHA256()

    /// - Throws: ``FileError``.
    init(_ file: URL) throws(FileError) {
        self.file = try SourceFile(file)
    }

    var path: String { file.path }

    /// Of all lines but the one that ``next()`` gave last, lowercase hexadecimal.
    var sha256BeforeLast: String { hashBeforeLast.finalize().hexadecimal }

    /// The next line without its end, or `nil` behind the last.
    ///
    /// - Throws: ``FileError``, ``KeepingError/damaged(path:line:reason:)`` for a line that is no
    ///   text or has no end.
    mutating func next() throws -> String? {
        var searched = start
        while true {
            if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                return try take(upTo: end, endLength: 1)
            }
            searched = bytes.count
            if isAtEnd {
                return start == bytes.count ? nil : try take(upTo: bytes.count, endLength: 0)
            }
            guard bytes.count - start <= Self.lineLimit else { throw bad("has too long a line") }
            bytes.removeFirst(start)
            searched -= start
            start = 0
            let part = try file.nextPart()
            bytes += part
            isAtEnd = part.isEmpty
        }
    }

    private mutating func take(upTo end: Int, endLength: Int) throws -> String {
        hashBeforeLast = hash
        hash.update(data: bytes[start..<end + endLength])
        byteCount += end + endLength - start
        number += 1
        endsWithNewline = endLength > 0
        defer { start = end + endLength }
        guard let line = String(validating: bytes[start..<end], as: UTF8.self) else {
            throw bad("has a line that is no text")
        }
        return line
    }

    private func bad(_ reason: String) -> KeepingError {
        .damaged(path: file.path, line: number, reason: reason)
    }
}
