import FolioModel

extension QueryError {
    /// The query's line with a caret and tildes under the mistake: two lines, no final newline.
    ///
    /// Control and bidirectional characters are shown as escapes, wide characters count two
    /// columns, and of a long query only the part around the mistake is shown: what fits into
    /// `width` columns.
    package func rendered(in query: String, width: Int = 78) -> String {
        let cells = cells(of: query)
        let marked = cells.indices.filter { range.overlaps(cells[$0].bytes) }
        let first = marked.first ?? cells.firstIndex { $0.bytes.lowerBound >= range.lowerBound }
        let start = first ?? cells.count
        let end = marked.last.map { $0 + 1 } ?? start
        let window = window(around: start..<end, of: cells, width: max(width, 20))

        let left = window.lowerBound > 0 ? "…" : ""
        let right = window.upperBound < cells.count ? "…" : ""
        let line = left + cells[window].map(\.text).joined() + right
        let indent = left.count + columns(cells[window.lowerBound..<start])
        let length = columns(cells[start..<min(end, window.upperBound)])
        return line + "\n" + String(repeating: " ", count: indent) + "^"
            + String(repeating: "~", count: max(0, length - 1))
    }

    private struct Cell {
        let text: String
        let columns: Int
        let bytes: Range<Int>
    }

    private func cells(of query: String) -> [Cell] {
        // Of a query of any length no more is looked at than a line can show.
        let shown = String(decoding: query.utf8.prefix(range.lowerBound + 4_096), as: UTF8.self)
        var offset = 0
        return shown.map { character in
            let start = offset
            offset += character.utf8.count
            let text = visible(String(character))
            let isShown = text.utf8.elementsEqual(character.utf8)
            return Cell(
                text: text, columns: isShown ? DisplayWidth.columns(of: character) : text.count,
                bytes: start..<offset)
        }
    }

    private func columns(_ cells: ArraySlice<Cell>) -> Int {
        cells.reduce(0) { $0 + $1.columns }
    }

    /// The cells to show: the mistake's begin, then as much before and after as fits.
    private func window(around marked: Range<Int>, of cells: [Cell], width: Int) -> Range<Int> {
        var (start, end) = (marked.lowerBound, marked.lowerBound)
        var used = 2
        while end < marked.upperBound, used + cells[end].columns <= width {
            used += cells[end].columns
            end += 1
        }
        while start > 0, used + cells[start - 1].columns <= max(width / 2, used) {
            used += cells[start - 1].columns
            start -= 1
        }
        while end < cells.count, used + cells[end].columns <= width {
            used += cells[end].columns
            end += 1
        }
        while start > 0, used + cells[start - 1].columns <= width {
            used += cells[start - 1].columns
            start -= 1
        }
        return start..<end
    }
}
