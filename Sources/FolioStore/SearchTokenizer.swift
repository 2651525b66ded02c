import GRDB

/// Splits text into words exactly as the index does.
///
/// Belongs to the connection that made it; use it inside one access of the database only.
final class SearchTokenizer {
    private let db: Database
    private var known: [Unicode.Scalar: Fold] = [:]
    /// Made when the first character asks for it: plain ASCII needs none.
    private var made: (any FTS5Tokenizer)?

    init(_ db: Database) {
        self.db = db
    }

    private func tokenizer() throws -> any FTS5Tokenizer {
        if let made { return made }
        let tokenizer = try db.makeTokenizer(
            FTS5TokenizerDescriptor(components: ["unicode61", "remove_diacritics", "2"]))
        made = tokenizer
        return tokenizer
    }

    /// The words of `text` in the form in which the index keeps them.
    func tokens(in text: String) throws -> [String] {
        try tokenizer().tokenize(document: text).map(\.token)
    }

    /// What the index makes of one code point.
    enum Fold: Equatable {
        /// Part of a word, in folded UTF-8. Empty for an accent, which is dropped.
        case word([UInt8])
        /// Ends a word.
        case separator
    }

    /// The tokenizer folds code point by code point, so asking it about one says it all.
    func fold(_ scalar: Unicode.Scalar) throws -> Fold {
        if scalar.isASCII { return Self.fold(ascii: UInt8(scalar.value)) }
        if let fold = known[scalar] { return fold }
        let tokens = try tokens(in: "a\(String(scalar))a")
        let fold: Fold =
            tokens.count == 1 ? .word(Array(tokens[0].utf8.dropFirst().dropLast())) : .separator
        known[scalar] = fold
        return fold
    }

    private static func fold(ascii byte: UInt8) -> Fold {
        letter(byte).map { .word([$0]) } ?? .separator
    }

    /// An ASCII letter or digit, in the form in which the index keeps it.
    static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
        default: nil
        }
    }
}
