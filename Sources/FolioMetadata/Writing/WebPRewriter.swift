/// Chunks of a WebP file, left out or added: RFC 9649.
enum WebPRewriter {
    private struct Chunk {
        /// Four bytes, which need not be letters.
        let name: [UInt8]
        /// Without its header and padding.
        let data: [UInt8]

        init(_ name: [UInt8], _ data: [UInt8]) {
            self.name = name
            self.data = data
        }

        init(type: String, data: [UInt8]) {
            self.init(Array(type.utf8), data)
        }

        var type: String { name.text }
    }

    private static let looks: Set<String> = [
        "VP8X", "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L",
    ]
    /// Bits of `VP8X`.
    private static let (alpha, exif, xmp): (UInt8, UInt8, UInt8) = (0x10, 0x08, 0x04)

    static func embedding(
        _ packet: [UInt8], _ prompt: String?, in file: [UInt8]
    ) throws(RewritingError) -> [UInt8] {
        var chunks = try chunks(of: file).filter { $0.type != "XMP " }
        if let prompt, !chunks.contains(where: { $0.type == "EXIF" }) {
            chunks.append(Chunk(type: "EXIF", data: ExifWriter.described(prompt)))
        }
        return try joined(chunks + [Chunk(type: "XMP ", data: packet)])
    }

    static func stripping(_ file: [UInt8]) throws(RewritingError) -> [UInt8] {
        let all = try chunks(of: file)
        let block = all.first { $0.type == "EXIF" }
        let upright = block.flatMap { ExifBlock.orientation($0.data) }.flatMap(ExifWriter.upright)
        let kept = all.filter { looks.contains($0.type) }
        return try joined(kept + (upright.map { [Chunk(type: "EXIF", data: $0)] } ?? []))
    }

    private static func chunks(of file: [UInt8]) throws(RewritingError) -> [Chunk] {
        var chunks: [Chunk] = []
        var position = 12
        let end = min(file.count, 8 + (file.little(4, 4) ?? 0))
        while position + 8 <= end {
            let length = file.little(position + 4, 4) ?? 0
            guard position + 8 + length <= file.count, chunks.count < MetadataLimits.parts else {
                throw .damaged(reason: "the file ends inside a chunk")
            }
            chunks.append(
                Chunk(
                    file.part(position, position + 4),
                    file.part(position + 8, position + 8 + length)))
            position += 8 + length + length % 2
        }
        return chunks
    }

    /// With a first chunk that tells what else is there, wherever there is more than pixels.
    private static func joined(_ chunks: [Chunk]) throws(RewritingError) -> [UInt8] {
        var chunks = chunks
        let added: UInt8 =
            (chunks.contains { $0.type == "EXIF" } ? exif : 0)
            | (chunks.contains { $0.type == "XMP " } ? xmp : 0)
        if let first = chunks.first, first.type == "VP8X", !first.data.isEmpty {
            var data = first.data
            data[0] = data[0] & ~(exif | xmp) | added
            chunks[0] = Chunk(type: "VP8X", data: data)
        } else if added != 0 {
            chunks.insert(try extended(chunks, added), at: 0)
        }
        var body = Array("WEBP".utf8)
        for chunk in chunks {
            body += chunk.name + .little(chunk.data.count, 4) + chunk.data
            if chunk.data.count % 2 == 1 { body.append(0) }
        }
        return Array("RIFF".utf8) + .little(body.count, 4) + body
    }

    /// The size stands in the pixels' own header.
    private static func extended(
        _ chunks: [Chunk], _ flags: UInt8
    ) throws(RewritingError) -> Chunk {
        var (width, height, flags) = (0, 0, flags)
        if let data = chunks.first(where: { $0.type == "VP8L" })?.data,
            let bits = data.little(1, 4)
        {
            (width, height) = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
            if bits >> 28 & 1 == 1 { flags |= alpha }
        } else if let data = chunks.first(where: { $0.type == "VP8 " })?.data,
            let across = data.little(6, 2), let down = data.little(8, 2)
        {
            (width, height) = (across & 0x3FFF, down & 0x3FFF)
        }
        guard width > 0, height > 0 else { throw .damaged(reason: "the file has no pixels") }
        return Chunk(
            type: "VP8X", data: [flags, 0, 0, 0] + .little(width - 1, 3) + .little(height - 1, 3))
    }
}
