/// Why a PNG file cannot be read or written.
package enum PNGError: Error, Hashable, Sendable {
    /// Damaged, cut off or no PNG at all; in libpng's words.
    case unreadable(String)
    /// Bytes.
    case fileTooLarge(bytes: Int)
    case imageTooLarge(width: Int, height: Int)
    /// In libpng's words.
    case unwritable(String)

    /// One sentence without a final period.
    package var message: String {
        switch self {
        case .unreadable(let reason): "the PNG file cannot be read: \(reason)"
        case .fileTooLarge(let bytes):
            "the PNG file is too large: \(bytes) bytes, more than \(ImageLimits.fileBytes)"
        case .imageTooLarge(let width, let height):
            "the image is too large: \(width)×\(height), more than \(ImageLimits.side) on a side"
                + " or \(ImageLimits.pixels) pixels"
        case .unwritable(let reason): "the PNG file cannot be written: \(reason)"
        }
    }
}

extension PNGError: CustomStringConvertible {
    package var description: String { message }
}
