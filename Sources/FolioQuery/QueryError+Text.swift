extension QueryError.Problem {
    var message: String {
        switch self {
        case .tooLong(let bytes):
            "the query is \(bytes) bytes long, more than \(Query.lengthLimit)"
        case .tooManyTerms: "the query has more than \(Query.termLimit) words and fields"
        case .tooDeep: "parentheses are nested more than \(Query.nestingLimit) deep"
        case .unclosedQuote: "this quote is never closed"
        case .unclosedParenthesis: "this parenthesis is never closed"
        case .unopenedParenthesis: "this parenthesis closes none"
        case .emptyParentheses: "there is nothing between these parentheses"
        case .emptyQuotes: "there is nothing between these quotes"
        case .danglingOr: "OR needs something on both sides"
        case .danglingMinus: "this minus has nothing to leave out"
        case .doubleMinus: "two minus signs mean nothing here"
        case .misplacedStar: "a star stands at the end of a word or at both ends"
        case .missingWord(let sign): "\(sign) needs a word right after it"
        case .unknownField(let name, _, _): "there is no field \(visible(name))"
        case .missingValue(let field, _): "\(field.name): needs a value right after it"
        case .starInValue: "a star has no meaning in a field's value"
        case .badNumber(let text): "\(quoted(text)) is not a whole number"
        case .numberTooLarge: "this number is too large"
        case .nothingBelowZero: "nothing is below 0"
        case .emptyRange: "this range has no end on either side"
        case .reversedRange: "this range ends before it begins"
        case .badDate(let text): "\(quoted(text)) is not a date"
        case .noSuchDate(let text): "the date \(visible(text)) does not exist"
        case .unknownValue(let field, let value, _, _):
            "\(field.name): cannot be \(quoted(value))"
        case .noSuchSaved(let name): "there is no saved search \(quoted(name))"
        case .savedCycle(let path):
            "this saved search uses itself: "
                + path.map { "@" + visible($0) }.joined(separator: " → ")
        }
    }

    var hint: String? {
        switch self {
        case .unclosedQuote: "close it, or write \\\" for a quote inside quotes"
        case .danglingOr: "to search for the word, write \"OR\""
        case .danglingMinus: "write it right before a word, as in -dog, or in quotes: \"-\""
        case .doubleMinus: "put text that begins with a minus in quotes, as in \"--ar\""
        case .misplacedStar(let word): "to search for the text, write \(quoted(word))"
        case .unknownField(_, let nearest, let word):
            (nearest.map { "did you mean \($0):? " } ?? "")
                + "to search for the text itself, write \(quoted(word))"
        case .missingValue(_, let isGroup):
            isGroup
                ? "several values are written \(example):a|b"
                : "write \(example):value, without a space"
        case .starInValue: "put the value in quotes if the star is part of it"
        case .badNumber: "write 5, >5, >=5, <5, <=5, 5..15, 5.. or ..15"
        case .emptyRange: "write 5..15, 5.. or ..15"
        case .reversedRange(let suggestion): "write \(visible(suggestion))"
        case .badDate:
            "write 2026, 2026-04, 2026-04-05, 2026-04-05T12:30, today, yesterday, -3d, -2w, -1m,"
                + " or a range such as 2026-01..-2w"
        case .unknownValue(_, _, let nearest, let known):
            nearest.map { "did you mean \($0)?" } ?? "it can be: \(known.joined(separator: ", "))"
        default: nil
        }
    }

    private var example: String {
        if case .missingValue(let field, _) = self { field.name } else { "tag" }
    }
}

/// `text` as the query language quotes it, shortened if it is long.
private func quoted(_ text: String) -> String {
    visible(QueryPrinter.quoted(String(text.prefix(40))) + (text.count > 40 ? "…" : ""))
}
