import Foundation
import GRDB

/// One endpoint: how it is called, what it needs, and what it does.
struct Route: Sendable {
    typealias Action = @Sendable (Call) throws -> Reply

    /// Counted apart in the rate windows.
    enum Kind: String, Sendable {
        case call, post, image
    }

    let method: String
    /// The path, with the names of its variable parts in braces.
    let pattern: String
    /// The scope a key needs; `nil` where no key is needed.
    let scope: String?
    var kind = Kind.call
    /// The most bytes its body may have.
    var bodyLimit = 1 << 20
    /// Done after a refusal, whose effects on the state were undone.
    var afterRefusal: (@Sendable (Call, APIError) throws -> Void)?
    let action: Action

    init(
        _ method: String, _ pattern: String, scope: String? = nil, kind: Kind = .call,
        bodyLimit: Int = 1 << 20,
        afterRefusal: (@Sendable (Call, APIError) throws -> Void)? = nil,
        _ action: @escaping Action
    ) {
        self.method = method
        self.pattern = pattern
        self.scope = scope
        self.kind = kind
        self.bodyLimit = bodyLimit
        self.afterRefusal = afterRefusal
        self.action = action
    }

    var isControl: Bool { pattern.hasPrefix("/_sandbox") }

    /// `POST /ai/generate-image`: how statistics and the log call it.
    var name: String { "\(method) \(shortPattern)" }

    /// The pattern without the API's prefix.
    var shortPattern: String {
        pattern.hasPrefix(Self.prefix) ? String(pattern.dropFirst(Self.prefix.count)) : pattern
    }

    static let prefix = "/api/v1"

    /// The variable parts of `path`, or `nil` where it is another route's.
    func parameters(of path: [Substring]) -> [String: String]? {
        let parts = pattern.split(separator: "/")
        guard parts.count == path.count else { return nil }
        var parameters: [String: String] = [:]
        for (part, actual) in zip(parts, path) {
            if part.hasPrefix("{") {
                let name = String(part.dropFirst().dropLast())
                parameters[name] = actual.removingPercentEncoding ?? String(actual)
            } else if part != actual {
                return nil
            }
        }
        return parameters
    }
}
