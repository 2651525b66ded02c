import Foundation

/// The fields of an EXIF block that programs write texts into: EXIF 2.32, TIFF 6.0.
struct ExifBlock {
    private static let names = [
        0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software",
        0x9286: "UserComment", 0x927C: "MakerNote", 0x9C9C: "XPComment", 0x9C9E: "XPKeywords",
    ]
    /// Where the EXIF fields lie.
    private static let pointer = 0x8769

    private let bytes: [UInt8]
    private let isLittle: Bool

    /// Reads the first directory and the EXIF directory that it names.
    static func read(_ bytes: [UInt8], into contents: inout FileContents) {
        guard let order = bytes.big(0, 2), order == 0x4949 || order == 0x4D4D else { return }
        contents.add(orientation: orientation(bytes))
        let block = ExifBlock(bytes: bytes, isLittle: order == 0x4949)
        guard block.number(2, 2) == 42, let first = block.number(4, 4) else { return }
        if let exif = block.directory(at: first, into: &contents) {
            _ = block.directory(at: exif, into: &contents)
        }
    }

    /// How the picture lies, 1 to 8; `nil` where the block does not tell.
    static func orientation(_ bytes: [UInt8]) -> Int? {
        guard let order = bytes.big(0, 2), order == 0x4949 || order == 0x4D4D else { return nil }
        let block = ExifBlock(bytes: bytes, isLittle: order == 0x4949)
        guard block.number(2, 2) == 42, let start = block.number(4, 4),
            let count = block.number(start, 2)
        else { return nil }
        let entries = (0..<min(count, MetadataLimits.texts)).map { start + 2 + $0 * 12 }
        let entry = entries.first { block.number($0, 2) == 0x0112 }
        return entry.flatMap { block.number($0 + 8, 2) }.flatMap { (1...8).contains($0) ? $0 : nil }
    }

    /// Answers where the EXIF directory is.
    private func directory(at start: Int, into contents: inout FileContents) -> Int? {
        var exif: Int?
        for index in 0..<min(number(start, 2) ?? 0, MetadataLimits.texts) {
            let entry = start + 2 + index * 12
            guard let tag = number(entry, 2), let type = number(entry + 2, 2),
                let count = number(entry + 4, 4), let value = number(entry + 8, 4)
            else { return exif }
            if tag == Self.pointer { exif = value }
            guard let name = Self.names[tag], [1, 2, 7].contains(type) else { continue }
            let place = count <= 4 ? entry + 8 : value
            guard count <= MetadataLimits.textBytes, place + count <= bytes.count else {
                contents.cut()
                continue
            }
            contents.add("exif:" + name, text(name, bytes.part(place, place + count)))
        }
        return exif
    }

    private func number(_ position: Int, _ width: Int) -> Int? {
        isLittle ? bytes.little(position, width) : bytes.big(position, width)
    }

    private func text(_ name: String, _ value: [UInt8]) -> String {
        let text =
            switch name {
            case "UserComment": comment(value)
            case "XPComment", "XPKeywords": utf16(value, isLittle: true)
            default: value.text
            }
        return text.trimmingCharacters(in: CharacterSet(charactersIn: "\0"))
    }

    /// Eight bytes name the character set.
    private func comment(_ value: [UInt8]) -> String {
        let rest = value.part(8, value.count)
        switch value.part(0, 8).text.trimmingCharacters(in: CharacterSet(charactersIn: "\0 ")) {
        case "UNICODE": return utf16(rest, isLittle: looksLittle(rest))
        case "ASCII": return rest.text
        case "JIS":
            // Only text with escape sequences is JIS; others say so and write ASCII or UTF-8.
            return (rest.contains(0x1B) ? String(data: Data(rest), encoding: .iso2022JP) : nil)
                ?? rest.text
        case "": return rest.text
        default: return value.text
        }
    }

    /// The order of the file does not hold for these texts: programs write either.
    ///
    /// Where text has ASCII in it, the zero bytes tell.
    private func looksLittle(_ value: [UInt8]) -> Bool {
        var zeros = [0, 0]
        for (index, byte) in value.enumerated() where byte == 0 { zeros[index % 2] += 1 }
        return zeros[0] == zeros[1] ? isLittle : zeros[1] > zeros[0]
    }

    private func utf16(_ value: [UInt8], isLittle: Bool) -> String {
        let little =
            value.starts(with: [0xFF, 0xFE]) || (isLittle && !value.starts(with: [0xFE, 0xFF]))
        let units = stride(from: 0, to: value.count - value.count % 2, by: 2).map { index in
            UInt16(value[index + (little ? 1 : 0)]) << 8 | UInt16(value[index + (little ? 0 : 1)])
        }
        return String(
            decoding: units.first == 0xFEFF ? units.dropFirst() : units[...], as: UTF16.self)
    }
}
