import FolioQuery
import GRDB

/// Finds what a query's words match in a text, to be marked for the reader.
struct MatchedRanges {
    private let needles: [TextNeedle]
    private let tokenizer: SearchTokenizer

    init(_ expression: Expression, _ tokenizer: SearchTokenizer) throws {
        needles = try expression.wantedText.map { try TextNeedle($0, tokenizer) }
        self.tokenizer = tokenizer
    }

    /// UTF-16 offsets, ascending and apart. No character that a reader sees is cut.
    func ranges(in text: String?) throws -> [Range<Int>] {
        guard let text, !needles.isEmpty else { return [] }
        let folded = try FoldedText(text, tokenizer)
        let found = needles.flatMap { $0.ranges(in: folded) }
            .map(folded.origin)
        guard !found.isEmpty else { return [] }
        // In ASCII every letter is a character; only a line's end may be two.
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
        if folded.isPlain || isASCII { return merged(found) }
        let borders = CharacterBorders(text)
        return merged(found.map(borders.around))
    }

    private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var apart: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = apart.last, range.lowerBound < last.upperBound {
                let upper = max(last.upperBound, range.upperBound)
                apart[apart.count - 1] = last.lowerBound..<upper
            } else {
                apart.append(range)
            }
        }
        return apart
    }
}

/// Where the characters that a reader sees begin and end, in UTF-16 offsets.
private struct CharacterBorders {
    private var borders = [0]

    init(_ text: String) {
        var offset = 0
        for character in text {
            offset += character.utf16.count
            borders.append(offset)
        }
    }

    /// The smallest range around `range` that cuts no character.
    func around(_ range: Range<Int>) -> Range<Int> {
        let lower = borders.last { $0 <= range.lowerBound } ?? range.lowerBound
        let upper = borders.first { $0 >= range.upperBound } ?? range.upperBound
        return lower..<upper
    }
}
