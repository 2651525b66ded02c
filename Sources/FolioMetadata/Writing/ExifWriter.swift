/// Makes a small EXIF block: EXIF 2.32, TIFF 6.0, the least significant byte first.
enum ExifWriter {
    private static let imageDescription = 0x010E
    private static let orientation = 0x0112

    /// How a picture lies, and nothing else; `nil` for one that lies upright.
    static func upright(_ orientation: Int) -> [UInt8]? {
        (2...8).contains(orientation)
            ? block([entry(Self.orientation, type: 3, count: 1, value: orientation)], []) : nil
    }

    /// A description in UTF-8, ended by a zero.
    static func described(_ text: String) -> [UInt8] {
        let value = Array(text.utf8) + [0]
        // Up to four bytes stand in the entry itself.
        let isShort = value.count <= 4
        let place = isShort ? (value + [0, 0, 0]).little(0, 4) ?? 0 : 8 + 2 + 12 + 4
        return block(
            [entry(imageDescription, type: 2, count: value.count, value: place)],
            isShort ? [] : value)
    }

    private static func block(_ entries: [[UInt8]], _ values: [UInt8]) -> [UInt8] {
        Array("II".utf8) + .little(42, 2) + .little(8, 4) + .little(entries.count, 2)
            + entries.joined() + .little(0, 4) + values
    }

    private static func entry(_ tag: Int, type: Int, count: Int, value: Int) -> [UInt8] {
        .little(tag, 2) + .little(type, 2) + .little(count, 4) + .little(value, 4)
    }
}

extension [UInt8] {
    /// A number in `width` bytes, the most significant first.
    static func big(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// A number in `width` bytes, the least significant first.
    static func little(_ number: Int, _ width: Int) -> [UInt8] { big(number, width).reversed() }
}
