/// What is refused before memory is set aside for it, since a header can promise anything.
package enum ImageLimits {
    /// Pixels; more than any model makes, and 400 MB when decoded.
    package static let pixels = 100_000_000
    /// Pixels of the longer side.
    package static let side = 32_768
    /// Bytes of a file.
    package static let fileBytes = 256 * 1_024 * 1_024

    static func check(width: Int, height: Int) throws(ImageError) {
        guard max(width, height) <= side, width * height <= pixels
        else { throw .imageTooLarge(width: width, height: height) }
    }
}
