import FolioImaging

@testable import FolioTerminal

/// Pictures whose every pixel a test can tell.
enum Pictures {
    /// Red grows to the right, green downwards.
    static func slope(width: Int, height: Int) -> PixelImage {
        var rgba: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                rgba += [
                    UInt8(x * 255 / max(1, width - 1)), UInt8(y * 255 / max(1, height - 1)), 128,
                    255,
                ]
            }
        }
        return PixelImage(width: width, height: height, rgba: rgba)
    }

    static func plain(_ color: [UInt8], width: Int, height: Int) -> PixelImage {
        PixelImage(
            width: width, height: height,
            rgba: Array(repeatElement(color, count: width * height).joined()))
    }
}

extension PictureTerminal {
    /// A canvas on which a picture fills all of it.
    func canvas(_ picture: PixelImage, columns: Int, rows: Int) -> PictureCanvas {
        var canvas = PictureCanvas(CellArea(columns: columns, rows: rows), of: self)
        canvas.lay(picture, into: 0..<columns)
        return canvas
    }

    func drawing(_ canvas: PictureCanvas, beside text: [String] = []) throws -> String {
        var painter = PicturePainter(self, processID: 77)
        return try painter.drawing(canvas, beside: text)
    }
}
