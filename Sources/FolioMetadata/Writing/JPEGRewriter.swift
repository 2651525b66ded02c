/// Segments of a JPEG file, left out or added: ISO/IEC 10918-1, XMP part 3.
enum JPEGRewriter {
    private struct Segment {
        let marker: UInt8
        /// With its marker and length.
        let bytes: ArraySlice<UInt8>

        func begins(_ name: String) -> Bool { bytes.dropFirst(4).starts(with: Array(name.utf8)) }

        var isXMP: Bool { marker == 0xE1 && begins("http://ns.adobe.com/") }
        var isExif: Bool { marker == 0xE1 && begins("Exif\0") }
    }

    /// Two bytes tell the length of a segment, themselves included.
    private static let dataLimit = 0xFFFF - 2
    private static let xmpName = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    private static let exifName = Array("Exif\0\0".utf8)

    static func embedding(
        _ packet: [UInt8], _ prompt: String?, in file: [UInt8]
    ) throws(RewritingError) -> [UInt8] {
        let (all, pixels) = try segments(of: file)
        let kept = all.filter { !$0.isXMP }
        var added: [[UInt8]] = []
        if let prompt, !kept.contains(where: \.isExif) {
            let exif = exifName + ExifWriter.described(prompt)
            // The packet has the whole prompt; viewers do without it if it is that long.
            if exif.count <= dataLimit { added.append(try segment(0xE1, exif)) }
        }
        added.append(try segment(0xE1, xmpName + packet))
        return joined(kept, added, file[pixels...])
    }

    static func stripping(_ file: [UInt8]) throws(RewritingError) -> [UInt8] {
        let (all, pixels) = try segments(of: file)
        let exif = all.first(where: \.isExif)
        let orientation = exif.flatMap { ExifBlock.orientation(Array($0.bytes.dropFirst(10))) }
        var added: [[UInt8]] = []
        if let upright = orientation.flatMap(ExifWriter.upright) {
            added = [try segment(0xE1, exifName + upright)]
        }
        return joined(all.filter(isAboutLooks), added, withoutTail(file[pixels...]))
    }

    /// Tables and frames, JFIF, colour profiles, and how Adobe mixes colours.
    private static func isAboutLooks(_ segment: Segment) -> Bool {
        switch segment.marker {
        case 0xE0, 0xEE: true
        case 0xE2: segment.begins("ICC_PROFILE\0")
        case 0xE1...0xEF, 0xFE: false
        default: true
        }
    }

    /// Other programs hang whole files behind the end of a picture.
    private static func withoutTail(_ pixels: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        // Inside of pixels this marker cannot stand.
        pixels.firstRange(of: [0xFF, 0xD9]).map { pixels[..<$0.upperBound] } ?? pixels
    }

    /// All before the first scan, and where that begins.
    private static func segments(
        of file: [UInt8]
    ) throws(RewritingError) -> (segments: [Segment], pixels: Int) {
        var segments: [Segment] = []
        var position = 2
        while file.part(position, position + 2) != [0xFF, 0xDA] {
            guard position + 4 <= file.count, file[position] == 0xFF,
                segments.count < MetadataLimits.parts
            else { throw .damaged(reason: "the file ends before its pixels") }
            let marker = file[position + 1]
            var end = position + 2
            switch marker {
            case 0xFF:
                position += 1
                continue
            case 0x01, 0xD0...0xD8: break
            default: end += file.big(position + 2, 2) ?? 0
            }
            guard end <= file.count else {
                throw .damaged(reason: "the file ends inside a segment")
            }
            segments.append(Segment(marker: marker, bytes: file[position..<end]))
            position = end
        }
        return (segments, position)
    }

    /// JFIF must stay the first segment.
    private static func joined(
        _ segments: [Segment], _ added: [[UInt8]], _ pixels: ArraySlice<UInt8>
    ) -> [UInt8] {
        let heads = segments.prefix { $0.marker == 0xE0 || $0.isExif }
        let rest = segments.dropFirst(heads.count)
        return [0xFF, 0xD8] + heads.map(\.bytes).joined() + added.joined()
            + rest.map(\.bytes).joined() + pixels
    }

    private static func segment(
        _ marker: UInt8, _ data: [UInt8]
    ) throws(RewritingError) -> [UInt8] {
        guard data.count <= dataLimit else { throw .tooMuch(limit: dataLimit) }
        return [0xFF, marker] + .big(data.count + 2, 2) + data
    }
}
