import FolioHTTP
import Foundation

/// One call of the API before it is sent.
struct Call: Sendable {
    /// What may be done when it is not known whether the call ran (`remote-api.md` §9).
    enum Repetition: Hashable, Sendable {
        /// Sent again: running twice does no harm.
        case harmless
        /// Sent at most once and then reported, so that the caller can look first.
        case never
        /// As ``never``; besides, a refusal for the rate is the caller's to wait for.
        case paid
    }

    var method: HTTPRequest.Method
    /// Below the base URL, with `/` in front, encoded.
    var path: String
    var query: [(name: String, value: String)] = []
    var body: Data?
    var repetition: Repetition
    /// How long the remote may be silent while it works.
    var silence: Duration = .seconds(60)
    /// A limit of its own that the remote has for it.
    var kind: RequestClass?

    /// A read, which may be repeated.
    static func get(_ path: String, _ query: [(name: String, value: String)] = []) -> Call {
        Call(method: .get, path: path, query: query, repetition: .harmless)
    }

    /// `body` as JSON, with keys in a fixed order.
    static func sending(
        _ method: HTTPRequest.Method, _ path: String, _ body: (any Encodable)? = nil,
        _ repetition: Repetition
    ) throws(RemoteError) -> Call {
        var call = Call(method: method, path: path, repetition: repetition)
        guard let body else { return call }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            call.body = try encoder.encode(body)
        } catch {
            throw RemoteError(.notSent(reason: "the request could not be written as JSON"))
        }
        return call
    }

    /// Reads may be answered without an envelope; nothing else is taken on trust.
    var acceptsBareData: Bool { method == .get }
}

extension Call {
    /// The whole address under `baseURL`.
    func url(_ baseURL: String) -> String {
        guard !query.isEmpty else { return baseURL + path }
        let fields = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
        return baseURL + path + "?" + fields.joined(separator: "&")
    }

    /// `folder/id`, or `folder/id/action`.
    ///
    /// - Throws: for an id that would make the path mean something else: none, or dots alone.
    static func path(
        _ folder: String, _ id: String, _ action: String? = nil
    ) throws(RemoteError) -> String {
        guard id.contains(where: { $0 != "." }) else {
            throw RemoteError(.notSent(reason: "the id is not usable"))
        }
        return "/\(folder)/\(encoded(id))" + (action.map { "/\($0)" } ?? "")
    }

    /// All but the unreserved characters of RFC 3986 as `%` and two digits.
    private static func encoded(_ text: String) -> String {
        let plain = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
