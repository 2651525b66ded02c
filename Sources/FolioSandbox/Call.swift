import Foundation
import GRDB

/// One request, as a route sees it, inside the transaction that carries it out.
struct Call {
    let incoming: Incoming
    let db: Database
    /// Milliseconds since 1970 UTC on the sandbox's clock.
    let now: Int64
    let requestID: String
    /// `http://127.0.0.1:PORT`.
    let origin: String
    let settings: Settings
    /// Parts of the path that the route's pattern names.
    var parameters: [String: String] = [:]
    /// The caller's key; `nil` on routes that need none.
    var key: APIKey?
    /// A fault that changes what a list answers.
    var pageFault: Fault?

    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A query parameter; empty counts as absent.
    func query(_ name: String) -> String? {
        let value = incoming.query.last { $0.name == name }?.value
        return value?.isEmpty == true ? nil : value
    }

    /// The values of a query parameter that may be given as a list with commas.
    func queryList(_ name: String) -> [String]? {
        query(name)?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// The JSON object in the body.
    func body() throws -> Fields {
        guard !incoming.body.isEmpty else {
            throw APIError.validation("The request body must be a JSON object")
        }
        let value: JSON
        do { value = try JSON(parsing: incoming.body) } catch {
            throw APIError(
                status: 400, code: "invalid_json",
                message: "The request body is not valid JSON; escape line breaks inside strings")
        }
        guard case .object = value else {
            throw APIError.validation("The request body must be a JSON object")
        }
        return Fields(value)
    }

    /// As ``body()``, where having none means an empty object.
    func optionalBody() throws -> Fields {
        incoming.body.isEmpty ? Fields([:]) : try body()
    }

    /// `limit` and `offset`, checked.
    func page(defaultLimit: Int = 20) throws -> (limit: Int, offset: Int) {
        func number(_ name: String, _ fallback: Int, _ range: ClosedRange<Int>) throws -> Int {
            guard let text = query(name) else { return fallback }
            guard let value = Int(text), range.contains(value) else {
                let wanted =
                    range.upperBound == .max ? "0 or more" : "from 1 to \(range.upperBound)"
                throw APIError.validation("\(name) must be a whole number, \(wanted)")
            }
            return value
        }
        return (
            try number("limit", defaultLimit, 1...100), try number("offset", 0, 0...Int.max)
        )
    }
}
