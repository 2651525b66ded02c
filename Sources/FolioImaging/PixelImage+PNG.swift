import CPixels
import CPNG

extension PixelImage {
    /// Decodes a PNG file of any kind, the whole image at once.
    ///
    /// libpng's simplified interface is not used for it: the one of Debian 12 (1.6.39) mixes up
    /// the rows of interlaced files with 16-bit samples.
    ///
    /// - Throws: ``ImageError``; limits are checked before memory is set aside.
    package init(png file: [UInt8]) throws(ImageError) {
        self = try PictureFile.with(file) { file throws(ImageError) in
            try file.check(.png)
            let reader = try PNGRowReader(file)
            let (width, height) = (reader.width, reader.height)
            var rgba = [UInt8](repeating: 0, count: width * height * 4)
            try reader.readRows { row in
                rgba.withUnsafeMutableBufferPointer { rgba in
                    guard let start = rgba.baseAddress else { return }
                    folio_spread_row(
                        row.row, UInt32(row.count), UInt32(row.first), UInt32(row.step),
                        start + row.y * width * 4)
                }
            }
            return PixelImage(width: width, height: height, rgba: rgba)
        }
    }

    /// The image as a PNG file, without alpha where all of it is opaque.
    ///
    /// - Throws: ``ImageError``.
    package func png() throws(ImageError) -> [UInt8] {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(width)
        image.height = png_uint_32(height)
        let opaque = opaquePixels()
        image.format =
            opaque == nil ? PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA : PNG_FORMAT_FLAG_COLOR
        var byteCount = folio_png_image_file_bytes_max(image)
        var isWritten = false
        let file = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            isWritten =
                png_image_write_to_memory(
                    &image, buffer.baseAddress, &byteCount, 0, opaque ?? rgba, 0, nil) != 0
            count = isWritten ? byteCount : 0
        }
        guard isWritten else { throw .unwritable(.png, message(of: image)) }
        return file
    }

    /// 3 bytes a pixel, or `nil` if a pixel is not opaque.
    func opaquePixels() -> [UInt8]? {
        var isOpaque = false
        let rgb = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            isOpaque = folio_copy_opaque(rgba, width * height, start) != 0
            count = isOpaque ? width * height * 3 : 0
        }
        return isOpaque ? rgb : nil
    }
}

/// libpng's own text about the last failure, a C string in a fixed array.
private func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
