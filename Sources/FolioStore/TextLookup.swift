import FolioModel
import GRDB

/// Answers text terms from the index.
struct TextLookup {
    let db: Database

    /// Above so many words, asking the index for each of them costs more than other ways.
    static let wordLimit = 2_000

    enum Answer {
        /// Exactly what this finds.
        case match(MatchExpression)
        /// Exactly these rows.
        case rows([Int64])
    }

    func answer(_ needle: TextNeedle, _ tokenizer: SearchTokenizer) throws -> Answer {
        if needle.tolerance != nil { return try similar(needle) }
        guard let candidates = try candidates(for: needle) else {
            return .rows(try rowsHolding(needle, tokenizer))
        }
        guard case .match(let expression) = candidates, needle.needsRecheck else {
            return candidates
        }
        return .rows(try rowsHolding(needle, tokenizer, among: expression))
    }

    /// What holds all that the needle asks of single words; `nil` where the index cannot help.
    private func candidates(for needle: TextNeedle) throws -> Answer? {
        guard let first = needle.tokens.first else { return nil }
        let isStartOpen = needle.startsInWord && !needle.isStartBound
        let isEndOpen = needle.endsInWord && !needle.isEndBound
        guard isStartOpen else {
            guard isEndOpen, needle.tokens.count == 1 else {
                return .match(.words(needle.tokens, isPrefix: isEndOpen))
            }
            let words = try terms(beginning: first)
            return words.count > Self.wordLimit
                ? .match(.words([first], isPrefix: true)) : any(of: words)
        }
        guard needle.tokens.count > 1 || !isEndOpen else { return try holding(first) }
        let starts = try terms(ending: first)
        let rest = Array(needle.tokens.dropFirst())
        guard !starts.isEmpty else { return .rows([]) }
        var parts: [MatchExpression] = []
        if starts.count <= Self.wordLimit { parts.append(.anyWord(starts)) }
        if !rest.isEmpty { parts.append(.words(rest, isPrefix: isEndOpen)) }
        return parts.isEmpty ? nil : .match(.all(parts))
    }

    private func holding(_ part: String) throws -> Answer {
        let words = try terms(holding: part)
        guard words.count > Self.wordLimit else { return any(of: words) }
        return .rows(try rows(withAnyOf: words))
    }

    private func any(of words: [String]) -> Answer {
        words.isEmpty ? .rows([]) : .match(.anyWord(words))
    }

    private func similar(_ needle: TextNeedle) throws -> Answer {
        let words = try needle.tokens.map { try terms(like: $0, within: needle.tolerance ?? 1) }
        guard !words.isEmpty, !words.contains([]) else { return .rows([]) }
        return .match(.all(words.map(MatchExpression.anyWord)))
    }

    /// Asks for a few words at a time: each row then costs only as much as those.
    private func rows(withAnyOf words: [String]) throws -> [Int64] {
        var found: Set<Int64> = []
        for start in stride(from: 0, to: words.count, by: 200) {
            let some = Array(words[start..<min(start + 200, words.count)])
            let request: SQLRequest<Int64> = """
                SELECT rowid FROM mediaText
                WHERE mediaText MATCH \(MatchExpression.anyWord(some).text)
                """
            found.formUnion(try Int64.fetchCursor(db, request).collect())
        }
        return found.sorted()
    }
}

// Look-ups among the words of the whole library.
extension TextLookup {
    private func terms(beginning part: String) throws -> [String] {
        let limit = Self.wordLimit + 1
        return try String.fetchAll(
            db,
            literal: """
                SELECT term FROM term WHERE term >= \(part) AND term < \(part + "\u{10FFFF}")
                LIMIT \(limit)
                """)
    }

    /// Words with this part in them; the newest ones where there are more than `limit`.
    func terms(holding part: String, limit: Int = -1) throws -> [String] {
        // Pieces of three characters are indexed; a folded word has no % and no _ in it.
        guard part.unicodeScalars.count >= 3 else {
            return try String.fetchAll(
                db, literal: "SELECT term FROM term WHERE instr(term, \(part)) > 0 LIMIT \(limit)")
        }
        return try String.fetchAll(
            db,
            literal: """
                SELECT term FROM termTrigram WHERE term LIKE \("%\(part)%")
                ORDER BY rowid DESC LIMIT \(limit)
                """)
    }

    private func terms(ending part: String) throws -> [String] {
        try terms(holding: part).filter { $0.utf8.reversed().starts(with: part.utf8.reversed()) }
    }

    private func terms(like word: String, within tolerance: Int) throws -> [String] {
        let letters = Array(word.unicodeScalars)
        let candidates = try String.fetchAll(
            db,
            literal: """
                SELECT term FROM term WHERE length(term)
                BETWEEN \(letters.count - tolerance) AND \(letters.count + tolerance)
                """)
        let near = candidates.compactMap { term -> (distance: Int, term: String)? in
            editDistance(letters, Array(term.unicodeScalars), within: tolerance).map { ($0, term) }
        }
        return near.sorted { $0.distance < $1.distance }.prefix(Self.wordLimit).map(\.term)
    }
}

// Readings of the rows themselves.
extension TextLookup {
    private func rowsHolding(
        _ needle: TextNeedle, _ tokenizer: SearchTokenizer, among candidates: MatchExpression
    ) throws -> [Int64] {
        try rows(
            """
            SELECT rowid, prompt, tags, notes, fileName FROM mediaText
            WHERE mediaText MATCH \(candidates.text)
            """, holding: needle, tokenizer)
    }

    /// Reads every row. A sign that the index does not keep is first sought by SQLite itself.
    private func rowsHolding(
        _ needle: TextNeedle, _ tokenizer: SearchTokenizer
    ) throws -> [Int64] {
        let sign = needle.tokens.isEmpty ? needle.rarestSign : nil
        return try rows(
            """
            SELECT rowid, prompt, tags, notes, fileName FROM mediaTextSource
            WHERE \(sign) IS NULL OR instr(prompt, \(sign)) OR instr(tags, \(sign))
                OR instr(notes, \(sign)) OR instr(fileName, \(sign))
            """, holding: needle, tokenizer)
    }

    private func rows(
        _ request: SQLRequest<Row>, holding needle: TextNeedle, _ tokenizer: SearchTokenizer
    ) throws -> [Int64] {
        let rows = try Row.fetchCursor(db, request)
        var found: [Int64] = []
        while let row = try rows.next() {
            let holds = try (1...4).contains { column in
                guard let text: String = row[column] else { return false }
                return needle.isIn(try FoldedText(text, tokenizer))
            }
            if holds { found.append(row[0]) }
        }
        return found
    }
}

extension TextNeedle {
    /// A character that stands in every matching text just as it does here. Plain quotes, dashes
    /// and spaces do not: others that look like them count as the same.
    fileprivate var rarestSign: String? {
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let sign =
            scalars.last { !$0.isASCII } ?? scalars.last { !" '\"-".unicodeScalars.contains($0) }
        return sign.map(String.init)
    }
}

extension String {
    /// The first column of every row.
    fileprivate static func fetchAll(_ db: Database, literal: SQL) throws -> [String] {
        try fetchAll(db, SQLRequest(literal: literal))
    }
}
