import CPNG

/// The only owner of libpng's reader over one file, which it reads row by row.
///
/// It cannot be copied, and the reader is freed when the owner goes away. Use it on one
/// thread at a time, and while the file is open.
struct PNGRowReader: ~Copyable, RowReading {
    private let reader: UnsafeMutablePointer<folio_png_reader>

    var width: Int { Int(reader.pointee.width) }
    var height: Int { Int(reader.pointee.height) }
    var isInOrder: Bool { reader.pointee.is_interlaced == 0 }

    /// Reads the header and checks it against ``ImageLimits``.
    init(_ file: borrowing PictureFile) throws(ImageError) {
        guard let reader = folio_png_reader_create(file.stream) else {
            throw .unreadable(.png, "libpng could not start")
        }
        do throws(ImageError) {
            try Self.check(folio_png_read_header(reader, UInt32(ImageLimits.side)), reader)
            try ImageLimits.check(
                width: Int(reader.pointee.width), height: Int(reader.pointee.height))
            try Self.check(folio_png_start_rows(reader), reader)
        } catch {
            folio_png_reader_destroy(reader)
            throw error
        }
        self.reader = reader
    }

    deinit { folio_png_reader_destroy(reader) }

    borrowing func readRows(_ body: (PixelRow) -> Void) throws(ImageError) {
        let channels = Int(reader.pointee.channels)
        let row = UnsafeMutablePointer<UInt8>.allocate(capacity: width * channels)
        defer { row.deallocate() }
        for pass in passes {
            for index in 0..<Int(pass.rows) {
                try Self.check(folio_png_read_row(reader, row), reader)
                body(
                    PixelRow(
                        row, channels: channels, count: Int(pass.columns),
                        first: Int(pass.first_column), step: Int(pass.column_step),
                        y: Int(pass.first_row) + index * Int(pass.row_step)))
            }
        }
    }

    /// The parts that the file holds, in its order: one, or the seven of an interlaced file.
    private var passes: [folio_png_pass] {
        let (width, height) = (reader.pointee.width, reader.pointee.height)
        guard !isInOrder else {
            return [
                folio_png_pass(
                    first_column: 0, column_step: 1, columns: width, first_row: 0, row_step: 1,
                    rows: height)
            ]
        }
        return (0..<7).map { folio_png_pass_of(width, height, $0) }
            .filter { $0.columns > 0 && $0.rows > 0 }
    }

    private static func check(
        _ status: Int32, _ reader: UnsafeMutablePointer<folio_png_reader>
    ) throws(ImageError) {
        if status == 0 { throw .unreadable(.png, String(cString: folio_png_message(reader))) }
    }
}
