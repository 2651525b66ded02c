import Foundation

/// A request as it came over the wire, read to its end.
struct Incoming: Sendable {
    struct Parameter: Sendable {
        let name: String
        let value: String
    }

    let method: String
    /// Percent-encoded, without the query.
    let path: String
    let query: [Parameter]
    let authorization: String?
    let contentType: String?
    let userAgent: String?
    let body: Data

    /// Reads `a=b&c=d`, with `+` for a space.
    static func parameters(_ query: String) -> [Parameter] {
        query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Parameter(name: decode(parts[0]), value: parts.count > 1 ? decode(parts[1]) : "")
        }
    }

    private static func decode(_ text: Substring) -> String {
        let spaced = text.replacingOccurrences(of: "+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }
}
