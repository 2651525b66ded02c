import FolioModel
import FolioStore
import Foundation

/// Lines of `id<TAB>tag…`, each of which changes the tags of one item.
///
/// Lines end with a line feed, or with NUL where there is one in the file. Tags are separated by
/// white space; one that a dash stands before is taken away. Empty lines mean nothing.
struct TagBatchFile {
    /// Bytes; about a million lines.
    static let byteLimit = 64 << 20

    let edits: [Library.TagEdit]
    /// Where each edit stands, from 1.
    private let lines: [Int]

    /// - Throws: ``TextInputError``, ``TagBatchError``.
    init(reading path: String) throws {
        let bytes = try TextInput.read(path, limit: Self.byteLimit)
        guard let text = String(validating: bytes, as: UTF8.self)
        else { throw TagBatchError(line: 1, reason: "the file is not UTF-8") }
        try self.init(text)
    }

    /// - Throws: ``TagBatchError``.
    init(_ text: String) throws(TagBatchError) {
        var edits: [Library.TagEdit] = []
        var lines: [Int] = []
        let end: UInt8 = text.utf8.contains(0) ? 0 : 0x0A
        let parts = text.utf8.split(separator: end, omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let words = Substring(part).split(whereSeparator: \.isWhitespace).map(String.init)
            guard let item = words.first else { continue }
            edits.append(try Self.edit(item, words.dropFirst(), line: index + 1))
            lines.append(index + 1)
        }
        self.edits = edits
        self.lines = lines
    }

    /// Returns how many items have other tags than before.
    ///
    /// - Throws: ``TagBatchError`` with the line of an item that is not there.
    func make(in library: Library, dryRun: Bool) throws -> Int {
        guard !edits.isEmpty else { return 0 }
        do {
            return try library.editTags(edits, now: Runtime.current.now(), dryRun: dryRun)
        } catch let failure as TagEditFailure {
            throw TagBatchError(
                line: lines[failure.index], reason: failure.reason.message,
                kind: failure.reason.kind)
        }
    }

    private static func edit(
        _ item: String, _ words: ArraySlice<String>, line: Int
    ) throws(TagBatchError) -> Library.TagEdit {
        guard !words.isEmpty
        else { throw TagBatchError(line: line, reason: "no tag is behind “\(item)”") }
        var added: [TagName] = []
        var removed: [TagName] = []
        for word in words {
            do throws(TagError) {
                if word.hasPrefix("-") {
                    removed.append(try TagName(String(word.dropFirst())))
                } else {
                    added.append(try TagName(word))
                }
            } catch {
                throw TagBatchError(line: line, reason: error.message)
            }
        }
        return Library.TagEdit(item: item, added: added, removed: removed)
    }
}

/// What is wrong with a line of a ``TagBatchFile``.
struct TagBatchError: UserFacingError, Equatable {
    /// From 1.
    let line: Int
    let reason: String
    var kind: FailureKind = .usage

    var message: String { "line \(line): \(reason); nothing was changed" }
    var hint: String? { "a line is: ID, a tab, then TAG to add or -TAG to take away" }
}
