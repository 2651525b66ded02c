/// The status line and headers of a reply, taken line by line.
///
/// libcurl reports success for a reply that was cut inside its headers, so whether the empty
/// line that ends them came is watched here.
struct ReplyHead {
    /// Bytes of all header lines, interim replies included.
    static let limit = 256 << 10

    private(set) var status: Int?
    private(set) var headers = HTTPHeaderFields()
    private(set) var byteCount = 0
    private var sawEmptyLine = false
    private var isFirstHTTP = true

    /// Whether a final status line came, not only `100 Continue` and its like.
    var hasBegun: Bool { (status ?? 0) >= 200 }

    /// Whether the final header block came whole.
    var isComplete: Bool { hasBegun && sawEmptyLine }

    /// Whether the headers say where the body ends, or that there is none.
    var declaresEnd: Bool {
        !isFirstHTTP || status == 204 || status == 304 || headers["Content-Length"] != nil
            || headers["Transfer-Encoding"]?.lowercased().contains("chunked") == true
    }

    /// Takes one line, its line end included.
    mutating func take(_ line: String, byteCount count: Int) {
        byteCount += count
        let line = line.last?.isNewline == true ? line.dropLast() : line[...]
        if isComplete { return }  // A trailer, after the body.
        if line.hasPrefix("HTTP/") {
            begin(line)
        } else if line.isEmpty {
            sawEmptyLine = true
        } else if line.first?.isWhitespace == true {
            return  // The rest of a folded header, which nothing here needs.
        } else if let colon = line.firstIndex(of: ":") {
            headers.add(
                Self.trimmed(line[..<colon]), Self.trimmed(line[line.index(after: colon)...]))
        }
    }

    private mutating func begin(_ line: Substring) {
        let words = line.split(separator: " ", maxSplits: 2)
        status = words.count > 1 ? Int(words[1]) : nil
        isFirstHTTP = line.hasPrefix("HTTP/1")
        headers = HTTPHeaderFields()
        sawEmptyLine = false
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
