/// The texts of a WebP file: the RIFF chunks `EXIF`, `XMP ` and `C2PA`; its `ICCP`.
enum WebPContainer {
    private static let wanted = ["EXIF", "XMP ", "C2PA", "ICCP"]

    static func read(_ source: some ByteSource, into contents: inout FileContents) {
        guard let size = source.bytes(at: 4, count: 4).little(0, 4),
            size + 8 <= source.byteCount
        else { return contents.damage("the file is shorter than it says") }
        var position = 12
        for _ in 0..<MetadataLimits.parts {
            // A chunk of odd length may lack its padding at the very end.
            guard position < size + 8 else { return }
            let head = source.bytes(at: position, count: 8)
            guard let length = head.little(4, 4), length <= source.byteCount - position - 8 else {
                return contents.damage("the file ends inside a chunk")
            }
            let type = head.part(0, 4).text
            if wanted.contains(type) {
                take(type, length, source, at: position + 8, into: &contents)
            }
            position += 8 + length + length % 2
        }
        contents.cut()
    }

    private static func take(
        _ type: String, _ length: Int, _ source: some ByteSource, at position: Int,
        into contents: inout FileContents
    ) {
        let limit = type == "C2PA" ? MetadataLimits.totalBytes : MetadataLimits.textBytes
        guard length <= limit else { return contents.cut() }
        let data = source.bytes(at: position, count: length)
        switch type {
        case "XMP ": contents.add(xmp: data.text)
        case "C2PA": contents.add(provenance: data)
        case "ICCP": contents.add(colorProfile: data)
        default:
            // Some programs write the block as JPEG has it, with its name before.
            let name = Array("Exif\0\0".utf8)
            ExifBlock.read(
                data.starts(with: name) ? data.part(6, data.count) : data, into: &contents)
        }
    }
}
