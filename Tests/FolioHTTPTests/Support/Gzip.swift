import Foundation

/// Compressed data made by hand, so that tests need no library for it.
enum Gzip {
    /// `text` in gzip's form, stored rather than compressed. At most 65,535 bytes.
    static func stored(_ text: String) -> Data {
        let bytes = Array(text.utf8)
        let length = UInt16(bytes.count)
        return header + [1] + little(length) + little(~length) + bytes + little(checksum(bytes))
            + little(UInt32(bytes.count))
    }

    /// About `size` zeros in a thousandth of the space, without the end.
    static func bomb(of size: Int) -> Data {
        var bits = BitWriter()
        bits.write([1, 1, 0])  // The last block, with fixed codes.
        bits.write([0, 0, 1, 1, 0, 0, 0, 0])  // One zero …
        for _ in 0..<(size / 258) {  // … then 258 times what stands one byte before.
            bits.write([1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0])
        }
        return header + bits.bytes
    }

    private static let header = Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> Data {
        withUnsafeBytes(of: number.littleEndian) { Data($0) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
                sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1
            }
        }
    }
}

private struct BitWriter {
    private(set) var bytes = Data()
    private var count = 0

    mutating func write(_ bits: [UInt8]) {
        for bit in bits {
            if count % 8 == 0 { bytes.append(0) }
            bytes[bytes.count - 1] |= bit << UInt8(count % 8)
            count += 1
        }
    }
}
