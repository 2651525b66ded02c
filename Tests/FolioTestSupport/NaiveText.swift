import Foundation

/// Text as a person would compare it, made without the index: what the search is judged by.
package struct NaiveText {
    /// Folded letters and, between them, what is not a letter.
    package let text: String
    private let scalars: [Unicode.Scalar]

    package init(_ source: String) {
        var folded = String.UnicodeScalarView()
        for scalar in source.unicodeScalars where !Self.isInvisible(scalar) {
            let isAccent = (0x300...0x331).contains(scalar.value)
            if isAccent, let last = folded.last, Self.isLetter(last) { continue }
            if scalar.properties.isWhitespace {
                if folded.last != " " { folded.append(" ") }
            } else {
                folded.append(contentsOf: Self.fold(scalar).unicodeScalars)
            }
        }
        scalars = Array(folded)
        text = String(folded)
    }

    /// Letters and digits of any script.
    package static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .privateUse:
            true
        default: false
        }
    }

    /// Thai, Han, Hiragana and Katakana.
    package static func isUnspaced(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            (0xE00...0xE7F).contains($0.value) || (0x3040...0x30FF).contains($0.value)
                || (0x4E00...0x9FFF).contains($0.value) || (0xFF66...0xFF9F).contains($0.value)
        }
    }

    /// Whether `needle` is in it, beginning or ending where a word does if that is asked.
    package func holds(_ needle: NaiveText, atStart: Bool, atEnd: Bool) -> Bool {
        let part = needle.scalars
        guard let first = part.first, let last = part.last, part.count <= scalars.count
        else { return false }
        return (0...(scalars.count - part.count)).contains { start in
            let end = start + part.count
            guard scalars[start] == first, scalars[start..<end].elementsEqual(part)
            else { return false }
            let cutsStart = start > 0 && Self.isLetter(scalars[start - 1]) && Self.isLetter(first)
            let cutsEnd = end < scalars.count && Self.isLetter(scalars[end]) && Self.isLetter(last)
            return !(atStart && cutsStart) && !(atEnd && cutsEnd)
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isDefaultIgnorableCodePoint
    }

    private static func fold(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "‘", "’": return "'"
        case "“", "”": return "\""
        case "–", "—": return "-"
        case "ς": return "σ"
        default: break
        }
        guard isLetter(scalar) else { return String(scalar) }
        let parts = Array(String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars)
        let isAccented =
            parts.count > 1 && parts[0].isASCII
            && parts.dropFirst().allSatisfy { (0x300...0x36F).contains($0.value) }
        return isAccented ? String(parts[0]).lowercased() : scalar.properties.lowercaseMapping
    }
}
