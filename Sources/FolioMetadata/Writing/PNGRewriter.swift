/// Chunks of a PNG file, left out or added: the PNG specification, third edition.
enum PNGRewriter {
    private struct Chunk {
        let type: String
        /// The whole chunk, with its length and check sum.
        let bytes: ArraySlice<UInt8>
    }

    /// What pixels look like, besides the critical chunks; the rest of the ancillary ones is
    /// about something else.
    private static let looks: Set<String> = [
        "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "tRNS",
        "pHYs", "sPLT", "acTL", "fcTL", "fdAT",
    ]

    static func embedding(
        _ packet: [UInt8], _ prompt: String?, in file: [UInt8]
    ) throws(RewritingError) -> [UInt8] {
        let chunks = try chunks(of: file).filter { keyword($0) != "XML:com.adobe.xmp" }
        var added = [text("XML:com.adobe.xmp", packet)]
        if let prompt, !chunks.contains(where: { keyword($0) == "Description" }) {
            added.append(text("Description", Array(prompt.utf8)))
        }
        return joined(chunks, added)
    }

    static func stripping(_ file: [UInt8]) throws(RewritingError) -> [UInt8] {
        let all = try chunks(of: file)
        let exif = all.first { $0.type == "eXIf" }
        let orientation = exif.flatMap { ExifBlock.orientation(Array($0.bytes.dropFirst(8))) }
        let kept = all.filter { chunk in
            looks.contains(chunk.type) || chunk.type.first?.isUppercase == true
        }
        let upright = orientation.flatMap(ExifWriter.upright).map { chunk("eXIf", $0) }
        return joined(kept, upright.map { [$0] } ?? [])
    }

    private static func chunks(of file: [UInt8]) throws(RewritingError) -> [Chunk] {
        var chunks: [Chunk] = []
        var position = PNGContainer.signature.count
        while chunks.last?.type != "IEND" {
            guard let length = file.big(position, 4), position + 12 + length <= file.count,
                chunks.count < MetadataLimits.parts
            else { throw .damaged(reason: "the file ends before its last chunk") }
            chunks.append(
                Chunk(
                    type: file.part(position + 4, position + 8).text,
                    bytes: file[position..<(position + 12 + length)]))
            position += 12 + length
        }
        return chunks
    }

    /// New chunks stand behind the header, where a reader that stops at the pixels finds them.
    private static func joined(_ chunks: [Chunk], _ added: [[UInt8]]) -> [UInt8] {
        guard let header = chunks.first else { return [] }
        return PNGContainer.signature + header.bytes + added.joined()
            + chunks.dropFirst().map(\.bytes).joined()
    }

    private static func keyword(_ chunk: Chunk) -> String? {
        guard ["tEXt", "zTXt", "iTXt"].contains(chunk.type) else { return nil }
        return Array(chunk.bytes.dropFirst(8).prefix { $0 != 0 }.prefix(80)).text
    }

    /// `iTXt`: the keyword, not packed, no language, no translated keyword, UTF-8.
    private static func text(_ keyword: String, _ value: [UInt8]) -> [UInt8] {
        chunk("iTXt", Array(keyword.utf8) + [0, 0, 0, 0, 0] + value)
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return .big(data.count, 4) + body + .big(Int(CRC32.sum(body)), 4)
    }
}
