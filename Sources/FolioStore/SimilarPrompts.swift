import FolioModel
import GRDB

/// Looks for prompts that are nearly the same as one, by its rarest words.
///
/// A prompt that lost or changed some of its words still has most of them: among groups of words
/// that share none, one more than the words that may have changed, at least one group is whole.
/// Each group is asked of the index together, which is fast since each has rare words.
struct SimilarPrompts {
    /// Words that stand in so many prompts are common; counting them further tells nothing.
    private static let countLimit = 500
    /// The newest so many prompts of a group are compared.
    private static let groupLimit = 50
    /// Prompts that are compared in all.
    private static let candidateLimit = 250
    /// Different words of a prompt that are looked up; the longest ones.
    private static let wordLimit = 64
    /// Groups that are asked for.
    private static let groupCountLimit = 12
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
        tokenizer = try SearchTokenizer(db)
        tokens = try tokenizer.tokens(in: prompt)
        words = Self.words(tokens)
    }

    /// Rows worth comparing, those that most of the groups found first.
    mutating func candidates() throws -> [Int64] {
        guard !tokens.isEmpty else { return try rowsOfSamePrompt() }
        var hits: [Int64: Int] = [:]
        for group in try groups() {
            for row in try rows(of: group) { hits[row, default: 0] += 1 }
        }
        let best = hits.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
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

// The groups of words that are asked of the index.
extension SimilarPrompts {
    private func groups() throws -> [MatchExpression] {
        let distinct = Set(tokens).sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
        let counted = try distinct.prefix(Self.wordLimit).map { (try count(of: $0), $0) }
        // A word that stands nowhere can be in no candidate.
        let known = counted.filter { $0.0 > 0 }.sorted { $0 < $1 }.map(\.1)
        var groups = try distinct.filter { $0.unicodeScalars.contains(where: \.isUnspaced) }
            .prefix(4).flatMap { try pieces(of: $0) }
        guard !known.isEmpty else { return groups }
        groups.append(.opening(Array(tokens.prefix(Self.openingLength))))
        if known.count == distinct.count {
            groups.append(.all(known.prefix(24).map { .words([$0]) }))
        }
        let changed = max(known.count > 1 ? 1 : 0, distinct.count / 4)
        let groupCount = min(changed + 1, Self.groupCountLimit, known.count)
        let size = max(1, min(3, known.count / groupCount))
        let rarest = known.prefix(groupCount * size)
        // Each group gets one of the rarest words, so that none is made of common ones.
        for first in 0..<groupCount {
            let members = stride(from: first, to: rarest.count, by: groupCount).map { rarest[$0] }
            groups.append(.all(members.map { .words([$0]) }))
        }
        return groups
    }

    private func count(of word: String) throws -> Int {
        let request: SQLRequest<Int> = """
            SELECT count(*) FROM (SELECT 1 FROM mediaText
            WHERE mediaText MATCH \(MatchExpression.words([word]).text)
            ORDER BY rowid DESC LIMIT \(Self.countLimit))
            """
        return try request.fetchOne(db) ?? 0
    }

    private func rows(of group: MatchExpression) throws -> [Int64] {
        let request: SQLRequest<Int64> = """
            SELECT rowid FROM mediaText WHERE mediaText MATCH \(group.text)
            ORDER BY rowid DESC LIMIT \(Self.groupLimit)
            """
        return try request.fetchAll(db)
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
