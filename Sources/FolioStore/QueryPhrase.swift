import FolioModel
import FolioQuery

/// The words that a query asks for, as one phrase.
struct QueryPhrase {
    /// Finds the phrase.
    let expression: Expression
    /// Terms of the query that whatever has the phrase satisfies.
    private let implied: Set<TextTerm>

    /// A phrase of more words stands nowhere by chance: no order is needed to see it.
    private static let wordLimit = 32

    /// `nil` where the terms are fewer than two words, or where one of them is no word.
    init?(of terms: [TextTerm], _ tokenizer: SearchTokenizer) throws {
        guard terms.count > 1, terms.count <= Self.wordLimit else { return nil }
        var words: [String] = []
        var implied: Set<TextTerm> = []
        for (position, term) in terms.enumerated() {
            let isLast = position == terms.count - 1
            switch term.match {
            case .word, .phrase: break
            case .prefix where isLast: break
            case .prefix, .substring, .fuzzy: return nil
            }
            let needle = try TextNeedle(term, tokenizer)
            words += needle.tokens
            if !needle.needsRecheck { implied.insert(term) }
        }
        // Without spaces between words, one is a part of a longer one, and no phrase is certain.
        guard words.count > 1, words.count <= Self.wordLimit,
            !words.contains(where: { $0.unicodeScalars.contains(where: \.isUnspaced) })
        else { return nil }
        self.implied = implied
        let isOpen = terms.last?.match == .prefix
        expression = .text(TextTerm(isOpen ? .prefix : .phrase, words.joined(separator: " ")))
    }

    /// What `query`, whose terms these are, finds that has the phrase.
    ///
    /// Common words are not looked for once more: the phrase is rarer than all of them.
    func narrowing(_ query: Expression) -> Expression {
        guard case .and(let parts) = query else { return .allOf([query, expression]) }
        let others = parts.filter { part in
            if case .text(let term) = part { !implied.contains(term) } else { true }
        }
        return .allOf([expression] + others)
    }
}
