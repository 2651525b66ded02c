/// Why a picture cannot be read or written.
package enum ImageError: Error, Hashable, Sendable {
    /// The system does not hand out the file; in its words.
    case unavailable(String)
    /// Damaged, cut off or of another format; in the words of the format's library.
    case unreadable(ImageHeader.Format, String)
    /// Bytes.
    case fileTooLarge(bytes: Int)
    /// Pixels.
    case imageTooLarge(width: Int, height: Int)
    /// Folio was built without the library that reads this format.
    case notBuilt(ImageHeader.Format)
    /// In the words of the format's library.
    case unwritable(ImageHeader.Format, String)

    /// One sentence without a final period.
    package var message: String {
        switch self {
        case .unavailable(let reason): "the picture cannot be read: \(reason)"
        case .unreadable(let format, let reason):
            "the \(format.title) file cannot be read: \(reason)"
        case .fileTooLarge(let bytes):
            "the picture is too large: \(bytes) bytes, more than \(ImageLimits.fileBytes)"
        case .imageTooLarge(let width, let height):
            "the image is too large: \(width)×\(height), more than \(ImageLimits.side) on a side"
                + " or \(ImageLimits.pixels) pixels"
        case .notBuilt(let format):
            "this folio was built without \(format.title); build it with the package's default"
                + " traits"
        case .unwritable(let format, let reason):
            "the \(format.title) file cannot be written: \(reason)"
        }
    }
}

extension ImageError: CustomStringConvertible {
    package var description: String { message }
}
