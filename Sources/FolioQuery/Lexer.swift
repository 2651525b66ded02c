import FolioModel

/// A piece of the query: a sign of the grammar or one whole term.
struct Token {
    enum Kind {
        case open
        case close
        case minus
        case or
        case everything
        case text(TextTerm.Match, String)
        case saved(String)
        case field(QueryField, values: [SourceText])
        case end
    }

    let kind: Kind
    /// UTF-8 bytes.
    let range: Range<Int>
}

/// Cuts a query into tokens, by code points, so that no combining mark can hide a quote.
struct Lexer {
    private let scalars: [Unicode.Scalar]
    /// Where each scalar begins in UTF-8 bytes, and the end.
    private let offsets: [Int]
    private var position = 0

    /// - Throws: ``QueryError`` when `text` is too long.
    init(_ text: String) throws(QueryError) {
        let bytes = text.utf8.count
        guard bytes <= Query.lengthLimit
        else { throw QueryError(.tooLong(bytes: bytes), Query.lengthLimit..<bytes) }
        // No stored text holds NUL, and C would take it for the end.
        scalars = text.unicodeScalars.map { $0 == "\0" ? " " : $0 }
        var offset = 0
        var offsets: [Int] = [0]
        for scalar in scalars {
            offset += UTF8.width(scalar)
            offsets.append(offset)
        }
        self.offsets = offsets
    }

    /// The next token; `.end` again and again once the query is read.
    mutating func next() throws(QueryError) -> Token {
        while let scalar = current, scalar.properties.isWhitespace { position += 1 }
        let start = position
        guard let scalar = current else { return Token(kind: .end, range: range(from: start)) }
        switch scalar {
        case "(": return sign(.open)
        case ")": return sign(.close)
        case "-": return try minus()
        case "\"":
            let text = try quotedText()
            return try phraseOrPrefix(text, from: start)
        case "~": return try marked("~") { .text(.fuzzy, $0) }
        case "@": return try marked("@") { .saved($0) }
        case "*": return try star()
        default: return try word()
        }
    }

    private mutating func sign(_ kind: Token.Kind) -> Token {
        position += 1
        return Token(kind: kind, range: range(from: position - 1))
    }

    private mutating func minus() throws(QueryError) -> Token {
        let start = position
        position += 1
        if current == "-" {
            throw QueryError(.doubleMinus, offsets[start]..<offsets[start + 2])
        }
        guard let next = current, !next.properties.isWhitespace, next != ")"
        else { throw QueryError(.danglingMinus, range(from: start)) }
        return Token(kind: .minus, range: range(from: start))
    }
}

// Terms.
extension Lexer {
    private mutating func phraseOrPrefix(_ text: String, from start: Int) throws(QueryError)
        -> Token
    {
        let isPrefix = current == "*"
        if isPrefix { position += 1 }
        return Token(kind: .text(isPrefix ? .prefix : .phrase, text), range: range(from: start))
    }

    /// A word or quoted text right after `sign`.
    private mutating func marked(
        _ sign: String, _ kind: (String) -> Token.Kind
    ) throws(QueryError) -> Token {
        let start = position
        position += 1
        let text = current == "\"" ? try quotedText() : run()
        guard !text.isEmpty
        else { throw QueryError(.missingWord(after: sign), range(from: start)) }
        if text.unicodeScalars.contains("*"), scalars[start + 1] != "\"" {
            throw QueryError(.misplacedStar(word: sign + text), range(from: start))
        }
        return Token(kind: kind(text), range: range(from: start))
    }

