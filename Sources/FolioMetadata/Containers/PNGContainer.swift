/// The texts of a PNG file: `tEXt`, `zTXt`, `iTXt`, `eXIf` and C2PA's `caBX`; its `iCCP`.
enum PNGContainer {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let wanted = ["tEXt", "zTXt", "iTXt", "eXIf", "caBX", "iCCP"]

    static func read(_ source: some ByteSource, into contents: inout FileContents) {
        var position = signature.count
        for part in 0..<MetadataLimits.parts {
            let head = source.bytes(at: position, count: 8)
            guard let length = head.big(0, 4), head.count == 8 else {
                return contents.damage("the file ends before its last chunk")
            }
            let type = head.part(4, 8).text
            guard part > 0 || type == "IHDR" else {
                return contents.damage("its first chunk is no header")
            }
            guard length <= source.byteCount - position - 12 else {
                return contents.damage("the file ends inside a chunk")
            }
            if type == "IEND" { return }
            if wanted.contains(type) {
                take(type, source.bytes(at: position + 4, count: length + 8), into: &contents)
            }
            position += length + 12
        }
        contents.cut()
    }

    /// The chunk begins with its type and ends with its check sum.
    private static func take(_ type: String, _ chunk: [UInt8], into contents: inout FileContents) {
        let body = Array(chunk.dropLast(4))
        guard let sum = chunk.big(chunk.count - 4, 4), sum == Int(CRC32.sum(body)) else {
            return contents.damage("the check sum of a \(type) chunk is wrong")
        }
        let data = Array(body.dropFirst(4))
        guard data.count <= MetadataLimits.textBytes || type == "caBX" else {
            return contents.cut()
        }
        switch type {
        case "eXIf": ExifBlock.read(data, into: &contents)
        case "caBX": contents.add(provenance: data)
        case "iCCP": profile(data, into: &contents)
        default: text(type, data, into: &contents)
        }
    }

    /// A name, how it is packed, the profile. One that cannot be unpacked changes no colour.
    private static func profile(_ data: [UInt8], into contents: inout FileContents) {
        guard let end = data.firstIndex(of: 0) else { return }
        if let profile = inflated(data.part(end + 2, data.count)) {
            contents.add(colorProfile: profile)
        }
    }

    private static func text(_ type: String, _ data: [UInt8], into contents: inout FileContents) {
        guard let end = data.firstIndex(of: 0) else { return }
        let key = data.part(0, end).text
        let rest = data.part(end + 1, data.count)
        let value: [UInt8]? =
            switch type {
            case "tEXt": rest
            case "zTXt": inflated(rest.part(1, rest.count))
            default: international(rest)
            }
        guard let value else {
            return contents.damage("the text \(key) cannot be unpacked, or only to too much")
        }
        if key == "XML:com.adobe.xmp" {
            contents.add(xmp: value.text)
        } else {
            contents.add(key, value.text)
        }
    }

    /// Whether packed, how, the language, the translated keyword, the text.
    private static func international(_ rest: [UInt8]) -> [UInt8]? {
        guard rest.count >= 2, let language = rest.dropFirst(2).firstIndex(of: 0),
            let keyword = rest.dropFirst(language + 1).firstIndex(of: 0)
        else { return [] }
        let value = rest.part(keyword + 1, rest.count)
        return rest[0] == 1 ? inflated(value) : value
    }

    private static func inflated(_ bytes: [UInt8]) -> [UInt8]? {
        Inflate.zlib(bytes, limit: MetadataLimits.textBytes)
    }
}
