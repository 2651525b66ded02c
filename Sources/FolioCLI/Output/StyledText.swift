import FolioModel

/// One line of text whose parts may be emphasised.
///
/// It holds only text that is safe to print: what came from outside goes through ``SafeText``
/// when a part is made.
package struct StyledText: Hashable, Sendable {
    package enum Style: Sendable {
        case plain, bold, dim, match, warning, removed, added
    }

    package struct Part: Hashable, Sendable {
        package let text: String
        package let style: Style
    }

    package private(set) var parts: [Part]

    /// Text from anywhere; it is made harmless.
    package init(_ text: String, _ style: Style = .plain) {
        parts = text.isEmpty ? [] : [Part(text: SafeText.line(text), style: style)]
    }

    private init(parts: [Part]) {
        self.parts = parts
    }

    /// Many texts in a row, in time that grows with their number only.
    package init(joining texts: [StyledText]) {
        parts = texts.flatMap(\.parts)
    }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        StyledText(parts: left.parts + right.parts)
    }

    /// Columns on a terminal.
    package var width: Int {
        parts.reduce(0) { $0 + DisplayWidth.of($1.text) }
    }

    /// What fits into `width` columns, with an ellipsis where something is cut.
    package func truncated(to width: Int) -> StyledText {
        guard self.width > width else { return self }
        guard width > 0 else { return StyledText(parts: []) }
        var left = width - 1
        var kept: [Part] = []
        for part in parts {
            let piece = String(DisplayWidth.prefix(part.text, columns: left))
            kept.append(Part(text: piece, style: part.style))
            left -= DisplayWidth.of(piece)
            if piece.utf8.count < part.text.utf8.count { break }
        }
        return StyledText(parts: kept + [Part(text: "…", style: .plain)])
    }

    /// The text with terminal styles, or without.
    package func rendered(styled: Bool) -> String {
        guard styled else { return parts.map(\.text).joined() }
        return parts.map { part in
            part.style.code.map { "\u{1B}[\($0)m\(part.text)\u{1B}[0m" } ?? part.text
        }.joined()
    }
}

extension StyledText.Style {
    fileprivate var code: String? {
        switch self {
        case .plain: nil
        case .bold: "1"
        case .dim: "2"
        case .match: "1;4"
        case .warning: "33"
        case .removed: "9;31"
        case .added: "4;32"
        }
    }
}
