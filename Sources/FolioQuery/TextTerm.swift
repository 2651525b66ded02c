/// Text to look for, and how.
///
/// The text is as it was written, quotes and stars taken off. It may hold punctuation only,
/// and `red-boat` is one term: the store decides what its tokens are.
package struct TextTerm: Sendable {
    package enum Match: Hashable, Sendable {
        /// `boat`: the word, or the words that punctuation makes of it, one after the other.
        case word
        /// `"red boat"`: these words, one after the other.
        case phrase
        /// `boa*`: words that begin so. `"red boa"*`: a phrase whose last word begins so.
        case prefix
        /// `*oat*`: the characters anywhere, within words or across them.
        case substring
        /// `~baot`: a word that differs by one or two letters.
        case fuzzy
    }

    package let match: Match
    /// Never empty, and free of NUL.
    package let text: String
    /// Where it stood in the query, in UTF-8 bytes.
    package let range: Range<Int>

    package init(_ match: Match, _ text: String, range: Range<Int> = 0..<0) {
        self.match = match
        self.text = text
        self.range = range
    }
}

/// Terms are equal when they look for the same; where they stood does not count.
extension TextTerm: Hashable {
    package static func == (left: TextTerm, right: TextTerm) -> Bool {
        left.match == right.match && left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(match)
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
