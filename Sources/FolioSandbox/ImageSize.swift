import Foundation

/// Width and height of an uploaded image, read from its first bytes.
enum ImageSize {
    /// Pixels; `nil` for formats other than PNG, GIF and JPEG and for files that are cut.
    static func read(_ file: Data) -> (width: Int, height: Int)? {
        let bytes = [UInt8](file.prefix(1 << 20))
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]), bytes.count >= 24 {
            return (big(bytes, 16, 4), big(bytes, 20, 4))
        }
        if bytes.starts(with: Array("GIF8".utf8)), bytes.count >= 10 {
            return (
                Int(bytes[6]) | Int(bytes[7]) << 8, Int(bytes[8]) | Int(bytes[9]) << 8
            )
        }
        return bytes.starts(with: [0xff, 0xd8]) ? jpeg(bytes) : nil
    }

    /// Walks over a JPEG's segments to the frame header.
    private static func jpeg(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        var position = 2
        while position + 9 < bytes.count, bytes[position] == 0xff {
            let marker = bytes[position + 1]
            let isFrame = (0xc0...0xcf).contains(marker) && ![0xc4, 0xc8, 0xcc].contains(marker)
            if isFrame { return (big(bytes, position + 7, 2), big(bytes, position + 5, 2)) }
            position += 2 + big(bytes, position + 2, 2)
        }
        return nil
    }

    private static func big(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
        bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
    }
}
