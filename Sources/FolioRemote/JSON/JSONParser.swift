/// Why some bytes are not one complete JSON value.
struct JSONError: Error, Equatable {
    /// Byte at which reading stopped.
    let offset: Int
}

/// Reads RFC 8259 JSON strictly: a cut or decorated reply must not pass for a whole one.
struct JSONParser {
    /// What lies deeper is passed over, so that a hostile reply cannot exhaust the stack: to its
    /// readers it is `null`, and the rest of the reply is whole.
    static let depthLimit = 64

    private let bytes: [UInt8]
    private var position = 0

    /// The one value that `bytes` hold, with nothing but white space around it.
    static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw JSONError(offset: 0) }
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.failure }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var failure: JSONError { JSONError(offset: position) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let byte = next, UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(JSONError) {
        guard skip(character) else { throw failure }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipSpace()
        let start = position
        let isTooDeep = depth >= Self.depthLimit && (next == 0x7B || next == 0x5B)
        let content = try isTooDeep ? passOver() : content(depth: depth)
        return JSONValue(content: content, source: bytes[start..<position])
    }

    private mutating func content(depth: Int) throws(JSONError) -> JSONValue.Content {
        switch next {
        case UInt8(ascii: "{"): .object(try object(depth: depth))
        case UInt8(ascii: "["): .array(try array(depth: depth))
        case UInt8(ascii: "\""): .string(try string())
        case UInt8(ascii: "t"): try word("true", .bool(true))
        case UInt8(ascii: "f"): try word("false", .bool(false))
        case UInt8(ascii: "n"): try word("null", .null)
        default: .number(try number())
        }
    }

    /// Finds the end of a value without descending into it: its brackets must match and its texts
    /// end. Nothing in it is read.
    private mutating func passOver() throws(JSONError) -> JSONValue.Content {
        var open: [UInt8] = []
        repeat {
            guard let byte = next else { throw failure }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                // Both closing brackets stand two behind the opening ones.
                open.append(byte + 2)
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard open.popLast() == byte else { throw failure }
                position += 1
            case UInt8(ascii: "\""): _ = try string()
            default: try passOverScalar()
            }
        } while !open.isEmpty
        return .null
    }

    /// A number, a word, or what stands between values.
    private mutating func passOverScalar() throws(JSONError) {
        let ends = Array("{}[]\"".utf8)
        let start = position
        while let byte = next, !ends.contains(byte) { position += 1 }
        guard position > start else { throw failure }
    }

    private mutating func word(
        _ word: StaticString, _ content: JSONValue.Content
    ) throws(JSONError) -> JSONValue.Content {
        let length = word.utf8CodeUnitCount
        guard position + length <= bytes.count else { throw failure }
        for index in 0..<length {
            guard bytes[position] == word.utf8Start[index] else { throw failure }
            position += 1
        }
        return content
    }

    private mutating func object(depth: Int) throws(JSONError) -> [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        position += 1
        skipSpace()
        if skip("}") { return fields }
        repeat {
            skipSpace()
            let key = try string()
            skipSpace()
            try expect(":")
            fields[key] = try value(depth: depth + 1)
            skipSpace()
        } while skip(",")
        try expect("}")
        return fields
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        position += 1
        skipSpace()
        if skip("]") { return elements }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while skip(",")
        try expect("]")
        return elements
    }
}

extension JSONParser {
    private mutating func number() throws(JSONError) -> String {
        let start = position
        _ = skip("-")
        if !skip("0") { try digits() }
        if skip(".") { try digits() }
        if skip("e") || skip("E") {
            if !skip("+") { _ = skip("-") }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw failure }
    }

    private mutating func string() throws(JSONError) -> String {
        try expect("\"")
        let start = position
        try skipPlainText()
        if skip("\"") { return String(decoding: bytes[start..<position - 1], as: UTF8.self) }
        var text = Array(bytes[start..<position])
        while skip("\\") {
            text.append(contentsOf: try escape().utf8)
            let start = position
            try skipPlainText()
            text.append(contentsOf: bytes[start..<position])
        }
        try expect("\"")
        return String(decoding: text, as: UTF8.self)
    }

    /// Up to a quote or a backslash.
    private mutating func skipPlainText() throws(JSONError) {
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw failure }
            position += 1
        }
    }

    private mutating func escape() throws(JSONError) -> String {
        guard let byte = next else { throw failure }
        position += 1
        return switch byte {
        case UInt8(ascii: "\""): "\""
        case UInt8(ascii: "\\"): "\\"
        case UInt8(ascii: "/"): "/"
        case UInt8(ascii: "b"): "\u{8}"
        case UInt8(ascii: "f"): "\u{C}"
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "t"): "\t"
        case UInt8(ascii: "u"): try escapedScalar()
        default: throw failure
        }
    }

    /// A scalar, or U+FFFD for half of a surrogate pair: one bad character must not cost a reply.
    /// U+0000 becomes that as well, since SQLite would take it for the end of a text.
    private mutating func escapedScalar() throws(JSONError) -> String {
        let unit = try hexUnit()
        guard unit != 0 else { return "\u{FFFD}" }
        guard UTF16.isLeadSurrogate(unit) else {
            return String(decoding: [unit], as: UTF16.self)
        }
        let afterLead = position
        guard skip("\\"), skip("u") else {
            position = afterLead
            return "\u{FFFD}"
        }
        let trail = try hexUnit()
        guard UTF16.isTrailSurrogate(trail) else {
            position = afterLead
            return "\u{FFFD}"
        }
        return String(decoding: [unit, trail], as: UTF16.self)
    }

    private mutating func hexUnit() throws(JSONError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw failure }
        var unit: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
            else { throw failure }
            unit = unit << 4 | UInt16(digit)
        }
        position += 4
        return unit
    }
}
