/// The texts that NovelAI hides in the lowest bits of the alpha channel, column by column: a name
/// of 15 bytes, the number of bits, then JSON packed by gzip.
package enum AlphaText {
    /// Pixels of a picture that is searched, so that the search stays cheap.
    package static let pixelLimit = 16_000_000
    private static let name = Array("stealth_pngcomp".utf8)

    /// Whether pixels are worth decoding: a PNG file with an alpha channel, not too large.
    package static func isPossible(_ head: [UInt8]) -> Bool {
        guard head.starts(with: PNGContainer.signature), let width = head.big(16, 4),
            let height = head.big(20, 4), width < 1 << 20, height < 1 << 20
        else { return false }
        return head.count > 25 && head[25] == 6 && width * height <= pixelLimit
    }

    /// Adds the texts; `rgba` has 4 bytes a pixel, row by row. Answers whether there were any.
    package static func add(
        width: Int, height: Int, rgba: [UInt8], to contents: inout FileContents
    ) -> Bool {
        guard rgba.count == width * height * 4 else { return false }
        let room = width * height / 8
        func bytes(_ range: Range<Int>) -> [UInt8] {
            range.map { place in
                (place * 8..<place * 8 + 8).reduce(UInt8(0)) { byte, bit in
                    let (x, y) = (bit / height, bit % height)
                    return byte << 1 | rgba[(y * width + x) * 4 + 3] & 1
                }
            }
        }
        let start = name.count + 4
        guard room > start, bytes(0..<name.count) == name,
            let count = bytes(name.count..<start).big(0, 4).map({ $0 / 8 }),
            count <= min(room - start, MetadataLimits.textBytes),
            let text = Inflate.gzip(
                bytes(start..<start + count), limit: MetadataLimits.textBytes),
            let node = JSONNode(text.text)
        else { return false }
        for (key, value) in node.members.sorted(by: { $0.key < $1.key }) {
            if let value = value.text { contents.add(key, value) }
        }
        return !node.members.isEmpty
    }
}
