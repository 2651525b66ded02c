/// The headers of a reply, in the order in which they came.
package struct HTTPHeaderFields: Hashable, Sendable {
    private var fields: [Field] = []

    private struct Field: Hashable, Sendable {
        let name: String
        let value: String
    }

    package init() {}

    /// Headers in the given order.
    package init(_ fields: [(name: String, value: String)]) {
        for field in fields { add(field.name, field.value) }
    }

    /// The first value under `name`, whatever its capitals.
    package subscript(name: String) -> String? {
        values(of: name).first
    }

    /// Every value under `name`, whatever its capitals.
    package func values(of name: String) -> [String] {
        let name = name.lowercased()
        return fields.filter { $0.name == name }.map(\.value)
    }

    /// Names in small letters, each with its value.
    package var all: [(name: String, value: String)] {
        fields.map { ($0.name, $0.value) }
    }

    mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name.lowercased(), value: value))
    }
}
