import Foundation

/// A picture's file while it is read, on disk or in memory. It is closed with its owner.
struct PictureFile: ~Copyable {
    let stream: UnsafeMutablePointer<FILE>
    /// Known by its first bytes; `nil` where it is none of ours.
    let format: ImageHeader.Format?
    private let size: ImageHeader.Size?
    private let byteCount: Int

    /// Opens a file on disk.
    init(path: String) throws(ImageError) {
        guard let stream = fopen(path, "re") else {
            throw .unavailable(String(cString: strerror(errno)))
        }
        self.init(stream)
    }

    private init(_ stream: UnsafeMutablePointer<FILE>) {
        self.stream = stream
        fseek(stream, 0, SEEK_END)
        byteCount = ftell(stream)
        rewind(stream)
        let header = ImageHeader.sniff(Self.read(stream, most: 65_536))
        rewind(stream)
        format = header?.format
        size = header?.size
    }

    deinit { fclose(stream) }

    /// Reads a file in memory.
    static func with<Value>(
        _ bytes: [UInt8], _ body: (borrowing PictureFile) throws(ImageError) -> Value
    ) throws(ImageError) -> Value {
        guard !bytes.isEmpty else { throw .unreadable(.png, "the file is empty") }
        return try bytes.withUnsafeBufferPointer { bytes throws(ImageError) in
            // Opened for reading alone, so that nothing is written.
            let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            guard let stream = fmemopen(start, bytes.count, "r") else {
                throw .unavailable(String(cString: strerror(errno)))
            }
            return try body(PictureFile(stream))
        }
    }

    /// Refuses a file of another format, one that is too large, or whose header promises too much.
    func check(_ wanted: ImageHeader.Format) throws(ImageError) {
        guard byteCount <= ImageLimits.fileBytes else { throw .fileTooLarge(bytes: byteCount) }
        guard format == wanted else {
            throw .unreadable(wanted, "it is not a \(wanted.title) file")
        }
        if let size { try ImageLimits.check(width: size.width, height: size.height) }
    }

    /// All of it.
    func bytes() -> [UInt8] {
        rewind(stream)
        return Self.read(stream, most: byteCount)
    }

    /// Fewer than `most` where the file ends.
    private static func read(_ stream: UnsafeMutablePointer<FILE>, most: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, most)) { buffer, count in
            guard let start = buffer.baseAddress, most > 0 else { return }
            count = fread(start, 1, most, stream)
        }
    }
}
