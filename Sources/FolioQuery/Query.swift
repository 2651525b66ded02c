/// A search, parsed: what to look for, as a tree, and the text that it came from.
///
/// Queries are equal when they mean the same; spacing and letter case of field names do
/// not count.
package struct Query: Hashable, Sendable {
    /// UTF-8 bytes. Far above what a person types, far below what would cost time to parse.
    package static let lengthLimit = 16_384
    /// Words, phrases and fields in one query.
    package static let termLimit = 256
    /// Parentheses within parentheses.
    package static let nestingLimit = 32

    /// Finds everything.
    package static let everything = Query(.all)

    package let expression: Expression

    package init(_ expression: Expression) {
        self.expression = expression
    }

    /// Reads a query as a person wrote it. Empty text finds everything.
    ///
    /// - Throws: ``QueryError``, with the place of the mistake in `text`.
    package init(parsing text: String) throws(QueryError) {
        var parser = try Parser(text)
        self.expression = try parser.parseQuery()
    }

    /// The words, phrases and fields, from left to right.
    package var terms: [Expression] {
        expression.terms
    }
}
