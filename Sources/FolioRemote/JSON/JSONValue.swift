/// One JSON value together with the text that it was read from.
///
/// Objects are read key by key and never as a whole, so that one field of a wrong type costs
/// that field and nothing else.
struct JSONValue: Sendable {
    let content: Content
    /// The bytes of this value in the reply; valid UTF-8.
    let source: ArraySlice<UInt8>

    /// The text of this value as it arrived.
    var raw: String { String(decoding: source, as: UTF8.self) }

    enum Content: Sendable {
        case null
        case bool(Bool)
        /// As written, since `15`, `15.0` and `1e400` mean different things to different readers.
        case number(String)
        case string(String)
        case array([JSONValue])
        /// Where a key is repeated, the last one counts.
        case object([String: JSONValue])
    }
}

extension JSONValue {
    var object: [String: JSONValue]? {
        if case .object(let fields) = content { fields } else { nil }
    }

    var array: [JSONValue]? {
        if case .array(let elements) = content { elements } else { nil }
    }

    var string: String? {
        if case .string(let text) = content { text } else { nil }
    }

    var bool: Bool? {
        if case .bool(let value) = content { value } else { nil }
    }

    /// A finite number.
    var double: Double? {
        guard case .number(let text) = content, let value = Double(text), value.isFinite
        else { return nil }
        return value
    }

    /// A whole number, `15.0` and `1.5e1` included; `nil` where `Int` cannot hold it exactly.
    var int: Int? {
        guard case .number(let text) = content else { return nil }
        return Int(text) ?? double.flatMap { Int(exactly: $0) }
    }

    var isNull: Bool {
        if case .null = content { true } else { false }
    }
}
