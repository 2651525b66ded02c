package import Foundation

/// A request as the server read it.
package struct ReceivedRequest: Sendable {
    /// The request line and all headers, as they came.
    package let head: String
    package let body: Data

    /// The value of a header, whatever its capitals.
    package func header(_ name: String) -> String? {
        for line in head.split(whereSeparator: \.isNewline).dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { continue }
            return parts[1].trimmingCharacters(in: .whitespaces)
        }
        return nil
    }
}

extension ReceivedRequest {
    /// Such as `GET /api/v1/me`, with the query.
    package var line: String {
        head.prefix { $0 != "\r\n" }.split(separator: " ").prefix(2).joined(separator: " ")
    }
}
