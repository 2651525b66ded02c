#if WebP
    import CWebP

    extension PixelImage {
        /// Decodes a WebP file, an animation's first frame.
        ///
        /// - Parameters:
        ///   - file: all of it.
        ///   - maxSide: the picture may come shrunk so long as its longer side has this many
        ///     pixels.
        /// - Throws: ``ImageError``; limits are checked before memory is set aside.
        init(webp file: [UInt8], maxSide: Int) throws(ImageError) {
            var features = WebPBitstreamFeatures()
            guard WebPGetFeatures(file, file.count, &features) == VP8_STATUS_OK else {
                throw .unreadable(.webp, "libwebp finds no picture in it")
            }
            let (width, height) = (Int(features.width), Int(features.height))
            try ImageLimits.check(width: width, height: height)
            let image =
                features.has_animation == 0
                ? Self.still(
                    file, Thumbnail.size(width: width, height: height, maxSide: maxSide))
                : Self.firstFrame(file, width, height)
            guard let image else {
                throw .unreadable(.webp, "it is damaged, or ends too early")
            }
            self = image
        }

        private static func still(_ file: [UInt8], _ size: (width: Int, height: Int)) -> Self? {
            guard
                let pixels = folio_webp_decode(
                    file, file.count, Int32(size.width), Int32(size.height))
            else { return nil }
            defer { WebPFree(pixels) }
            let bytes = UnsafeBufferPointer(start: pixels, count: size.width * size.height * 4)
            return PixelImage(width: size.width, height: size.height, rgba: Array(bytes))
        }

        private static func firstFrame(_ file: [UInt8], _ width: Int, _ height: Int) -> Self? {
            var isRead = false
            let rgba = [UInt8](unsafeUninitializedCapacity: width * height * 4) { buffer, count in
                guard let start = buffer.baseAddress else { return }
                isRead = folio_webp_first_frame(file, file.count, start, buffer.count) != 0
                count = isRead ? buffer.count : 0
            }
            return isRead ? PixelImage(width: width, height: height, rgba: rgba) : nil
        }
    }
#endif