    /// `*` alone, `*part*` or `*"part"*`.
    private mutating func star() throws(QueryError) -> Token {
        let start = position
        position += 1
        if current == "\"" {
            let text = try quotedText()
            guard current == "*"
            else { throw QueryError(.misplacedStar(word: text), range(from: start)) }
            position += 1
            return Token(kind: .text(.substring, text), range: range(from: start))
        }
        let rest = run()
        if rest.isEmpty { return Token(kind: .everything, range: range(from: start)) }
        let part = String(rest.dropLastScalar())
        guard rest.unicodeScalars.last == "*", !part.isEmpty, !part.unicodeScalars.contains("*")
        else { throw QueryError(.misplacedStar(word: "*" + rest), range(from: start)) }
        return Token(kind: .text(.substring, part), range: range(from: start))
    }

    private mutating func word() throws(QueryError) -> Token {
        let start = position
        // A colon at the very start names no field.
        let colon = scalars[(start + 1)...].prefix { !Self.endsRun($0) }.firstIndex(of: ":")
        if scalars[start] != ":", let colon { return try field(colon: colon) }
        let text = run()
        if text == "OR" { return Token(kind: .or, range: range(from: start)) }
        let stem = text.dropLastScalar()
        if text.unicodeScalars.last == "*", !stem.unicodeScalars.contains("*") {
            return Token(kind: .text(.prefix, String(stem)), range: range(from: start))
        }
        if text.unicodeScalars.contains("*") {
            throw QueryError(.misplacedStar(word: text), range(from: start))
        }
        return Token(kind: .text(.word, text), range: range(from: start))
    }
}

// Fields.
extension Lexer {
    private mutating func field(colon: Int) throws(QueryError) -> Token {
        let start = position
        let name = string(start..<colon)
        guard let field = QueryField(rawValue: name.lowercased()) else {
            let nearest = nearest(to: name, among: QueryField.allCases.map(\.name))
            throw QueryError(
                .unknownField(name: name, nearest: nearest, word: run()),
                offsets[start]..<offsets[colon])
        }
        position = colon + 1
        var values = [try value(of: field, from: start)]
        while current == "|" {
            position += 1
            values.append(try value(of: field, from: start))
        }
        return Token(kind: .field(field, values: values), range: range(from: start))
    }

    private mutating func value(
        of field: QueryField, from start: Int
    ) throws(QueryError) -> SourceText {
        let first = position
        if current == "\"" {
            let text = try quotedText()
            return SourceText(text: text, range: range(from: first))
        }
        while let scalar = current, !Self.endsRun(scalar), scalar != "|" { position += 1 }
        let text = string(first..<position)
        guard !text.isEmpty else {
            throw QueryError(
                .missingValue(field: field, isGroup: current == "("), range(from: start))
        }
        guard !text.unicodeScalars.contains("*")
        else { throw QueryError(.starInValue, range(from: first)) }
        return SourceText(text: text, range: range(from: first))
    }
}

// Runs of scalars.
extension Lexer {
    private var current: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private func range(from start: Int) -> Range<Int> {
        offsets[start]..<offsets[position]
    }

    private func string(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }

    private static func endsRun(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "(" || scalar == ")" || scalar == "\""
    }

    /// Everything up to white space, a parenthesis or a quote.
    private mutating func run() -> String {
        let start = position
        while let scalar = current, !Self.endsRun(scalar) { position += 1 }
        return string(start..<position)
    }

    /// What is between the quote here and the next. `\"` and `\\` stand for `"` and `\`.
    private mutating func quotedText() throws(QueryError) -> String {
        let start = position
        var text = String.UnicodeScalarView()
        position += 1
        while let scalar = current, scalar != "\"" {
            position += 1
            if scalar == "\\", let next = current, next == "\"" || next == "\\" {
                text.append(next)
                position += 1
            } else {
                text.append(scalar)
            }
        }
        guard current != nil
        else { throw QueryError(.unclosedQuote, offsets[start]..<offsets[start + 1]) }
        position += 1
        guard !text.allSatisfy(\.properties.isWhitespace)
        else { throw QueryError(.emptyQuotes, range(from: start)) }
        return String(text)
    }
}

extension String {
    fileprivate func dropLastScalar() -> Substring {
        Substring(unicodeScalars.dropLast())
    }
}
