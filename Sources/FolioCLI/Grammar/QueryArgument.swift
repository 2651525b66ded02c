package import FolioModel
package import FolioQuery
package import FolioStore

/// Text that is taken as a query, where a lone word may name an item instead.
package enum QueryArgument {
    /// What a lone word has to be to name an item.
    package enum LoneWord: Sendable {
        /// `last`, `last~2`, an id, or four or more characters that begin one.
        case reference
        /// A whole id or media id: for commands whose purpose is text.
        case wholeID
        /// Nothing: for queries that are kept.
        case never
    }

    /// The query that `text` means.
    ///
    /// - Throws: ``QueryMistake``; ``LibraryError/ambiguous(prefix:matches:)`` where a lone word
    ///   begins several ids.
    package static func query(
        _ text: String, in library: Library, loneWord: LoneWord = .reference
    ) throws -> Query {
        if let item = try item(text, in: library, loneWord: loneWord) {
            return Query(.field(FieldTerm(.id(item.id))))
        }
        return try parsed(text)
    }

    /// The query that `text` is, whatever items there are.
    ///
    /// - Throws: ``QueryMistake``.
    package static func parsed(_ text: String) throws(QueryMistake) -> Query {
        do {
            return try Query(parsing: text)
        } catch {
            throw QueryMistake(error: error, query: text)
        }
    }

    /// The item that `text` names by itself, or `nil` where it is a query.
    package static func item(
        _ text: String, in library: Library, loneWord: LoneWord = .reference
    ) throws -> MediaItem? {
        guard loneWord != .never, text.utf8.allSatisfy(isPartOfReference) else { return nil }
        if text.utf8.count == mediaIDLength { return try library.item(mediaID: text.lowercased()) }
        switch loneWord {
        case .reference:
            return try library.namesAnItem(text, minimumLength: 4) ? library.item(text) : nil
        case .wholeID:
            let isWhole = text.utf8.count == ShortID.length
            let isItem = try isWhole && library.namesAnItem(text, minimumLength: ShortID.length)
            return isItem ? try library.item(text) : nil
        case .never: return nil
        }
    }

    /// A UUID as text.
    private static let mediaIDLength = 36

    private static func isPartOfReference(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte) || byte == 0x7E || byte == 0x2D
    }
}

/// A query that cannot be read, with the place of the mistake.
package struct QueryMistake: IllustratedError {
    package let error: QueryError
    package let query: String

    package var message: String { error.message }

    package var hint: String? {
        error.hint.map { "\($0) (the language: folio help query)" } ?? "see: folio help query"
    }

    package var kind: FailureKind { .usage }

    package var illustration: String { error.rendered(in: query) }
}

/// An error with something to look at between its message and its hint.
package protocol IllustratedError: UserFacingError {
    /// Lines without a final newline, safe to print.
    var illustration: String { get }
}
