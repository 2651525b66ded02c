import FolioFiles
import FolioImaging
import FolioModel
import FolioStore
import FolioTerminal
import Foundation

/// Draws pictures of items on a terminal.
struct PictureShow {
    /// More than any picture is good for, and than placeholders can name.
    private static let mostRows = 30

    private let terminal: PictureTerminal
    private let console = Runtime.current.console
    private let pixels: ItemPixels
    private var painter: PicturePainter

    init(_ terminal: PictureTerminal, of library: Library) {
        self.terminal = terminal
        pixels = ItemPixels(library)
        painter = PicturePainter(terminal, processID: getpid())
    }

    /// Draws one item as large as `most` allows, but no larger than its pixels are good for.
    mutating func draw(_ item: MediaItem, most: CellArea) throws {
        let picture = picture(of: item, side: Originals.thumbnailSides[0])
        let area = CellArea(fitting: picture, most: most, of: terminal)
        var canvas = PictureCanvas(area, of: terminal)
        canvas.lay(picture, into: 0..<area.columns)
        console.printRaw(try painter.drawing(canvas))
    }

    /// Draws an item with text beside it.
    mutating func draw(_ item: MediaItem, in area: CellArea, beside text: [StyledText]) throws {
        var canvas = PictureCanvas(area, of: terminal)
        canvas.lay(picture(of: item), into: 0..<area.columns)
        let room = max(20, console.width - area.columns - 1)
        let lines = text.prefix(area.rows).map {
            $0.truncated(to: room).rendered(styled: console.isStyled)
        }
        console.printRaw(try painter.drawing(canvas, beside: lines))
    }

    /// Draws items in a row, each so many columns wide, with a column between them.
    mutating func draw(_ items: [MediaItem], each area: CellArea) throws {
        let columns = items.count * (area.columns + 1) - 1
        var canvas = PictureCanvas(
            CellArea(columns: columns, rows: area.rows), of: terminal)
        for (index, item) in items.enumerated() {
            let left = index * (area.columns + 1)
            canvas.lay(picture(of: item), into: left..<(left + area.columns))
        }
        console.printRaw(try painter.drawing(canvas))
    }

    /// About a square of so many columns.
    func square(columns: Int) -> CellArea {
        let cell = terminal.cell
        return CellArea(
            columns: columns,
            rows: min(Self.mostRows, (columns * cell.width + cell.height / 2) / cell.height))
    }

    private func picture(
        of item: MediaItem, side: Int = Originals.thumbnailSide
    ) -> PixelImage {
        if let image = pixels.image(of: item, side: side) { return image }
        return .missing(
            width: item.width, height: item.height, color: pixels.averageColor(of: item))
    }
}

extension PixelImage {
    /// A crossed-out frame for an item whose pixels are not held, in its shape if that is known,
    /// on its average colour (`0xRRGGBB`) if that is.
    static func missing(width: Int?, height: Int?, color: Int? = nil) -> PixelImage {
        let shape = (width: max(1, width ?? 1), height: max(1, height ?? 1))
        let size = FolioImaging.Thumbnail.size(
            width: min(shape.width, 100_000) * 64, height: min(shape.height, 100_000) * 64,
            maxSide: 64)
        let ground = color.map { color in
            [16, 8, 0].map { UInt8(truncatingIfNeeded: color >> $0) } + [255]
        }
        var rgba: [UInt8] = []
        for y in 0..<size.height {
            for x in 0..<size.width {
                let isFrame = x < 2 || y < 2 || x >= size.width - 2 || y >= size.height - 2
                let slope = x * size.height - y * size.width
                let other = (size.width - 1 - x) * size.height - y * size.width
                let isCross = min(abs(slope), abs(other)) <= max(size.width, size.height)
                rgba += isFrame || isCross ? [128, 128, 128, 255] : ground ?? [0, 0, 0, 0]
            }
        }
        return PixelImage(width: size.width, height: size.height, rgba: rgba)
    }
}
