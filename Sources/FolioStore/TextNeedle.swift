import FolioModel
import FolioQuery

/// A text term of a query, made ready to be looked up and to be found in a text.
struct TextNeedle {
    /// The words in it, folded.
    let tokens: [String]
    /// The same in UTF-8.
    let words: [[UInt8]]
    /// All of it, folded.
    let bytes: [UInt8]
    /// Whether the text must begin a word where the needle's begins, and end one where it ends.
    let isStartBound: Bool
    let isEndBound: Bool
    /// Whether its words, one after the other, are not all that was asked: there is
    /// punctuation in it, or the first word may be the end of a longer one.
    let needsRecheck: Bool
    /// One word may differ by so many letters.
    let tolerance: Int?

    init(_ term: TextTerm, _ tokenizer: SearchTokenizer) throws {
        let text = term.match == .word ? Self.withoutSentenceMarks(term.text) : term.text
        let folded = try FoldedText(text, tokenizer)
        tokens = folded.tokens
        words = folded.words.map { Array(folded.bytes[$0]) }
        let space = UInt8(ascii: " ")
        let keepsSpaces = term.match == .substring
        let kept = keepsSpaces ? folded.bytes[...] : folded.bytes.trimming { $0 == space }
        bytes = Array(kept)
        let isPart = term.match == .substring || text.unicodeScalars.contains { $0.isUnspaced }
        let begins = kept.first != nil && folded.beginsWord(kept.startIndex)
        let ends = kept.last != nil && folded.endsWord(kept.endIndex - 1)
        isStartBound = !isPart && begins
        isEndBound = !isPart && term.match != .prefix && ends
        let areWordsAll = folded.isWordsAndSpaces(kept.indices)
        needsRecheck = !areWordsAll || (isPart && tokens.count > 1)
        tolerance = term.match == .fuzzy ? Self.tolerance(of: tokens) : nil
        (startsInWord, endsInWord) = (begins, ends)
    }

    /// Whether the first and last character are parts of words.
    let startsInWord: Bool
    let endsInWord: Bool

    /// One letter in three, at least one and at most two.
    private static func tolerance(of tokens: [String]) -> Int {
        tokens.allSatisfy { $0.unicodeScalars.count > 3 } ? 2 : 1
    }

    /// Leaves out marks that a sentence puts around a word: nobody who types `boat,` looks for
    /// the comma. Quotes in the query keep them.
    private static func withoutSentenceMarks(_ text: String) -> String {
        let marks = ".,;:!?…'’‘“”„«»·、。，．！？；：¿¡".unicodeScalars
        let trimmed = Array(text.unicodeScalars).trimming { marks.contains($0) }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: trimmed)
        return kept.isEmpty ? text : String(kept)
    }
}

extension FoldedText {
    /// Whether this part is nothing but words with one space between each two.
    fileprivate func isWordsAndSpaces(_ part: Range<Int>) -> Bool {
        guard let first = words.first, let last = words.last,
            first.lowerBound == part.lowerBound, last.upperBound == part.upperBound
        else { return false }
        return zip(words, words.dropFirst()).allSatisfy {
            $1.lowerBound - $0.upperBound == 1 && bytes[$0.upperBound] == UInt8(ascii: " ")
        }
    }
}

extension BidirectionalCollection {
    /// Without the elements at both ends that `isDropped` accepts.
    func trimming(_ isDropped: (Element) -> Bool) -> SubSequence {
        guard let first = firstIndex(where: { !isDropped($0) }),
            let last = lastIndex(where: { !isDropped($0) })
        else { return self[endIndex..<endIndex] }
        return self[first...last]
    }
}
