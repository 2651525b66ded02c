/// Why a query cannot be read, and where.
package struct QueryError: Error, Hashable, Sendable {
    package let problem: Problem
    /// The mistake's place in the query, in UTF-8 bytes.
    package let range: Range<Int>

    init(_ problem: Problem, _ range: Range<Int>) {
        self.problem = problem
        self.range = range
    }

    /// One sentence without a final period. Text from the query is in it with control
    /// characters as visible escapes.
    package var message: String { problem.message }

    /// What to write instead, or `nil`.
    package var hint: String? { problem.hint }
}

extension QueryError {
    /// What is wrong, with the facts.
    package enum Problem: Hashable, Sendable {
        case tooLong(bytes: Int)
        case tooManyTerms
        case tooDeep
        case unclosedQuote
        case unclosedParenthesis
        case unopenedParenthesis
        case emptyParentheses
        case emptyQuotes
        case danglingOr
        case danglingMinus
        case doubleMinus
        case misplacedStar(word: String)
        case missingWord(after: String)
        case unknownField(name: String, nearest: String?, word: String)
        case missingValue(field: QueryField, isGroup: Bool)
        case starInValue
        case badNumber(String)
        case numberTooLarge
        case nothingBelowZero
        case emptyRange
        case reversedRange(suggestion: String)
        case badDate(String)
        case noSuchDate(String)
        case unknownValue(field: QueryField, value: String, nearest: String?, known: [String])
        case noSuchSaved(String)
        /// From the first search to the one that is used again.
        case savedCycle(path: [String])
    }
}

extension QueryError: CustomStringConvertible {
    package var description: String { message }
}
