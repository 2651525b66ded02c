import CPNG

/// Small copies of images.
///
/// Each pixel of the copy is the exact average of the area that it covers, transparent parts
/// counting by their opacity. Memory grows with the width of the original and not with its
/// height, for interlaced files too.
package enum Thumbnail {
    /// Pixels of the longer side that can be asked for.
    package static let sideLimit = 1_024

    /// A small PNG file of a PNG file; an image that is small already keeps its size.
    ///
    /// - Parameters:
    ///   - png: the file.
    ///   - maxSide: pixels of the longer side, 1 to ``sideLimit``.
    /// - Returns: the small file.
    /// - Throws: ``PNGError``.
    package static func make(png: [UInt8], maxSide: Int = 256) throws(PNGError) -> [UInt8] {
        try image(ofPNG: png, maxSide: maxSide).png()
    }

    /// The pixels of the small copy that ``make(png:maxSide:)`` encodes.
    package static func image(ofPNG png: [UInt8], maxSide: Int = 256) throws(PNGError) -> PixelImage
    {
        precondition((1...sideLimit).contains(maxSide))
        try ImageLimits.check(png: png)
        return try png.withUnsafeBufferPointer { file throws(PNGError) in
            let reader = try PNGRowReader(file)
            try reader.start()
            let size = size(width: reader.width, height: reader.height, maxSide: maxSide)
            var average = AreaAverage(
                width: reader.width, height: reader.height, targetWidth: size.width,
                targetHeight: size.height)
            try reader.readRows { row, pass, y in
                average.add(
                    row, count: pass.columns, first: pass.first_column, step: pass.column_step,
                    y: y)
            }
            return average.image()
        }
    }

    /// The size of a copy: the same shape as near as whole pixels allow, never larger than the
    /// original, never 0.
    package static func size(
        width: Int, height: Int, maxSide: Int
    ) -> (width: Int, height: Int) {
        let longer = max(width, height)
        guard longer > maxSide else { return (width, height) }
        func scaled(_ side: Int) -> Int { max(1, (side * maxSide + longer / 2) / longer) }
        return (scaled(width), scaled(height))
    }
}
