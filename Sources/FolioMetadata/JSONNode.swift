/// JSON from a file: bounded in depth, numbers as they are written, `NaN` as Python writes it.
indirect enum JSONNode: Hashable, Sendable {
    case object([String: JSONNode])
    case list([JSONNode])
    case text(String)
    /// A number, `true`, `false`, `null`, or another bare word, as written.
    case word(String)

    /// `nil` where the text is no JSON or nested too deeply.
    init?(_ text: String) {
        guard text.utf8.count <= MetadataLimits.textBytes else { return nil }
        var parser = JSONParser(Array(text.utf8))
        guard let node = parser.whole() else { return nil }
        self = node
    }

    subscript(_ key: String) -> JSONNode? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    subscript(_ index: Int) -> JSONNode? {
        if case .list(let nodes) = self, nodes.indices.contains(index) { nodes[index] } else { nil }
    }

    var members: [String: JSONNode] {
        if case .object(let members) = self { members } else { [:] }
    }

    var elements: [JSONNode] {
        if case .list(let nodes) = self { nodes } else { [] }
    }

    /// `nil` for everything but text.
    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// A text, or a number as it is written.
    var scalar: String? {
        switch self {
        case .text(let text): text
        case .word(let word): ["null", "true", "false", "NaN"].contains(word) ? nil : word
        default: nil
        }
    }

    var number: Int? { scalar.flatMap { Int($0) ?? Double($0).flatMap { Int(exactly: $0) } } }
}

/// Reads bytes as JSON (RFC 8259), without ever calling itself deeper than a limit.
struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func whole() -> JSONNode? {
        guard let node = value(depth: 0) else { return nil }
        skipSpace()
        return position == bytes.count ? node : nil
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpace()
        guard next == character.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) -> JSONNode? {
        guard depth < MetadataLimits.depth else { return nil }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return list(depth)
        case UInt8(ascii: "\""): return string().map(JSONNode.text)
        default: return word()
        }
    }

    private mutating func object(_ depth: Int) -> JSONNode? {
        position += 1
        var members: [String: JSONNode] = [:]
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard let key = string(), take(":"), let member = value(depth: depth + 1) else {
                return nil
            }
            members[key] = member
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func list(_ depth: Int) -> JSONNode? {
        position += 1
        var nodes: [JSONNode] = []
        if take("]") { return .list(nodes) }
        repeat {
            guard let node = value(depth: depth + 1) else { return nil }
            nodes.append(node)
        } while take(",")
        return take("]") ? .list(nodes) : nil
    }

    private mutating func word() -> JSONNode? {
        let start = position
        while let next,
            UInt8(ascii: "-") == next || UInt8(ascii: "+") == next
                || UInt8(ascii: ".") == next
                || Character(Unicode.Scalar(next)).isLetter && next < 128
                || (0x30...0x39).contains(next)
        { position += 1 }
        guard position > start else { return nil }
        return .word(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func string() -> String? {
        guard next == UInt8(ascii: "\"") else { return nil }
        position += 1
        var output: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: output, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                output += Array(String(scalar).utf8)
            default: output.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard let byte = next else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return escapedScalar()
        default: return Unicode.Scalar(byte)
        }
    }

    private mutating func escapedScalar() -> Unicode.Scalar? {
        guard let unit = unit() else { return nil }
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // Half of a pair: the other half follows, or it is nothing that can be read.
        guard bytes.part(position, position + 2) == Array("\\u".utf8) else { return "\u{FFFD}" }
        let start = position
        position += 2
        guard let low = self.unit() else { return nil }
        guard (0xD800..<0xDC00).contains(unit), (0xDC00..<0xE000).contains(low) else {
            position = start
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
        let digits = bytes.part(position, position + 4)
        guard digits.count == 4, let text = String(validating: digits, as: UTF8.self) else {
            return nil
        }
        position += 4
        return UInt32(text, radix: 16)
    }
}
