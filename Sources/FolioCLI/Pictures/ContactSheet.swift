import FolioModel
import FolioStore
import FolioTerminal

/// Many items at a glance: rows of pictures with captions below, as wide as the terminal.
struct ContactSheet {
    let items: [MediaItem]
    /// Columns of one picture.
    let thumbColumns: Int

    /// Draws the sheet.
    func draw(_ terminal: PictureTerminal, of library: Library) throws {
        let console = Runtime.current.console
        var show = PictureShow(terminal, of: library)
        let columns = min(thumbColumns, max(1, console.width))
        let area = show.square(columns: columns)
        let perRow = max(1, (console.width + 1) / (columns + 1))
        for start in stride(from: 0, to: items.count, by: perRow) {
            let row = Array(items[start..<min(start + perRow, items.count)])
            try show.draw(row, each: area)
            for caption in captions(of: row, columns: columns) { console.print(caption) }
        }
    }

    /// Two lines below a row of pictures: ids, and the beginnings of prompts.
    func captions(of row: [MediaItem], columns: Int) -> [StyledText] {
        [
            row.map { StyledText($0.id, .bold) },
            row.map { Self.prompt(of: $0) },
        ].map { cells in
            StyledText(joining: cells.map { $0.truncated(to: columns).filled(to: columns + 1) })
        }
    }

    /// A line for each item, where no pictures are drawn.
    var lines: [StyledText] {
        items.map { StyledText($0.id, .bold) + StyledText("  ") + Self.prompt(of: $0) }
    }

    private static func prompt(of item: MediaItem) -> StyledText {
        .pixelMark(of: item)
            + (item.prompt.map { StyledText($0) } ?? StyledText("(prompt unknown)", .dim))
    }
}

extension StyledText {
    /// With spaces behind it, so that it is so many columns wide.
    func filled(to columns: Int) -> StyledText {
        self + StyledText(String(repeating: " ", count: max(0, columns - width)))
    }
}
