/// What a MATCH asks the index.
///
/// Text is only ever put into it as quoted words, so that nothing of a query is taken for
/// FTS5's own syntax.
indirect enum MatchExpression {
    /// Words one after the other in one of the columns of text; the last may be the beginning
    /// of a word.
    case words([String], isPrefix: Bool = false)
    /// Prompts that begin with these words.
    case opening([String])
    /// One of these words in the columns of text.
    case anyWord([String])
    /// One of these facets.
    case facets([String])
    case and([MatchExpression])
    case or([MatchExpression])
    /// The first and not the second.
    case except(MatchExpression, MatchExpression)

    /// All of these, of which there is at least one.
    static func all(_ parts: [MatchExpression]) -> MatchExpression {
        parts.count == 1 ? parts[0] : .and(parts)
    }

    /// One of these, of which there is at least one.
    static func any(_ parts: [MatchExpression]) -> MatchExpression {
        parts.count == 1 ? parts[0] : .or(parts)
    }

    /// Parentheses within parentheses. FTS5's parser has room for some thirty.
    static let depthLimit = 10

    var depth: Int {
        switch self {
        case .words, .opening, .anyWord, .facets: 1
        case .and(let parts), .or(let parts): 1 + (parts.map(\.depth).max() ?? 0)
        case .except(let wanted, let unwanted): 1 + max(wanted.depth, unwanted.depth)
        }
    }

    /// Whether what it finds can be ranked by words.
    var hasWords: Bool {
        switch self {
        case .words, .opening, .anyWord: true
        case .facets: false
        case .and(let parts), .or(let parts): parts.contains(where: \.hasWords)
        case .except(let wanted, _): wanted.hasWords
        }
    }

    /// How many words and phrases there are to be ranked by.
    var phraseCount: Int {
        switch self {
        case .words, .opening: 1
        case .anyWord(let words): words.count
        case .facets: 0
        case .and(let parts), .or(let parts): parts.map(\.phraseCount).reduce(0, +)
        case .except(let wanted, _): wanted.phraseCount
        }
    }

    /// In FTS5's syntax.
    var text: String {
        switch self {
        case .words(let words, let isPrefix):
            Self.inText("\"\(words.joined(separator: " "))\"" + (isPrefix ? " *" : ""))
        case .opening(let words): "prompt : (^ \"\(words.joined(separator: " "))\")"
        case .anyWord(let words): Self.inText(Self.quoted(words))
        case .facets(let facets): "facets : (\(Self.quoted(facets)))"
        case .and(let parts): "(\(parts.map(\.text).joined(separator: " AND ")))"
        case .or(let parts): "(\(parts.map(\.text).joined(separator: " OR ")))"
        case .except(let wanted, let unwanted): "(\(wanted.text) NOT \(unwanted.text))"
        }
    }

    private static func inText(_ expression: String) -> String {
        "{prompt tags notes fileName} : (\(expression))"
    }

    /// Folded words hold letters and digits only, and facets letters and hexadecimal digits.
    private static func quoted(_ words: [String]) -> String {
        words.map { "\"\($0)\"" }.joined(separator: " OR ")
    }
}
