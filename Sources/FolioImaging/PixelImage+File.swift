#if JPEG
    import CJPEG
    import Foundation
#endif

extension PixelImage {
    /// The image as a file that is small: JPEG where all of it is opaque and this is built with
    /// JPEG, otherwise PNG.
    ///
    /// - Throws: ``ImageError``.
    package func smallFile() throws(ImageError) -> (format: ImageHeader.Format, bytes: [UInt8]) {
        #if JPEG
            if let rgb = opaquePixels() { return (.jpeg, try jpeg(rgb)) }
        #endif
        return (.png, try png())
    }

    #if JPEG
        /// At this quality of 100 a thumbnail shows no blocks to the eye.
        private static let quality: Int32 = 80

        private func jpeg(_ rgb: [UInt8]) throws(ImageError) -> [UInt8] {
            var file: UnsafeMutablePointer<UInt8>?
            var count: UInt = 0
            let isWritten = folio_jpeg_write(
                rgb, UInt32(width), UInt32(height), Self.quality, &file, &count)
            defer { free(file) }
            guard isWritten != 0, let file else {
                throw .unwritable(.jpeg, "libjpeg could not write it")
            }
            return Array(UnsafeBufferPointer(start: file, count: Int(count)))
        }
    #endif
}
