/// How many columns a terminal gives to text.
package enum DisplayWidth {
    /// Of text that has no control characters; see ``SafeText``.
    package static func of(_ text: String) -> Int {
        // Lists measure every cell, and nearly all are plain.
        text.utf8.allSatisfy { $0 < 0x80 }
            ? text.utf8.count : text.reduce(0) { $0 + columns(of: $1) }
    }

    /// 2 for wide letters and emoji, 0 for marks that join the character before, else 1.
    package static func columns(of character: Character) -> Int {
        if character.isASCII { return 1 }
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if isWide(first) || first.properties.isEmojiPresentation || scalars.contains("\u{FE0F}") {
            return 2
        }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }

    /// The longest beginning that fits into `width` columns; whole characters only.
    package static func prefix(_ text: String, columns width: Int) -> Substring {
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            used += columns(of: text[end])
            if used > width { break }
            end = text.index(after: end)
        }
        return text[..<end]
    }

    /// East Asian wide and full-width blocks, as of Unicode 15.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
