import CZlib

/// The check sum of PNG's chunks: the PNG specification, annex D.
package enum CRC32 {
    package static func sum(_ bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32(0, bytes, uInt(clamping: bytes.count)))
    }
}
