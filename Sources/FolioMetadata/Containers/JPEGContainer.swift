/// The texts of a JPEG file: EXIF and XMP in `APP1`, C2PA's boxes in `APP11`, comments; the
/// profile in `APP2`.
enum JPEGContainer {
    private static let exif = Array("Exif\0\0".utf8)
    private static let profile = Array("ICC_PROFILE\0".utf8)
    private static let xmp = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

    static func read(_ source: some ByteSource, into contents: inout FileContents) {
        var position = 2
        var boxes: [BoxPart] = []
        var profile: [[UInt8]] = []
        defer {
            contents.add(provenance: joined(boxes))
            if !profile.isEmpty { contents.add(colorProfile: joined(profile)) }
        }
        for _ in 0..<MetadataLimits.parts {
            let head = source.bytes(at: position, count: 4)
            guard head.count >= 2, head[0] == 0xFF else {
                return contents.damage("the file ends before its pixels, or is no JPEG inside")
            }
            switch head[1] {
            case 0xFF: position += 1
            case 0x01, 0xD0...0xD8: position += 2
            case 0xD9: return contents.damage("the file has no pixels")
            case 0xDA: return
            default:
                guard let length = head.big(2, 2), length >= 2,
                    position + 2 + length <= source.byteCount
                else { return contents.damage("the file ends inside a segment") }
                let data =
                    [0xE1, 0xE2, 0xEB, 0xFE].contains(head[1])
                    ? source.bytes(at: position + 4, count: length - 2) : []
                if data.starts(with: Self.profile), head[1] == 0xE2 {
                    profile.append(data.part(Self.profile.count, data.count))
                } else {
                    take(head[1], data, &boxes, into: &contents)
                }
                position += 2 + length
            }
        }
        contents.cut()
    }

    private static func take(
        _ marker: UInt8, _ data: [UInt8], _ boxes: inout [BoxPart],
        into contents: inout FileContents
    ) {
        switch marker {
        case 0xE1 where data.starts(with: exif):
            ExifBlock.read(data.part(exif.count, data.count), into: &contents)
        case 0xE1 where data.starts(with: xmp):
            contents.add(xmp: data.part(xmp.count, data.count).text)
        case 0xFE:
            contents.add("comment", data.text)
        case 0xEB:
            if let part = BoxPart(data) { boxes.append(part) }
        default: break
        }
    }

    /// A box larger than a segment is cut in parts, each with the box's header: ISO/IEC 19566-5.
    private struct BoxPart {
        let box: Int
        let number: Int
        let data: [UInt8]

        init?(_ segment: [UInt8]) {
            guard segment.starts(with: Array("JP".utf8)), let box = segment.big(2, 2),
                let number = segment.big(4, 4)
            else { return nil }
            self.box = box
            self.number = number
            data = segment.part(8, segment.count)
        }
    }

    /// Each part begins with its number and how many there are: ICC.1:2022, annex B.4.
    private static func joined(_ profile: [[UInt8]]) -> [UInt8] {
        profile.filter { $0.count > 2 }.sorted { $0[0] < $1[0] }.flatMap { $0.dropFirst(2) }
    }

    private static func joined(_ parts: [BoxPart]) -> [UInt8] {
        var last: Int?
        return parts.sorted { ($0.box, $0.number) < ($1.box, $1.number) }.flatMap { part in
            defer { last = part.box }
            return last == part.box ? part.data.part(8, part.data.count) : part.data
        }
    }
}
