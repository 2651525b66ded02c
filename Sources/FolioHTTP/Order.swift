import Foundation

/// A request together with all that is needed to carry it out.
struct Order: Sendable {
    let request: HTTPRequest
    let endpoint: Endpoint
    let configuration: HTTPClient.Configuration
    /// Where the body of a 2xx reply goes; `nil` for memory.
    let file: OutputFile?

    /// Refuses what must not be sent, before anything is.
    func check() throws(HTTPError) {
        for header in request.headers { try check(header) }
        switch request.body {
        case .none: break
        case .bytes, .file:
            guard request.method != .get, request.method != .head else {
                throw invalid("a \(request.method.rawValue) has no body")
            }
        case .multipart(let form):
            guard request.method == .post else { throw invalid("a form needs a POST") }
            let names = [form.contentType, form.fieldName, form.fileName] + form.fields.map(\.name)
            guard !names.contains(where: hasControlCharacters) else {
                throw invalid("a name in the form holds a control character")
            }
        }
    }
}

extension Order {
    /// Names whose values libcurl decides, because the framing of the request depends on them.
    private static let reserved: Set = [
        "host", "content-length", "transfer-encoding", "connection", "expect", "upgrade", "te",
    ]

    private func check(_ header: HTTPHeader) throws(HTTPError) {
        guard !header.name.isEmpty, header.name.utf8.allSatisfy(isTokenByte) else {
            throw invalid("a header has a name that is not allowed")
        }
        guard !Self.reserved.contains(header.name.lowercased()) else {
            throw invalid("the header \(header.name) is not the caller's to set")
        }
        guard !hasControlCharacters(header.value.revealed) else {
            throw invalid("the header \(header.name) holds a control character")
        }
    }

    /// The characters of a token in RFC 9110 §5.6.2.
    private func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private func hasControlCharacters(_ text: String) -> Bool {
        text.utf8.contains { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7f }
    }

    private func invalid(_ reason: String) -> HTTPError {
        HTTPError(.invalidRequest(reason), nothingWasSent: true)
    }
}
