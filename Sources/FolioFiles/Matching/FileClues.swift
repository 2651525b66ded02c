import FolioImaging
package import FolioModel
package import Foundation

/// What a file tells by which the item that it belongs to may be found.
package struct FileClues: Hashable, Sendable {
    package let file: URL
    package let byteCount: Int
    /// Lowercase hexadecimal.
    package let sha256: String
    package let kind: MediaItem.Kind
    /// Pixels; `nil` where the header does not tell.
    package let width: Int?
    package let height: Int?
    /// When it was last written: for a saved file, when it was saved.
    package let modifiedAt: Timestamp
    /// Readable text that stands in the file's first part, as it does in metadata.
    package let text: String

    /// Bytes in which metadata are looked for.
    private static let headLength = 1 << 20

    /// Reads the file once.
    ///
    /// - Throws: ``FileError``.
    package init(_ file: URL) throws(FileError) {
        let source = try SourceFile(file)
        var head: [UInt8] = []
        while head.count < Self.headLength {
            let part = try source.nextPart()
            guard !part.isEmpty else { break }
            head += part.prefix(Self.headLength - head.count)
        }
        guard !head.isEmpty else { throw .empty(name: file.path) }
        guard let kind = FileKind(head: head) else { throw .unknownFormat(name: file.path) }
        let byteCount = try source.byteCount
        guard byteCount <= kind.byteLimit else {
            throw .tooLarge(name: file.path, limit: kind.byteLimit)
        }
        self.file = file
        self.byteCount = byteCount
        sha256 = try SourceFile(file).sha256()
        self.kind = kind.mediaKind
        width = kind.size?.width
        height = kind.size?.height
        modifiedAt = try source.modifiedAt
        text = EmbeddedText.runs(in: head)
    }

    /// The name without its ending, and without the number that a browser adds to the second
    /// file of a name.
    var stem: String {
        let stem = file.deletingPathExtension().lastPathComponent
        return stem.replacing(/\ ?\(\d{1,3}\)$/, with: "")
    }
}

/// Text among other bytes.
enum EmbeddedText {
    /// Fewer bytes in a row that could be text are chance.
    private static let shortestRun = 12

    /// All runs of valid UTF-8 without control characters, each on a line.
    static func runs(in bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var start = 0
        var place = 0
        func close(_ end: Int) {
            guard end - start >= shortestRun else { return }
            text += bytes[start..<end]
            text.append(UInt8(ascii: "\n"))
        }
        while place < bytes.count {
            if let length = characterLength(bytes, place) {
                place += length
            } else {
                close(place)
                place += 1
                start = place
            }
        }
        close(place)
        return String(decoding: text, as: UTF8.self)
    }

    /// Bytes of the character that begins here; `nil` where none does.
    private static func characterLength(_ bytes: [UInt8], _ place: Int) -> Int? {
        let length: Int
        switch bytes[place] {
        case 0x0A, 0x0D, 0x09, 0x20...0x7E: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return nil
        }
        guard place + length <= bytes.count else { return nil }
        let isWhole = bytes[(place + 1)..<(place + length)].allSatisfy { $0 & 0xC0 == 0x80 }
        return isWhole ? length : nil
    }
}
