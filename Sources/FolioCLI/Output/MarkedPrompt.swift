package import FolioStore

extension StyledText {
    /// A prompt with the places marked that a search matched.
    package init(marking found: FoundItem) {
        guard let prompt = found.item.prompt else {
            self.init("(prompt unknown)", .dim)
            return
        }
        self = Self.marking(prompt, found.matches)
    }

    /// `matches` are offsets in UTF-16; one that cuts a character in two is left unmarked.
    static func marking(_ text: String, _ matches: [Range<Int>]) -> StyledText {
        var result = StyledText("")
        var position = text.startIndex
        for match in matches {
            guard let range = characters(match, of: text), range.lowerBound >= position else {
                continue
            }
            result =
                result + StyledText(String(text[position..<range.lowerBound]))
                + StyledText(String(text[range]), .match)
            position = range.upperBound
        }
        return result + StyledText(String(text[position...]))
    }

    private static func characters(
        _ offsets: Range<Int>, of text: String
    ) -> Range<String.Index>? {
        let units = text.utf16
        guard
            let start = units.index(
                units.startIndex, offsetBy: offsets.lowerBound, limitedBy: units.endIndex),
            let end = units.index(start, offsetBy: offsets.count, limitedBy: units.endIndex),
            let first = start.samePosition(in: text.unicodeScalars),
            let last = end.samePosition(in: text.unicodeScalars)
        else { return nil }
        return first..<last
    }
}
