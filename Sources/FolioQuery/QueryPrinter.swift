/// Writes a tree as a query that parses to the same tree.
struct QueryPrinter {
    static func text(_ expression: Expression) -> String {
        switch expression {
        case .all: "*"
        case .text(let term): text(term)
        case .field(let term): text(term.test)
        case .not(let part): "-" + (part.isLeaf ? text(part) : "(\(text(part)))")
        case .and(let parts):
            parts.map { if case .or = $0 { "(\(text($0)))" } else { text($0) } }
                .joined(separator: " ")
        case .or(let parts): parts.map(text).joined(separator: " OR ")
        }
    }

    /// `text` in quotes that the parser takes off again.
    static func quoted(_ text: String) -> String {
        var result = String.UnicodeScalarView(["\""])
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result.append("\\") }
            result.append(scalar)
        }
        result.append("\"")
        return String(result)
    }

    private static func text(_ term: TextTerm) -> String {
        switch term.match {
        case .word: bare(term.text, or: { isPlainWord($0) && $0 != "OR" })
        case .phrase: quoted(term.text)
        case .prefix: bare(term.text, or: isPlainWord) + "*"
        case .substring: "*" + bare(term.text, or: isPlain) + "*"
        case .fuzzy: "~" + bare(term.text, or: isPlain)
        }
    }

    private static func text(_ test: FieldTest) -> String {
        switch test {
        case .tag(let name): "tag:" + value(name)
        case .model(let name): "model:" + value(name)
        case .ratio(let ratio): "ratio:" + value(ratio)
        case .date(let range): "date:\(range)"
        case .credits(let range): "credits:\(range)"
        case .width(let range): "width:\(range)"
        case .height(let range): "height:\(range)"
        case .used(let range): range == NumberRange(0) ? "used:never" : "used:\(range)"
        case .album(let name): "album:" + value(name)
        case .rating(let range): "rating:\(range)"
        case .quality(let quality): "is:" + quality.rawValue
        case .id(let id): "id:" + value(id)
        case .post(let id): "post:" + value(id)
        case .kind(let kind): "kind:" + kind.rawValue
        case .saved(let name): "@" + bare(name, or: isPlain)
        }
    }

    private static func value(_ text: String) -> String {
        bare(text, or: { isPlain($0) && !$0.unicodeScalars.contains("|") })
    }

    private static func bare(_ text: String, or isAllowed: (String) -> Bool) -> String {
        isAllowed(text) ? text : quoted(text)
    }

    /// Whether `text` means itself after a sign or a field's colon.
    private static func isPlain(_ text: String) -> Bool {
        !text.unicodeScalars.contains { scalar in
            scalar.properties.isWhitespace || "()\"*".unicodeScalars.contains(scalar)
        }
    }

    /// Whether `text` means itself at the start of a term.
    private static func isPlainWord(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        return isPlain(text) && !"-~@".unicodeScalars.contains(first)
            && (first == ":" || !text.unicodeScalars.contains(":"))
    }
}

extension Query: CustomStringConvertible {
    /// The query in its plainest form; parses to an equal query.
    package var description: String { QueryPrinter.text(expression) }
}

extension Expression {
    fileprivate var isLeaf: Bool {
        switch self {
        case .all, .text, .field: true
        case .not, .and, .or: false
        }
    }
}
