import CPixels

/// Pixels that a file holds one after another, and where in the picture they stand.
struct PixelRow {
    /// Valid during the call that hands it out.
    let row: folio_row
    let count: Int
    /// Their places from the left: the first, and how far each is from the one before.
    let first: Int
    let step: Int
    /// From the top.
    let y: Int

    /// A whole row of pixels with 3 or 4 channels.
    init(_ pixels: UnsafePointer<UInt8>, channels: Int, width: Int, y: Int) {
        self.init(pixels, channels: channels, count: width, first: 0, step: 1, y: y)
    }

    /// A part of a row, as interlaced files have them.
    init(
        _ pixels: UnsafePointer<UInt8>, channels: Int, count: Int, first: Int, step: Int, y: Int
    ) {
        row = folio_row(pixels: pixels, channels: UInt32(channels))
        self.count = count
        self.first = first
        self.step = step
        self.y = y
    }

    /// Whether it is the whole row of a picture of this width.
    func isWhole(width: Int) -> Bool { step == 1 && count == width }
}

/// A picture of which one row after another is read.
protocol RowReading: ~Copyable {
    /// Pixels.
    var width: Int { get }
    /// Pixels.
    var height: Int { get }
    /// Whether rows come from the top to the bottom.
    var isInOrder: Bool { get }

    /// Reads all rows, in the file's order, each pixel once. Can be called once.
    borrowing func readRows(_ body: (PixelRow) -> Void) throws(ImageError)
}

extension RowReading where Self: ~Copyable {
    /// The picture fitted into a square, each pixel the average of what it covers.
    borrowing func small(maxSide: Int, _ profile: ColorProfile) throws(ImageError) -> PixelImage {
        let size = Thumbnail.size(width: width, height: height, maxSide: maxSide)
        var average = AreaAverage(
            width: width, height: height, targetWidth: size.width, targetHeight: size.height,
            isInOrder: isInOrder, profile: profile)
        try readRows { average.add($0) }
        return average.image()
    }
}
