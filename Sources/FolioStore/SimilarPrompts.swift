import FolioModel
import GRDB

/// Looks for prompts that are nearly the same as one, by its rarest words.
///
/// A prompt that lost or changed some of its words still has most of them, and seldom lost all the
/// rare ones: rows that have those are found at once, where they stand in the index. Only where
/// few words are rare, groups of words are asked of the index together, which takes longer.
struct SimilarPrompts {
    /// Words that stand in so many prompts are common; counting them further tells nothing.
    private static let rowLimit = 500
    /// With so many rare words it is unlikely that a change met all of them.
    private static let enoughRareWords = 3
    /// The newest so many prompts of a group are compared.
    private static let groupLimit = 50
    /// Prompts that are compared in all: reading and splitting them takes longer than finding them.
    private static let candidateLimit = 60
    /// Different words of a prompt that are looked up, the longest ones, of which most are rare;
    /// and how many more where these are not enough.
    private static let (wordLimit, furtherWordLimit) = (24, 40)
    /// Of a prompt without rare words these many, the rarest, are sought together: hardly any other
    /// prompt has them all, and each further word costs a long list.
    private static let wholePromptWords = 8
    /// Groups that are asked for.
    private static let groupCountLimit = 4
    /// Words at its beginning that a repeated prompt is found by, though all of them be common.
    private static let openingLength = 12
    /// The newest rows, where a prompt of signs alone is looked for one by one.
    private static let signRows = 20_000

    private let db: Database
    private let prompt: String
    private let tokenizer: SearchTokenizer
    private let tokens: [String]
    private let words: PromptWords

    init(_ db: Database, _ prompt: String) throws {
        self.db = db
        self.prompt = prompt
        tokenizer = SearchTokenizer(db)
        tokens = try tokenizer.tokens(in: prompt)
        words = Self.words(tokens)
    }

    /// Rows worth comparing, those that most of the words and groups found first.
    mutating func candidates() throws -> [Int64] {
        guard !tokens.isEmpty else { return try rowsOfSamePrompt() }
        let words = try lookedUp()
        var found = words.filter(\.isRare).map(\.rows)
        var leastHits = 1
        if found.count >= Self.enoughRareWords {
            leastHits = max(2, found.count - Set(tokens).count / 4)
        } else {
            found += try rowsOfGroups(of: words)
        }
        let pieces = try unspacedPieces().map { try rows(of: $0) }
        if !pieces.isEmpty { leastHits = 1 }
        found += pieces
        var hits: [Int64: Int] = [:]
        for row in found.joined() { hits[row, default: 0] += 1 }
        let best = hits.filter { $0.value >= leastHits }
            .sorted { ($0.value, $0.key) > ($1.value, $1.key) }
        return best.prefix(Self.candidateLimit).map(\.key)
    }

    /// `nil` where the item's prompt is not nearly the same.
    func judged(_ item: MediaItem) throws -> SimilarItem? {
        guard let other = item.prompt else { return nil }
        // Byte for byte: Swift calls two spellings of one letter equal.
        if other.utf8.elementsEqual(prompt.utf8) {
            return SimilarItem(item: item, kind: .samePrompt, likeness: 1)
        }
        let likeness = words.likeness(to: Self.words(try tokenizer.tokens(in: other)))
        guard likeness >= PromptWords.nearlyTheSame else { return nil }
        return SimilarItem(
            item: item, kind: likeness == 1 ? .sameWords : .nearlySame, likeness: likeness)
    }

    /// In scripts without spaces between words every character counts as one.
    private static func words(_ tokens: [String]) -> PromptWords {
        PromptWords(
            tokens.flatMap { token in
                token.unicodeScalars.contains(where: \.isUnspaced)
                    ? token.unicodeScalars.map(String.init) : [token]
            })
    }
}

// The words and groups of words that are asked of the index.
extension SimilarPrompts {
    /// A word of the prompt and the newest rows that have it.
    private struct Word {
        let text: String
        let rows: [Int64]

        var isRare: Bool { rows.count < SimilarPrompts.rowLimit }
    }

