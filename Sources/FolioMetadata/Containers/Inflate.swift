import CZlib

/// Unpacks what was packed by deflate (RFC 1951), never to more than a limit.
///
/// The check sum behind a stream is not looked at: a prompt that can be read is worth more than one
/// that is refused, and PNG's chunks have a check sum of their own.
enum Inflate {
    /// Unpacks a stream with a zlib header (RFC 1950).
    static func zlib(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard let header = bytes.big(0, 2), header % 31 == 0, header >> 8 & 15 == 8,
            header & 32 == 0
        else { return nil }
        return unpack(bytes, from: 2, limit: limit)
    }

    /// Unpacks a stream with the short gzip header (RFC 1952), as pictures hide it.
    static func gzip(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard bytes.starts(with: [0x1F, 0x8B, 8, 0]) else { return nil }
        return unpack(bytes, from: 10, limit: limit)
    }

    private static func unpack(_ bytes: [UInt8], from start: Int, limit: Int) -> [UInt8]? {
        var stream = z_stream()
        guard folio_inflate_begin(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var packed = bytes.part(start, bytes.count)
        var output: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 16_384)
        var status = Z_OK
        packed.withUnsafeMutableBufferPointer { packed in
            stream.next_in = packed.baseAddress
            stream.avail_in = uInt(clamping: packed.count)
            // Where nothing more can be read the status is another one.
            while status == Z_OK && output.count <= limit {
                block.withUnsafeMutableBufferPointer { block in
                    stream.next_out = block.baseAddress
                    stream.avail_out = uInt(block.count)
                    status = inflate(&stream, Z_NO_FLUSH)
                    output += block.prefix(block.count - Int(stream.avail_out))
                }
            }
        }
        return status == Z_STREAM_END && output.count <= limit ? output : nil
    }
}
