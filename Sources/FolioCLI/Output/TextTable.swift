/// Rows in aligned columns for people.
///
/// Every column is as wide as its widest cell; the last one takes what is left of the terminal's
/// width and is cut there.
package struct TextTable: Sendable {
    package enum Alignment: Sendable {
        case left, right
    }

    package struct Column: Sendable {
        package let title: String
        package let alignment: Alignment

        package init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    package var columns: [Column]
    package var rows: [[StyledText]]
    /// Whether the columns' titles are the first line.
    package var showsTitles: Bool

    package init(columns: [Column], rows: [[StyledText]] = [], showsTitles: Bool = false) {
        self.columns = columns
        self.rows = rows
        self.showsTitles = showsTitles
    }

    /// The lines; without a `width` nothing is cut.
    package func lines(width: Int? = nil, styled: Bool = false) -> [String] {
        let titles = columns.map { StyledText($0.title, .dim) }
        let all = showsTitles ? [titles] + rows : rows
        let widths = columns.indices.map { column in
            all.reduce(0) { max($0, $1[column].width) }
        }
        return all.map { line($0, widths: widths, width: width).rendered(styled: styled) }
            .map(Self.withoutTrailingSpaces)
    }

    private func line(_ cells: [StyledText], widths: [Int], width: Int?) -> StyledText {
        var line = StyledText("")
        for (index, cell) in cells.enumerated() where index < columns.count {
            let padding = StyledText(
                String(repeating: " ", count: max(0, widths[index] - cell.width)))
            let isLast = index == columns.count - 1
            switch columns[index].alignment {
            case .right: line = line + padding + cell
            case .left: line = line + cell + (isLast ? StyledText("") : padding)
            }
            if !isLast, widths[index] > 0 { line = line + StyledText("  ") }
        }
        return width.map { line.truncated(to: max($0, 20)) } ?? line
    }

    private static func withoutTrailingSpaces(_ line: String) -> String {
        guard let end = line.utf8.lastIndex(where: { $0 != UInt8(ascii: " ") }) else { return "" }
        return String(line[...end])
    }
}

extension Console {
    /// Prints a table, cut to the width of the terminal if there is one.
    package func print(_ table: TextTable) {
        print(lines: table.lines(width: isOutputTerminal ? width : nil, styled: isStyled))
    }

    /// Prints lines in one go: a list may have very many.
    package func print(lines: [String]) {
        if !lines.isEmpty { print(lines.joined(separator: "\n")) }
    }

    /// Prints one line of text, whole.
    package func print(_ text: StyledText) {
        print(text.rendered(styled: isStyled))
    }
}