    /// Words that stand somewhere, rarest first. One that stands nowhere can be in no candidate.
    private func lookedUp() throws -> [Word] {
        let words = Set(tokens).sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
        var known = try words.prefix(Self.wordLimit).map(word)
        if known.count(where: { $0.isRare && !$0.rows.isEmpty }) < Self.enoughRareWords {
            let further = words.dropFirst(Self.wordLimit).prefix(Self.furtherWordLimit)
            known += try further.map(word)
        }
        // Of two common words the one whose newest rows reach further back is the rarer one.
        return known.filter { !$0.rows.isEmpty }
            .sorted {
                ($0.rows.count, $0.rows.last ?? 0, $0.text)
                    < ($1.rows.count, $1.rows.last ?? 0, $1.text)
            }
    }

    private func word(_ text: String) throws -> Word {
        Word(text: text, rows: try rows(of: .words([text]), limit: Self.rowLimit))
    }

    /// Rows that have a rare word and some others, or, where no word is rare, that have the rarest of
    /// the words, begin alike, or have the words of a group.
    private func rowsOfGroups(of words: [Word]) throws -> [[Int64]] {
        let common = words.filter { !$0.isRare }.map(\.text)
        let rare = words.filter(\.isRare).map(\.text)
        guard !rare.isEmpty else { return try rowsOfCommonWords(common) }
        return try rare.flatMap { word in
            try stride(from: 0, to: min(common.count, 4), by: 2).map { first in
                let others = common.dropFirst(first).prefix(2)
                return try rows(of: .all(([word] + others).map { .words([$0]) }))
            }
        }
    }

    /// Among groups that share no word, one more than the words that may have changed, one is
    /// whole.
    private func rowsOfCommonWords(_ common: [String]) throws -> [[Int64]] {
        guard !common.isEmpty else { return [] }
        let distinct = Set(tokens).count
        var found: [[Int64]] = []
        if common.count == distinct {
            let rarest = common.prefix(Self.wholePromptWords)
            found.append(try rows(of: .all(rarest.map { .words([$0]) })))
        }
        // Rows that have these words and others may hide the one that has no others.
        if found.first?.count ?? Self.groupLimit == Self.groupLimit {
            found.append(try rows(of: .opening(Array(tokens.prefix(Self.openingLength)))))
        }
        let changed = max(common.count > 1 ? 1 : 0, distinct / 4)
        let groupCount = min(changed + 1, Self.groupCountLimit, common.count)
        let size = max(1, min(3, common.count / groupCount))
        let rarest = common.prefix(groupCount * size).map { $0 }
        // Each group gets one of the rarest words, so that none is made of common ones.
        for first in 0..<groupCount {
            let members = stride(from: first, to: rarest.count, by: groupCount).map { rarest[$0] }
            found.append(try rows(of: .all(members.map { .words([$0]) })))
        }
        return found
    }

    private func rows(
        of expression: MatchExpression, limit: Int = groupLimit
    ) throws -> [Int64] {
        let statement = try db.cachedStatement(
            sql: "SELECT rowid FROM mediaText WHERE mediaText MATCH ? ORDER BY rowid DESC LIMIT ?")
        return try Int64.fetchAll(statement, arguments: [expression.text, limit])
    }

    /// What stands for the longest runs of characters without spaces.
    private func unspacedPieces() throws -> [MatchExpression] {
        try Set(tokens).filter { $0.unicodeScalars.contains(where: \.isUnspaced) }
            .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
            .prefix(4).flatMap { try pieces(of: $0) }
    }

    /// A run of characters without spaces is one word to the index, so that any change makes it
    /// another: words that have a piece of it are asked for instead.
    private func pieces(of run: String) throws -> [MatchExpression] {
        let scalars = Array(run.unicodeScalars)
        guard scalars.count >= 6 else { return [] }
        let last = scalars.count - 3
        return try Set([0, last / 3, last * 2 / 3, last]).sorted().compactMap { start in
            let piece = String(String.UnicodeScalarView(scalars[start..<(start + 3)]))
            let terms = try TextLookup(db: db).terms(holding: piece, limit: 100)
            return terms.isEmpty ? nil : .anyWord(terms)
        }
    }

    /// A prompt of signs alone has no word in the index.
    private func rowsOfSamePrompt() throws -> [Int64] {
        let request: SQLRequest<Int64> = """
            SELECT rowid FROM (SELECT rowid, prompt FROM mediaItem ORDER BY rowid DESC
            LIMIT \(Self.signRows)) WHERE prompt = \(prompt) LIMIT \(Self.groupLimit)
            """
        return try request.fetchAll(db)
    }
}
