/// What the first bytes of a file say about it. They may lie: only a decoder knows.
package struct ImageHeader: Hashable, Sendable {
    /// Pixels.
    package struct Size: Hashable, Sendable {
        package let width: Int
        package let height: Int

        package init(width: Int, height: Int) {
            self.width = width
            self.height = height
        }
    }

    /// Formats that are known by their first bytes.
    package enum Format: String, CaseIterable, Sendable {
        case png, jpeg, gif, webp, heic, mp4, quicktime, pdf

        /// As the `Content-Type` of HTTP names it.
        package var mimeType: String {
            switch self {
            case .png: "image/png"
            case .jpeg: "image/jpeg"
            case .gif: "image/gif"
            case .webp: "image/webp"
            case .heic: "image/heic"
            case .mp4: "video/mp4"
            case .quicktime: "video/quicktime"
            case .pdf: "application/pdf"
            }
        }

        /// As people write it.
        package var title: String {
            switch self {
            case .png, .jpeg, .gif, .heic, .mp4, .pdf: rawValue.uppercased()
            case .webp: "WebP"
            case .quicktime: "QuickTime"
            }
        }

        /// For a file name, without the dot.
        package var fileExtension: String {
            switch self {
            case .jpeg: "jpg"
            case .quicktime: "mov"
            default: rawValue
            }
        }
    }

    package let format: Format
    /// Known for PNG, JPEG, GIF and WebP, if the bytes reach far enough. Neither side is 0.
    package let size: Size?

    /// Recognises a file by its first bytes; `nil` if it is of no known format.
    ///
    /// 64 KB are enough for all but a JPEG file with large metadata.
    package static func sniff(_ bytes: [UInt8]) -> ImageHeader? {
        let reader = ByteReader(bytes)
        guard let format = reader.format() else { return nil }
        let size: Size? =
            switch format {
            case .png: reader.pngSize()
            case .jpeg: reader.jpegSize()
            case .gif: reader.size(reader.little16(at: 6), reader.little16(at: 8))
            case .webp: reader.webpSize()
            case .heic, .mp4, .quicktime, .pdf: nil
            }
        return ImageHeader(format: format, size: size)
    }
}

extension ByteReader {
    fileprivate func format() -> ImageHeader.Format? {
        if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) { return .png }
        if has([0xFF, 0xD8, 0xFF], at: 0) { return .jpeg }
        if has("GIF87a", at: 0) || has("GIF89a", at: 0) { return .gif }
        if has("RIFF", at: 0), has("WEBP", at: 8) { return .webp }
        if has("%PDF-", at: 0) { return .pdf }
        if has("ftyp", at: 4) { return boxFormat() }
        return nil
    }

    /// Files made of boxes name their brand first: ISO/IEC 14496-12 and 23008-12.
    private func boxFormat() -> ImageHeader.Format? {
        let pictures = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]
        if pictures.contains(where: { has($0, at: 8) }) { return .heic }
        if has("avif", at: 8) || has("avis", at: 8) { return nil }
        return has("qt  ", at: 8) ? .quicktime : .mp4
    }

    fileprivate func size(_ width: Int?, _ height: Int?) -> ImageHeader.Size? {
        guard let width, let height, width > 0, height > 0 else { return nil }
        return ImageHeader.Size(width: width, height: height)
    }

    /// The header chunk is the first and 13 bytes long.
    fileprivate func pngSize() -> ImageHeader.Size? {
        guard big32(at: 8) == 13, has("IHDR", at: 12) else { return nil }
        return size(big32(at: 16), big32(at: 20))
    }

    /// Goes from segment to segment until one begins a frame.
    fileprivate func jpegSize() -> ImageHeader.Size? {
        var position = 2
        while byte(at: position) == 0xFF, let marker = byte(at: position + 1) {
            switch marker {
            case 0xFF: position += 1  // padding
            case 0x01, 0xD0...0xD8: position += 2  // no length follows
            case 0xD9, 0xDA: return nil  // the end, or pixels before any frame
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                return size(big16(at: position + 7), big16(at: position + 5))
            default:
                guard let length = big16(at: position + 2), length >= 2 else { return nil }
                position += 2 + length
            }
        }
        return nil
    }

    /// Lossy, lossless or extended, by the name of the first chunk.
    fileprivate func webpSize() -> ImageHeader.Size? {
        if has("VP8X", at: 12) {
            return size(little24(at: 24).map { $0 + 1 }, little24(at: 27).map { $0 + 1 })
        }
        if has("VP8L", at: 12), byte(at: 20) == 0x2F, let bits = little32(at: 21) {
            return size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        }
        if has("VP8 ", at: 12), has([0x9D, 0x01, 0x2A], at: 23) {
            return size(little16(at: 26).map { $0 & 0x3FFF }, little16(at: 28).map { $0 & 0x3FFF })
        }
        return nil
    }
}
