/// Text to make an image from, checked before anything is sent or charged.
///
/// The limit is the remote's for `POST /ai/generate-image` (`remote-api.md` §6.1). Its
/// documentation does not say how characters are counted, so Folio counts UTF-16 code
/// units, the strictest likely reading. The text is kept byte for byte.
package struct GenerationPrompt: Hashable, Sendable {
    /// UTF-16 code units.
    package static let limit = 2_000

    package let text: String

    /// - Throws: ``PromptError``; nothing has happened then.
    package init(_ text: String) throws(PromptError) {
        guard !text.unicodeScalars.contains("\0") else { throw .containsNUL }
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw .empty
        }
        let excess = text.utf16.count - Self.limit
        guard excess <= 0 else { throw .tooLong(excess: excess) }
        self.text = text
    }

    /// Text as it was read from a file or standard input: must be UTF-8; one final newline is
    /// the editor's, not the author's, and is dropped.
    package init(utf8 bytes: some Sequence<UInt8>) throws(PromptError) {
        guard let text = Self.text(utf8: bytes) else { throw .notUTF8 }
        try self.init(text)
    }

    /// Bytes without one final newline as text; `nil` where they are no UTF-8.
    static func text(utf8 bytes: some Sequence<UInt8>) -> String? {
        var bytes = Array(bytes)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// Why a prompt was refused.
package enum PromptError: UserFacingError, Equatable {
    case empty
    case containsNUL
    case notUTF8
    /// `excess` is in UTF-16 code units.
    case tooLong(excess: Int)

    package var message: String {
        switch self {
        case .empty: "the prompt is empty"
        case .containsNUL: "the prompt contains a NUL character"
        case .notUTF8: "the prompt is not valid UTF-8"
        case .tooLong(let excess):
            "the prompt is too long by \(excess) "
                + "(the limit is \(GenerationPrompt.limit) UTF-16 code units)"
        }
    }

    package var hint: String? {
        switch self {
        case .empty: "give the text: folio generate \"a red boat on a frozen lake\""
        case .containsNUL: "remove the NUL character"
        case .notUTF8: "convert it first, for example with: iconv -t UTF-8"
        case .tooLong: "shorten it and try again"
        }
    }

    package var kind: FailureKind { .usage }
}
