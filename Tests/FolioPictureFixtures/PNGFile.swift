import FolioMetadata

/// Writes PNG files of every kind and many mistakes, by hand: stored, not compressed.
package struct PNGFile {
    package enum Color: UInt8 {
        case grey = 0
        case rgb = 2
        case palette = 3
        case greyAlpha = 4
        case rgba = 6
    }

    package var width: Int
    package var height: Int
    package var depth: UInt8 = 8
    package var color = Color.rgba
    package var isInterlaced = false
    /// Chunks between the header and the pixels.
    package var chunks: [(name: String, bytes: [UInt8])] = []

    package init(
        width: Int, height: Int, depth: UInt8 = 8, color: Color = .rgba,
        isInterlaced: Bool = false, chunks: [(name: String, bytes: [UInt8])] = []
    ) {
        self.width = width
        self.height = height
        self.depth = depth
        self.color = color
        self.isInterlaced = isInterlaced
        self.chunks = chunks
    }

    /// The file. `pixel` gives the bytes of a pixel, which is a whole number of bytes wide.
    package func bytes(pixel: (_ x: Int, _ y: Int) -> [UInt8]) -> [UInt8] {
        let passes =
            isInterlaced
            ? [
                (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
                (0, 1, 1, 2),
            ] : [(0, 0, 1, 1)]
        var rows: [UInt8] = []
        for (left, top, across, down) in passes where left < width {
            for y in stride(from: top, to: height, by: down) {
                rows.append(0)
                for x in stride(from: left, to: width, by: across) { rows += pixel(x, y) }
            }
        }
        return bytes(filtered: rows)
    }

    /// The file, with `rows` as they are: a filter byte and the pixels of each row.
    package func bytes(filtered rows: [UInt8]) -> [UInt8] {
        let header =
            Self.big32(width) + Self.big32(height)
            + [depth, color.rawValue, 0, 0, isInterlaced ? 1 : 0]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += Self.chunk("IHDR", header)
        for chunk in chunks { file += Self.chunk(chunk.name, chunk.bytes) }
        return file + Self.chunk("IDAT", Self.stored(rows)) + Self.chunk("IEND", [])
    }

    package static func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + bytes
        return big32(bytes.count) + body + big32(Int(CRC32.sum(body)))
    }

    package static func big32(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// A zlib stream of stored blocks.
    package static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65_535, bytes.count)
            let length = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            for number in [length, ~length] {
                stream += [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)]
            }
            stream += bytes[start..<end]
            start = end
        } while start < bytes.count
        return stream + big32(Int(adler32(bytes)))
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }
}
