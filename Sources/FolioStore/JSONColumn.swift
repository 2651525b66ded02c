import Foundation

/// Short lists kept as JSON text in a column.
enum JSONColumn {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func list(_ rows: some Sequence<Int64>) -> String {
        "[\(rows.map(String.init).joined(separator: ","))]"
    }

    static func strings(_ text: String) -> [String] { decode(text) }

    static func integers(_ text: String) -> [Int] { decode(text) }

    private static func decode<Element: Decodable>(_ text: String) -> [Element] {
        // Only this module writes these columns; an unreadable list is shown as empty.
        (try? JSONDecoder().decode([Element].self, from: Data(text.utf8))) ?? []
    }
}
