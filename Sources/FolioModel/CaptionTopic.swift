/// What captions are to be about, checked before anything is sent or charged.
///
/// The limit is the remote's for `POST /ai/generate-caption` (`remote-api.md` §6.2), counted in
/// UTF-16 code units as for ``GenerationPrompt``. The text is kept byte for byte.
package struct CaptionTopic: Hashable, Sendable {
    /// UTF-16 code units.
    package static let limit = 1_000

    package let text: String

    /// - Throws: ``CaptionError``; nothing has happened then.
    package init(_ text: String) throws(CaptionError) {
        guard !text.unicodeScalars.contains("\0") else { throw .topicContainsNUL }
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw .emptyTopic
        }
        let excess = text.utf16.count - Self.limit
        guard excess <= 0 else { throw .topicTooLong(excess: excess) }
        self.text = text
    }

    /// Text as it was read from standard input; see ``GenerationPrompt/text(utf8:)``.
    package init(utf8 bytes: some Sequence<UInt8>) throws(CaptionError) {
        guard let text = GenerationPrompt.text(utf8: bytes) else { throw .topicNotUTF8 }
        try self.init(text)
    }
}
