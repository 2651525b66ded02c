import CPNG

/// Writes pictures of at most 256 colours as PNG.
enum PNGEncoder {
    /// Why a picture could not be written, in libpng's words.
    struct Failure: Error {
        let message: String
    }

    /// A PNG file; `pixels` has one index into `palette` per pixel, row after row, and `palette`
    /// has red, green and blue of each colour.
    static func encode(
        width: Int, height: Int, pixels: [UInt8], palette: [UInt8]
    ) throws(Failure) -> [UInt8] {
        precondition(pixels.count == width * height, "one byte per pixel")
        precondition(palette.count.isMultiple(of: 3) && palette.count <= 768, "256 colours")
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(width)
        image.height = png_uint_32(height)
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR) | UInt32(PNG_FORMAT_FLAG_COLORMAP)
        image.flags = UInt32(PNG_IMAGE_FLAG_FAST)
        image.colormap_entries = png_uint_32(palette.count / 3)
        // A flat picture shrinks a lot; what cannot be shrunk still fits with this reserve.
        var file = [UInt8](repeating: 0, count: pixels.count + pixels.count / 8 + 4_096)
        var count = png_alloc_size_t(file.count)
        guard png_image_write_to_memory(&image, &file, &count, 0, pixels, 0, palette) != 0 else {
            defer { png_image_free(&image) }
            throw Failure(message: text(image))
        }
        return Array(file.prefix(Int(count)))
    }

    private static func text(_ image: png_image) -> String {
        withUnsafeBytes(of: image.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
