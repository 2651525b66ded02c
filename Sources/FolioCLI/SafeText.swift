/// Makes text from outside harmless before a terminal sees it.
///
/// Control characters, escapes, the C1 range and characters that reorder or hide text are shown
/// as visible escapes; everything else is printed as it is.
package enum SafeText {
    /// Text for one line: line ends and tabs are shown as escapes too.
    package static func line(_ text: String) -> String {
        escape(text) { _ in false }
    }

    /// Text that may have several lines.
    package static func lines(_ text: String) -> String {
        escape(text) { $0 == "\n" || $0 == "\t" }
    }

    /// Whether a terminal or a reader could be misled by this character.
    package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        // Most of all text, and asking Unicode about it takes time.
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        // Joiners are part of words and emoji; all other format characters hide or reorder.
        case .format:
            scalar.value != 0x200D && scalar.value != 0x200C
                && !(0xE0020...0xE007F).contains(scalar.value)
        default: false
        }
    }

    private static func escape(_ text: String, keeping: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: { isUnsafe($0) && !keeping($0) }) else {
            return text
        }
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) && !keeping(scalar) {
                safe.append(contentsOf: visible(scalar).unicodeScalars)
            } else {
                safe.append(scalar)
            }
        }
        return String(safe)
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }
}
