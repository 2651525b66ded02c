import FolioMetadata

/// Writes pictures as other programs do, with nothing in them but what describes them.
package enum PictureWriter {
    package static func png(_ texts: [(String, String)], chunks: [(String, [UInt8])] = [])
        -> [UInt8]
    {
        var file = [UInt8]([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        file += chunk("IHDR", join([big(64, 4), big(64, 4), [8, 6, 0, 0, 0]]))
        for (key, text) in texts {
            file += chunk("tEXt", join([Array(key.utf8), [0], Array(text.utf8)]))
        }
        for (type, data) in chunks { file += chunk(type, data) }
        file += chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1])
        return file + chunk("IEND", [])
    }

    package static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body: [UInt8] = Array(type.utf8) + data
        return join([big(data.count, 4), body, big(Int(CRC32.sum(body)), 4)])
    }

    package static func join(_ parts: [[UInt8]]) -> [UInt8] { Array(parts.joined()) }

    package static func international(_ key: String, _ text: String) -> (String, [UInt8]) {
        ("iTXt", join([Array(key.utf8), [0, 0, 0, 0, 0], Array(text.utf8)]))
    }

    /// A zlib stream whose blocks are not packed.
    package static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        join([[0x78, 0x01, 1], little(bytes.count, 2), little(bytes.count ^ 0xFFFF, 2), bytes])
    }

    package static func jpeg(_ segments: [(UInt8, [UInt8])]) -> [UInt8] {
        var file: [UInt8] = [0xFF, 0xD8]
        for (marker, data) in segments {
            file += join([[0xFF, marker], big(data.count + 2, 2), data])
        }
        return file + [0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]
    }

    package static func webp(_ chunks: [(String, [UInt8])]) -> [UInt8] {
        var body = Array("WEBP".utf8)
        for (type, data) in chunks + [("VP8L", [0x2F, 0, 0, 0, 0])] {
            let padding = [UInt8](repeating: 0, count: data.count % 2)
            body += join([Array(type.utf8), little(data.count, 4), data, padding])
        }
        return join([Array("RIFF".utf8), little(body.count, 4), body])
    }

    /// An EXIF block, the least significant byte first, with texts in its two directories.
    package static func exif(
        first: [(tag: Int, value: [UInt8])] = [], second: [(tag: Int, value: [UInt8])] = []
    ) -> [UInt8] {
        let pointer = 8 + 2 + (first.count + 1) * 12 + 4
        var place = pointer + 2 + second.count * 12 + 4
        var values: [UInt8] = []
        func entries(_ fields: [(tag: Int, value: [UInt8])]) -> [UInt8] {
            var entries: [UInt8] = []
            for field in fields {
                let padding = [UInt8](repeating: 0, count: max(5 - field.value.count, 0))
                let value: [UInt8] = field.value + padding
                entries += join([
                    little(field.tag, 2), little(7, 2), little(value.count, 4), little(place, 4),
                ])
                place += value.count
                values += value
            }
            return entries
        }
        let one = entries(first)
        let two = entries(second)
        var block: [UInt8] = Array("II".utf8)
        block += join([little(42, 2), little(8, 4), little(first.count + 1, 2), one])
        block += join([little(0x8769, 2), little(4, 2), little(1, 4), little(pointer, 4)])
        block += join([little(0, 4), little(second.count, 2), two, little(0, 4), values])
        return block
    }

    package static func userComment(_ mark: String, _ text: [UInt8]) -> [UInt8] {
        let padding = [UInt8](repeating: 0, count: 8 - mark.utf8.count)
        return exif(second: [(0x9286, join([Array(mark.utf8), padding, text]))])
    }

    package static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
        text.utf16.flatMap { isLittle ? little(Int($0), 2) : big(Int($0), 2) }
    }

    package static func box(_ type: String, _ data: [UInt8]) -> [UInt8] {
        join([big(data.count + 8, 4), Array(type.utf8), data])
    }

    package static func big(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    package static func little(_ number: Int, _ width: Int) -> [UInt8] {
        big(number, width).reversed()
    }
}
