/// A part of the query with its place, in UTF-8 bytes, so that a mistake in it can be shown.
struct SourceText {
    let text: String
    let range: Range<Int>

    var isEmpty: Bool { text.isEmpty }

    /// What follows `prefix`, or `nil` if the text does not begin so.
    func dropping(prefix: String) -> SourceText? {
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return part(text.utf8.dropFirst(prefix.utf8.count))
    }

    /// What is before and after the first `..`, or `nil` if there is none.
    func splitAtDots() -> (SourceText, SourceText)? {
        let bytes = text.utf8
        let dot = UInt8(ascii: ".")
        let dots = bytes.indices.first { index in
            let next = bytes.index(after: index)
            return bytes[index] == dot && next < bytes.endIndex && bytes[next] == dot
        }
        guard let dots else { return nil }
        return (part(bytes[..<dots]), part(bytes[bytes.index(dots, offsetBy: 2)...]))
    }

    /// A quoted value has escapes that make it shorter than its place; the place of a part
    /// is then only near, and never outside.
    private func part(_ slice: Substring.UTF8View) -> SourceText {
        let bytes = text.utf8
        let before = bytes.distance(from: bytes.startIndex, to: slice.startIndex)
        let isQuoted = bytes.count != range.count
        let start = min(range.lowerBound + before + (isQuoted ? 1 : 0), range.upperBound)
        return SourceText(
            text: String(Substring(slice)),
            range: start..<min(start + slice.count, range.upperBound))
    }
}
