import Foundation

/// Short lists and objects kept as JSON text in a column.
package enum JSONColumn {
    package static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func list(_ rows: some Sequence<Int64>) -> String {
        "[\(rows.map(String.init).joined(separator: ","))]"
    }

    static func strings(_ text: String) -> [String] { decode(text) }

    static func integers(_ text: String) -> [Int] { decode(text) }

    /// Only this module writes these columns; what an older or newer version wrote otherwise is
    /// shown as not known.
    static func value<Value: Decodable>(_ text: String) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    private static func decode<Element: Decodable>(_ text: String) -> [Element] {
        // An unreadable list is shown as empty.
        value(text) ?? []
    }
}
