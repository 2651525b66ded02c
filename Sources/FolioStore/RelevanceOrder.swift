import FolioModel
import FolioQuery
import GRDB

/// The order of relevance: items with the query's words as one phrase first, then those with all
/// of its words, then the others, which have some that `OR` lets them choose.
///
/// In each of these groups the newest matches come in the order of bm25 and the older ones follow
/// newest first; equally relevant ones are newest first. The groups have no item in common, and
/// only those that a page reaches are read.
struct RelevanceOrder {
    /// How many of the newest matches of a group are put in the order of bm25.
    static let rankedLimit = 2_000
    /// Alternatives of which an item may have all.
    private static let wordLimit = 32

    private let db: Database
    private let request: ItemRequest
    private let whole: RowSearch
    private let expression: Expression
    private let phrase: QueryPhrase?
    private let allWords: Expression?

    init(
        _ db: Database, _ request: ItemRequest, _ expression: Expression, found whole: RowSearch
    ) throws {
        self.db = db
        self.request = request
        self.whole = whole
        self.expression = expression
        phrase = try QueryPhrase(of: expression.requiredText, whole.compiler.tokenizer)
        let wanted = expression.wantedText
        let hasChoice = wanted.count > expression.requiredText.count
        allWords =
            hasChoice && wanted.count <= Self.wordLimit ? .and(wanted.map(Expression.text)) : nil
    }

    /// So many rows in this order, those behind `row` only.
    ///
    /// - Throws: ``LibraryError/noPlace`` where the query does not find `row`.
    func rows(behind row: Int64?, _ limit: Int?) throws -> [Int64] {
        var rows: [Int64] = []
        var isReached = row == nil
        for group in groups {
            let left = limit.map { $0 - rows.count }
            if left.map({ $0 <= 0 }) ?? false { break }
            let search = try group.search(db, request) ?? whole
            if isReached {
                rows += try ranked(search, by: group, behind: nil, left)
            } else if let row, try !search.matching([row]).isEmpty {
                isReached = true
                rows += try ranked(search, by: group, behind: row, left)
            }
        }
        guard isReached else { throw LibraryError.noPlace }
        return rows
    }
}

// The groups, and the rows of one.
extension RelevanceOrder {
    /// Items that come before all those of later groups.
    private struct Group {
        /// `nil` where it is the whole query.
        let expression: Expression?
        /// What bm25 is told of; `nil` for the query itself.
        let ranking: Expression?

        func search(_ db: Database, _ request: ItemRequest) throws -> RowSearch? {
            try expression.map { try RowSearch(db, request, $0) }
        }
    }

    private var groups: [Group] {
        var groups: [Group] = []
        var others: [Expression] = []
        if let phrase {
            groups.append(
                Group(expression: phrase.narrowing(expression), ranking: phrase.expression))
            others.append(.not(phrase.expression))
        }
        if let allWords {
            groups.append(
                Group(expression: .allOf([expression, allWords] + others), ranking: allWords))
            others.append(.not(allWords))
        }
        let rest = others.isEmpty ? nil : Expression.allOf([expression] + others)
        return groups + [Group(expression: rest, ranking: nil)]
    }

    private func ranked(
        _ search: RowSearch, by group: Group, behind row: Int64?, _ limit: Int?
    ) throws -> [Int64] {
        guard let match = try rankingMatch(group.ranking) else {
            return try search.newest(below: row, limit)
        }
        if request.ranksAll { return try allRanked(search, match, behind: row, limit) }
        let (candidates, best) = try search.ranked(newest: Self.rankedLimit, by: match)
        var rows = best
        var border = candidates.last
        if let row {
            if let position = rows.firstIndex(of: row) {
                rows.removeFirst(position + 1)
            } else {
                (rows, border) = ([], row)
            }
        }
        if let limit, rows.count >= limit { return Array(rows.prefix(limit)) }
        guard candidates.count == Self.rankedLimit, let border else { return rows }
        return try rows + search.newest(below: border, limit.map { $0 - rows.count })
    }

    private func allRanked(
        _ search: RowSearch, _ match: MatchExpression, behind row: Int64?, _ limit: Int?
    ) throws -> [Int64] {
        if row == nil, search.clause.isMatchOnly, search.clause.match?.text == match.text {
            return try search.best(limit)
        }
        let rows = try search.ranked(search.newest(nil), by: match)
        let start = row.flatMap { rows.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        return Array(rows.dropFirst(start).prefix(limit ?? Int.max))
    }

    /// What the index ranks by: its own part of the query if there are words in it, else the
    /// query's words wherever they stand.
    private func rankingMatch(_ ranking: Expression?) throws -> MatchExpression? {
        let clause = try ranking.map { try RowSearch(db, request, $0).clause } ?? whole.clause
        if let match = clause.match, match.hasWords { return match }
        let tokenizer = whole.compiler.tokenizer
        let lookup = TextLookup(db: db)
        let words = try expression.wantedText.compactMap { term -> MatchExpression? in
            let needle = try TextNeedle(term, tokenizer)
            guard case .match(let match) = try lookup.answer(needle, tokenizer) else {
                return needle.tokens.isEmpty ? nil : .anyWord(needle.tokens)
            }
            return match
        }
        return words.isEmpty ? nil : .any(words)
    }
}

extension Expression {
    /// The text that every found item contains, from left to right.
    fileprivate var requiredText: [TextTerm] {
        switch self {
        case .text(let term): [term]
        case .and(let parts):
            parts.compactMap { if case .text(let term) = $0 { term } else { nil } }
        case .all, .field, .not, .or: []
        }
    }
}
