extension Thumbnail {
    /// The pixels of a small copy of a file, whose format its first bytes tell.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - maxSide: pixels of the longer side, 1 to ``sideLimit``.
    /// - Returns: `nil` for a format that Folio does not decode.
    /// - Throws: the error of the format, such as ``PNGError``.
    package static func image(of file: [UInt8], maxSide: Int = 256) throws -> PixelImage? {
        switch ImageHeader.sniff(file)?.format {
        case .png: try image(ofPNG: file, maxSide: maxSide)
        case .jpeg, .gif, .webp, .heic, .mp4, .quicktime, .pdf, nil: nil
        }
    }
}
