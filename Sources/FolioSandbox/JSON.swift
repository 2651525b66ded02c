import Foundation

/// A JSON value. Replies are built from these, so that `null` is always written out.
enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One name and value of an object; objects keep the order they were built in.
    struct Member: Sendable, Equatable {
        let name: String
        var value: JSON
    }

    init(_ value: String?) { self = value.map(JSON.string) ?? .null }
    init(_ value: Int?) { self = value.map(JSON.int) ?? .null }
    init(_ value: Double?) { self = value.map(JSON.double) ?? .null }
    init(_ values: [String]) { self = .array(values.map(JSON.string)) }
    init(_ values: [Int]) { self = .array(values.map(JSON.int)) }

    /// The member called `name`, or `nil` where this is no object or has none.
    subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// Both objects' members; where a name is in both, the later value.
    func merging(_ other: JSON) -> JSON {
        guard case .object(var members) = self, case .object(let added) = other else {
            return other
        }
        for member in added {
            if let index = members.firstIndex(where: { $0.name == member.name }) {
                members[index] = member
            } else {
                members.append(member)
            }
        }
        return .object(members)
    }
}

// Not by `nil`: inside an optional it would quietly mean JSON's null.
extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral
{
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member(name: $0.0, value: $0.1) })
    }

    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .int(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
}
