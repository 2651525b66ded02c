package import FolioImaging

/// Pixels of a rectangle of characters, transparent at first, on which pictures are laid.
package struct PictureCanvas {
    package let area: CellArea
    private let cell: CellSize
    private var rgba: [UInt8]

    private var width: Int { area.columns * cell.width }
    private var height: Int { area.rows * cell.height }

    package init(_ area: CellArea, of terminal: PictureTerminal) {
        self.area = area
        cell = terminal.cell
        rgba = Array(repeating: 0, count: area.columns * cell.width * area.rows * cell.height * 4)
    }

    /// Lays a picture into the middle of some of the columns, as large as its shape allows.
    /// Columns beyond the canvas are not used.
    package mutating func lay(_ picture: PixelImage, into columns: Range<Int>) {
        let columns = columns.clamped(to: 0..<area.columns)
        guard !columns.isEmpty else { return }
        let room = (width: columns.count * cell.width, height: height)
        let scale = min(
            Double(room.width) / Double(picture.width), Double(room.height) / Double(picture.height)
        )
        let size = (
            width: min(room.width, max(1, Int((Double(picture.width) * scale).rounded()))),
            height: min(room.height, max(1, Int((Double(picture.height) * scale).rounded())))
        )
        let left = columns.lowerBound * cell.width + (room.width - size.width) / 2
        copy(
            picture.resized(width: size.width, height: size.height), left: left,
            top: (room.height - size.height) / 2)
    }

    private mutating func copy(_ picture: PixelImage, left: Int, top: Int) {
        for y in 0..<picture.height {
            let source = y * picture.width * 4
            let target = ((top + y) * width + left) * 4
            rgba.replaceSubrange(
                target..<(target + picture.width * 4),
                with: picture.rgba[source..<(source + picture.width * 4)])
        }
    }

    package var image: PixelImage {
        PixelImage(width: width, height: height, rgba: rgba)
    }
}

extension CellArea {
    /// The smallest rectangle in which a picture is as large as `most` allows.
    package init(fitting picture: PixelImage, most: CellArea, of terminal: PictureTerminal) {
        let cell = terminal.cell
        let scale = min(
            Double(most.columns * cell.width) / Double(picture.width),
            Double(most.rows * cell.height) / Double(picture.height))
        func cells(_ pixels: Int, _ side: Int, _ most: Int) -> Int {
            let needed = (Double(pixels) * scale / Double(side) - 0.01).rounded(.up)
            return min(most, max(1, Int(needed)))
        }
        self.init(
            columns: cells(picture.width, cell.width, most.columns),
            rows: cells(picture.height, cell.height, most.rows))
    }
}
