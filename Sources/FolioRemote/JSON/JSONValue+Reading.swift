import FolioModel

/// Lenient reading: the first of several names whose value is usable, else `nil`.
///
/// Missing, `null`, of a wrong type and out of bounds are all the same here: unknown.
extension JSONValue {
    subscript(_ name: String) -> JSONValue? { object?[name] }

    private func first<Value>(
        _ names: [String], _ read: (JSONValue) -> Value?
    ) -> Value? {
        for name in names {
            if let value = self[name], let usable = read(value) { return usable }
        }
        return nil
    }

    /// Text that is not empty, of at most `limit` bytes.
    func text(_ names: String..., limit: Int = Bounds.text) -> String? {
        first(names) { value in
            value.string.flatMap { $0.isEmpty || $0.utf8.count > limit ? nil : $0 }
        }
    }

    /// Text that may be empty: a post without words has none.
    func body(_ names: String...) -> String? {
        first(names) { value in value.string.flatMap { $0.utf8.count > Bounds.body ? nil : $0 } }
    }

    /// A UUID or any other short name without spaces and control characters, and not of dots
    /// alone, which would mean another path; a whole number counts as its digits.
    func identifier(_ names: String...) -> String? {
        first(names) { $0.asIdentifier }
    }

    var asIdentifier: String? {
        if let number = int { return String(number) }
        guard let text = string, !text.isEmpty, text.utf8.count <= Bounds.identifier,
            text.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) }),
            text.contains(where: { $0 != "." })
        else { return nil }
        return text
    }

    /// A positive account number, as a number or as its digits (`remote-api.md` §5).
    func accountNumber(_ names: String...) -> Int? {
        first(names) { $0.asAccountNumber }
    }

    var asAccountNumber: Int? {
        let number = int ?? string.flatMap { Int($0) }
        return number.flatMap { $0 > 0 ? $0 : nil }
    }

    func int(_ names: String..., in range: ClosedRange<Int>) -> Int? {
        first(names) { value in value.int.flatMap { range.contains($0) ? $0 : nil } }
    }

    func bool(_ names: String...) -> Bool? {
        first(names) { $0.bool }
    }

    /// Seconds, up to a year.
    func seconds(_ names: String...) -> Double? {
        first(names) { value in
            value.double.flatMap { (0...Bounds.seconds).contains($0) ? $0 : nil }
        }
    }

    /// ISO 8601 text from 1970 to 2199.
    func timestamp(_ names: String...) -> Timestamp? {
        first(names) { value in
            guard let text = value.string, text.utf8.count <= Bounds.timestampText,
                let moment = Timestamp(iso8601: text), Bounds.moments.contains(moment)
            else { return nil }
            return moment
        }
    }

    /// An http or https address.
    func link(_ names: String...) -> String? {
        first(names) { value in
            guard let text = value.string, text.utf8.count <= Bounds.link else { return nil }
            let start = text.prefix(8).lowercased()
            return start.hasPrefix("https://") || start.hasPrefix("http://") ? text : nil
        }
    }

    func object(_ names: String...) -> JSONValue? {
        first(names) { $0.object == nil ? nil : $0 }
    }

    func array(_ names: String...) -> [JSONValue]? {
        first(names) { $0.array }
    }

    /// Identifiers of a list; elements that are none are left out.
    func identifiers(_ names: String...) -> [String]? {
        first(names) { $0.array?.compactMap(\.asIdentifier) }
    }
}

/// What a reply may claim. Beyond these a value is unknown; the raw text still has it.
enum Bounds {
    /// Bytes of a name, a type or a sentence.
    static let text = 4_096
    /// Bytes of a post's or a prompt's text.
    static let body = 262_144
    /// Bytes of an id.
    static let identifier = 200
    /// Bytes of an address; presigned ones are long.
    static let link = 8_192
    /// Bytes of a moment in ISO 8601.
    static let timestampText = 40
    /// Pixels of an edge.
    static let pixels = 1...1_000_000
    /// Bytes of a file: the remote's largest is 4 GB.
    static let fileBytes = 1...(1 << 50)
    static let credits = 0...1_000_000_000_000
    static let count = 0...1_000_000_000
    /// A year.
    static let seconds = 31_536_000.0
    /// 1970 up to and without 2200.
    static let moments = Timestamp(milliseconds: 0)...Timestamp(milliseconds: 7_258_118_399_999)
    /// Bytes that are kept of a listed element.
    static let keptBytes = 65_536
    /// Bytes of a reply that are kept for the journal.
    static let rawBytes = 262_144
}
