/// Small copies of images.
///
/// Each pixel of the copy is the exact average of the area that it covers, in linear light,
/// transparent parts counting by their opacity. Of a PNG or GIF file memory grows with the width
/// of the original and not with its height, for interlaced files too.
package enum Thumbnail {
    /// Pixels of the longer side that can be asked for.
    package static let sideLimit = 1_024

    /// The pixels of a small copy of a file, whose format its first bytes tell.
    ///
    /// An image that is small already keeps its size. JPEG and WebP are shrunk by their decoders
    /// to not less than the size that is asked for, and in light from there on.
    ///
    /// - Parameters:
    ///   - path: of the file.
    ///   - maxSide: pixels of the longer side, 1 to ``sideLimit``.
    ///   - profile: what the file's colours mean.
    ///   - orientation: how the picture lies in the file.
    /// - Returns: `nil` for a format that Folio does not decode.
    /// - Throws: ``ImageError``.
    package static func image(
        ofFile path: String, maxSide: Int, profile: ColorProfile = .sRGB,
        orientation: ImageOrientation = .upright
    ) throws(ImageError) -> PixelImage? {
        try image(of: PictureFile(path: path), maxSide, profile)?.turned(from: orientation)
    }

    /// The same of a file in memory.
    package static func image(
        of file: [UInt8], maxSide: Int, profile: ColorProfile = .sRGB,
        orientation: ImageOrientation = .upright
    ) throws(ImageError) -> PixelImage? {
        try PictureFile.with(file) { file throws(ImageError) in
            try image(of: file, maxSide, profile)?.turned(from: orientation)
        }
    }

    /// Whether ``image(ofFile:maxSide:profile:orientation:)`` decodes files of a format.
    package static func isMade(of format: ImageHeader.Format) -> Bool {
        switch format {
        case .png, .jpeg, .gif, .webp: true
        case .heic, .mp4, .quicktime, .pdf: false
        }
    }

    private static func image(
        of file: borrowing PictureFile, _ maxSide: Int, _ profile: ColorProfile
    ) throws(ImageError) -> PixelImage? {
        precondition((1...sideLimit).contains(maxSide))
        guard let format = file.format else { return nil }
        try file.check(format)
        switch format {
        case .png: return try PNGRowReader(file).small(maxSide: maxSide, profile)
        case .jpeg:
            #if JPEG
                return try JPEGRowReader(file, maxSide: maxSide).small(maxSide: maxSide, profile)
            #else
                throw .notBuilt(format)
            #endif
        case .gif:
            #if GIF
                return try GIFRowReader(file).small(maxSide: maxSide, profile)
            #else
                throw .notBuilt(format)
            #endif
        case .webp:
            #if WebP
                // Twice as large, so that the last step is taken in light.
                return try PixelImage(webp: file.bytes(), maxSide: maxSide * 2)
                    .small(maxSide: maxSide, profile)
            #else
                throw .notBuilt(format)
            #endif
        case .heic, .mp4, .quicktime, .pdf: return nil
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
