/// The members of a request's JSON object, read by name and type.
///
/// A member that is `null` counts as absent, as in the remote's schemas.
struct Fields {
    let json: JSON

    init(_ json: JSON) { self.json = json }

    func value(_ name: String) -> JSON? {
        json[name].flatMap { $0 == .null ? nil : $0 }
    }

    /// Whether the member is there, `null` included.
    func has(_ name: String) -> Bool { json[name] != nil }

    func string(_ name: String, maximum: Int? = nil) throws -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw wrongType(name, "a string") }
        if let maximum, text.utf16.count > maximum {
            throw APIError.validation(
                "\(name) must be at most \(maximum) characters (it has \(text.utf16.count))")
        }
        return text
    }

    /// A string that must be there and hold more than white space.
    func requiredString(_ name: String, maximum: Int? = nil) throws -> String {
        guard let text = try string(name, maximum: maximum) else {
            throw APIError.validation("\(name) is required")
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw APIError.validation("\(name) must not be empty")
        }
        return text
    }

    /// One of `choices`, which a refusal lists.
    func choice(_ name: String, of choices: [String]) throws -> String? {
        guard let text = try string(name) else { return nil }
        guard choices.contains(text) else {
            throw APIError.validation("\(name) must be one of: \(choices.joined(separator: ", "))")
        }
        return text
    }

    func int(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let value = value(name) else { return nil }
        guard case .int(let number) = value else { throw wrongType(name, "a whole number") }
        guard range.contains(number) else {
            throw APIError.validation(
                "\(name) must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func number(_ name: String) throws -> Double? {
        switch value(name) {
        case nil: nil
        case .int(let number): Double(number)
        case .double(let number): number
        default: throw wrongType(name, "a number")
        }
    }

    func bool(_ name: String) throws -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let bool) = value else { throw wrongType(name, "true or false") }
        return bool
    }

    func strings(_ name: String) throws -> [String]? {
        guard let value = value(name) else { return nil }
        guard case .array(let values) = value else { throw wrongType(name, "a list of strings") }
        return try values.map {
            guard case .string(let text) = $0 else { throw wrongType(name, "a list of strings") }
            return text
        }
    }

    /// Whole numbers; digits in strings count, as older clients send account ids that way.
    func ints(_ name: String) throws -> [Int]? {
        guard let value = value(name) else { return nil }
        guard case .array(let values) = value else {
            throw wrongType(name, "a list of whole numbers")
        }
        return try values.map { value in
            if case .int(let number) = value { return number }
            if case .string(let text) = value, let number = Int(text) { return number }
            throw wrongType(name, "a list of whole numbers")
        }
    }

    func object(_ name: String) throws -> JSON? {
        guard let value = value(name) else { return nil }
        guard case .object = value else { throw wrongType(name, "an object") }
        return value
    }

    /// A time in ISO 8601, as milliseconds since 1970 UTC.
    func time(_ name: String) throws -> Int64? {
        guard let text = try string(name) else { return nil }
        guard let time = Timestamp.parse(text) else { throw wrongType(name, "an ISO 8601 time") }
        return time
    }

    private func wrongType(_ name: String, _ wanted: String) -> APIError {
        .validation("\(name) must be \(wanted)")
    }
}
