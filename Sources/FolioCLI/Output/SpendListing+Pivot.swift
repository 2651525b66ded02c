import FolioCredits
import FolioModel

extension SpendListing {
    /// More values than this of the second group are rows, not columns.
    private static let columnLimit = 8

    /// Two groups as rows and columns, where a terminal has room; else `nil`.
    ///
    /// What is unknown or uncertain has rows of its own.
    package func pivot(terminalWidth: Int) -> TextTable? {
        guard terminalWidth > 0, report.groups.count == 2, report.previousTotal == nil,
            report.rows.allSatisfy({ $0.running == nil })
        else { return nil }
        for column in [1, 0] where !report.groups[column].isPeriod {
            let values = distinct(column)
            guard values.count > 1, values.count <= Self.columnLimit else { continue }
            let table = pivot(columns: values, of: column)
            let width = table.lines().reduce(0) { max($0, DisplayWidth.of($1)) }
            if width <= terminalWidth { return table }
        }
        return nil
    }

    private func distinct(_ column: Int) -> [String?] {
        var seen: Set<String?> = []
        return report.rows.map { $0.keys[column] }.filter { seen.insert($0).inserted }
    }

    private struct Line: Hashable {
        let key: String?
        let certainty: Spend.Certainty
    }

    private func pivot(columns: [String?], of column: Int) -> TextTable {
        let other = 1 - column
        var lines: [Line] = []
        var cells: [Line: [String?: SpendReport.Row]] = [:]
        for row in report.rows {
            let line = Line(key: row.keys[other], certainty: row.certainty)
            if cells[line] == nil { lines.append(line) }
            cells[line, default: [:]][row.keys[column]] = row
        }
        let titles = columns.map { TextTable.Column($0.map(SafeText.line) ?? "–", .right) }
        return TextTable(
            columns: [.init(report.groups[other].rawValue), .init("")] + titles,
            rows: lines.map { line in
                [
                    Self.key(line.key),
                    StyledText(line.certainty == .certain ? "" : line.certainty.rawValue, .dim),
                ] + columns.map { cells[line]?[$0].map(Self.credits) ?? StyledText("·", .dim) }
            }, showsTitles: true)
    }
}
