#if GIF
    import CGIF

    /// The first frame of a GIF file, row by row, on a clear ground.
    ///
    /// Use it while the file is open.
    struct GIFRowReader: ~Copyable, RowReading {
        private let file: UnsafeMutablePointer<GifFileType>
        /// The colour that shows what lies below; -1 where there is none.
        private let transparent: Int32

        var width: Int { Int(file.pointee.SWidth) }
        var height: Int { Int(file.pointee.SHeight) }
        var isInOrder: Bool { false }

        /// Reads up to the first frame and checks sizes against ``ImageLimits``.
        init(_ picture: borrowing PictureFile) throws(ImageError) {
            var code: Int32 = 0
            guard let file = folio_gif_open(picture.stream, &code) else {
                throw Self.failure(code)
            }
            do throws(ImageError) {
                guard file.pointee.SWidth > 0, file.pointee.SHeight > 0 else {
                    throw .unreadable(.gif, "its ground is empty")
                }
                try ImageLimits.check(
                    width: Int(file.pointee.SWidth), height: Int(file.pointee.SHeight))
                transparent = try Self.findFrame(file)
            } catch {
                DGifCloseFile(file, nil)
                throw error
            }
            self.file = file
        }

        deinit { DGifCloseFile(file, nil) }

        borrowing func readRows(_ body: (PixelRow) -> Void) throws(ImageError) {
            let frame = file.pointee.Image
            guard let map = frame.ColorMap ?? file.pointee.SColorMap else {
                throw Self.failure(D_GIF_ERR_NO_COLOR_MAP)
            }
            let (left, columns, rows) = (Int(frame.Left), Int(frame.Width), Int(frame.Height))
            var indices = [GifPixelType](repeating: 0, count: columns)
            var row = [UInt8](repeating: 0, count: (left + max(columns, width)) * 4)
            func hand(y: Int) {
                row.withUnsafeBufferPointer { row in
                    guard let start = row.baseAddress else { return }
                    body(PixelRow(start, channels: 4, width: width, y: y))
                }
            }
            for y in 0..<height where !(Int(frame.Top)..<(Int(frame.Top) + rows)).contains(y) {
                hand(y: y)
            }
            for place in Self.order(rows, isInterlaced: frame.Interlace) {
                guard DGifGetLine(file, &indices, frame.Width) == GIF_OK else {
                    throw Self.failure(file.pointee.Error)
                }
                row.withUnsafeMutableBufferPointer { row in
                    guard let start = row.baseAddress else { return }
                    folio_gif_color(
                        indices, UInt32(columns), map, transparent, start + left * 4)
                }
                let y = Int(frame.Top) + place
                if y < height { hand(y: y) }
            }
        }

        /// Passes over what comes before the first frame, and answers its clear colour.
        private static func findFrame(
            _ file: UnsafeMutablePointer<GifFileType>
        ) throws(ImageError) -> Int32 {
            var transparent: Int32 = -1
            while true {
                var kind = UNDEFINED_RECORD_TYPE
                guard DGifGetRecordType(file, &kind) == GIF_OK else {
                    throw failure(file.pointee.Error)
                }
                switch kind {
                case IMAGE_DESC_RECORD_TYPE:
                    guard DGifGetImageDesc(file) == GIF_OK else {
                        throw failure(file.pointee.Error)
                    }
                    let frame = file.pointee.Image
                    guard frame.Width > 0, frame.Height > 0 else {
                        throw .unreadable(.gif, "its first frame is empty")
                    }
                    try ImageLimits.check(width: Int(frame.Width), height: Int(frame.Height))
                    return transparent
                case EXTENSION_RECORD_TYPE:
                    if let color = try clearColor(file) { transparent = color }
                default:
                    throw .unreadable(.gif, "it has no frame")
                }
            }
        }

        /// Reads an extension; answers the clear colour where it tells one.
        private static func clearColor(
            _ file: UnsafeMutablePointer<GifFileType>
        ) throws(ImageError) -> Int32? {
            var code: Int32 = 0
            var block: UnsafeMutablePointer<GifByteType>?
            guard DGifGetExtension(file, &code, &block) == GIF_OK else {
                throw failure(file.pointee.Error)
            }
            var color: Int32?
            while let data = block {
                var control = GraphicsControlBlock()
                if code == GRAPHICS_EXT_FUNC_CODE,
                    DGifExtensionToGCB(Int(data[0]), data + 1, &control) == GIF_OK
                {
                    color = control.TransparentColor
                }
                guard DGifGetExtensionNext(file, &block) == GIF_OK else {
                    throw failure(file.pointee.Error)
                }
            }
            return color
        }

        /// From the top, the rows in the file's order.
        private static func order(_ rows: Int, isInterlaced: Bool) -> [Int] {
            guard isInterlaced else { return Array(0..<rows) }
            return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap {
                Array(stride(from: $0.0, to: rows, by: $0.1))
            }
        }

        private static func failure(_ code: Int32) -> ImageError {
            let reason = GifErrorString(code).map { String(cString: $0) }
            return .unreadable(.gif, reason ?? "the file ends too early")
        }
    }
#endif
