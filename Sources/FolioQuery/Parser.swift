/// Makes the tree of a query from its tokens, by recursive descent of limited depth.
struct Parser {
    private var lexer: Lexer
    private var token: Token
    private var depth = 0
    private var termCount = 0

    /// - Throws: ``QueryError`` when `text` is too long or begins with a mistake.
    init(_ text: String) throws(QueryError) {
        lexer = try Lexer(text)
        token = try lexer.next()
    }

    mutating func parseQuery() throws(QueryError) -> Expression {
        if case .end = token.kind { return .all }
        let expression = try parseAlternatives()
        if case .close = token.kind { throw QueryError(.unopenedParenthesis, token.range) }
        return expression
    }

    /// `a b OR c d`
    private mutating func parseAlternatives() throws(QueryError) -> Expression {
        var parts = [try parseSequence()]
        while case .or = token.kind {
            let or = token.range
            try advance()
            switch token.kind {
            case .end, .close, .or: throw QueryError(.danglingOr, or)
            default: parts.append(try parseSequence())
            }
        }
        return .anyOf(parts)
    }

    /// `a -b (c)`; at least one part.
    private mutating func parseSequence() throws(QueryError) -> Expression {
        var parts: [Expression] = []
        while true {
            switch token.kind {
            case .or where parts.isEmpty: throw QueryError(.danglingOr, token.range)
            case .close where parts.isEmpty: throw QueryError(.unopenedParenthesis, token.range)
            case .end, .close, .or: return .allOf(parts)
            default: parts.append(try parsePart())
            }
        }
    }

    private mutating func parsePart() throws(QueryError) -> Expression {
        let part = token
        try advance()
        switch part.kind {
        case .minus: return .not(try parsePart())
        case .open: return try parseGroup(from: part.range)
        case .everything: return try leaf(.all, part.range)
        case .text(let match, let text):
            return try leaf(.text(TextTerm(match, text, range: part.range)), part.range)
        case .saved(let name):
            return try leaf(.field(FieldTerm(.saved(name), range: part.range)), part.range)
        case .field(let field, let values):
            var tests: [Expression] = []
            for value in values {
                let test = try FieldTest(field, value)
                let range = values.count == 1 ? part.range : value.range
                tests.append(try leaf(.field(FieldTerm(test, range: range)), range))
            }
            return .anyOf(tests)
        case .or: throw QueryError(.danglingOr, part.range)
        case .close: throw QueryError(.unopenedParenthesis, part.range)
        case .end: throw QueryError(.danglingMinus, part.range)
        }
    }

    private mutating func parseGroup(from open: Range<Int>) throws(QueryError) -> Expression {
        if case .close = token.kind {
            throw QueryError(.emptyParentheses, open.lowerBound..<token.range.upperBound)
        }
        if case .end = token.kind { throw QueryError(.unclosedParenthesis, open) }
        guard depth < Query.nestingLimit else { throw QueryError(.tooDeep, open) }
        depth += 1
        let expression = try parseAlternatives()
        depth -= 1
        guard case .close = token.kind else { throw QueryError(.unclosedParenthesis, open) }
        try advance()
        return expression
    }

    private mutating func leaf(
        _ expression: Expression, _ range: Range<Int>
    ) throws(QueryError) -> Expression {
        termCount += 1
        guard termCount <= Query.termLimit else { throw QueryError(.tooManyTerms, range) }
        return expression
    }

    private mutating func advance() throws(QueryError) {
        token = try lexer.next()
    }
}
