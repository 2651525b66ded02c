#if JPEG
    import CJPEG

    /// The only owner of libjpeg's reader over one file, which it reads row by row.
    ///
    /// It cannot be copied, and the reader is freed when the owner goes away. Use it on one
    /// thread at a time, and while the file is open.
    struct JPEGRowReader: ~Copyable, RowReading {
        private let reader: UnsafeMutablePointer<folio_jpeg_reader>

        /// Of the picture as it is read, which may be smaller than the file's.
        var width: Int { Int(reader.pointee.codec.output_width) }
        var height: Int { Int(reader.pointee.codec.output_height) }
        var isInOrder: Bool { true }

        /// Reads the header and checks it against ``ImageLimits``.
        ///
        /// - Parameters:
        ///   - file: must live as long as rows are read.
        ///   - maxSide: the picture may come shrunk by 2, 4 or 8, as libjpeg does it with the
        ///     least work, so long as its longer side has this many pixels.
        /// - Throws: ``ImageError``.
        init(_ file: borrowing PictureFile, maxSide: Int) throws(ImageError) {
            guard let reader = folio_jpeg_reader_create(file.stream) else {
                throw .unreadable(.jpeg, "libjpeg could not start")
            }
            do throws(ImageError) {
                try Self.start(reader, maxSide: maxSide)
            } catch {
                folio_jpeg_reader_destroy(reader)
                throw error
            }
            self.reader = reader
        }

        deinit { folio_jpeg_reader_destroy(reader) }

        borrowing func readRows(_ body: (PixelRow) -> Void) throws(ImageError) {
            let row = UnsafeMutablePointer<UInt8>.allocate(capacity: width * 4)
            defer { row.deallocate() }
            let isCMYK = reader.pointee.codec.out_color_space == JCS_CMYK
            let isTurnedRound = reader.pointee.codec.saw_Adobe_marker
            for y in 0..<height {
                try Self.check(folio_jpeg_read_row(reader, row), reader)
                if isCMYK { folio_jpeg_mix_inks(row, UInt32(width), isTurnedRound) }
                body(PixelRow(row, channels: 3, width: width, y: y))
            }
        }

        private static func start(
            _ reader: UnsafeMutablePointer<folio_jpeg_reader>, maxSide: Int
        ) throws(ImageError) {
            try check(folio_jpeg_read_header(reader), reader)
            let (width, height) = (
                Int(reader.pointee.codec.image_width), Int(reader.pointee.codec.image_height)
            )
            try ImageLimits.check(width: width, height: height)
            let eighths = [1, 2, 4].first { max(width, height) * $0 / 8 >= maxSide }
            try check(folio_jpeg_start_rows(reader, UInt32(eighths ?? 8)), reader)
        }

        private static func check(
            _ status: Int32, _ reader: UnsafeMutablePointer<folio_jpeg_reader>
        ) throws(ImageError) {
            if status == 0 { throw .unreadable(.jpeg, String(cString: folio_jpeg_message(reader))) }
        }
    }
#endif
