/// Whole numbers from `lower` to `upper`, both included; `nil` is no limit. One is set.
package struct NumberRange: Hashable, Sendable {
    /// More than any count, price or size; leaves room for `+ 1` everywhere.
    package static let largest = 999_999_999_999_999

    package let lower: Int?
    package let upper: Int?

    package init(from lower: Int?, through upper: Int?) {
        self.lower = lower
        self.upper = upper
    }

    package init(_ number: Int) {
        self.init(from: number, through: number)
    }

    package func contains(_ number: Int) -> Bool {
        (lower ?? .min) <= number && number <= (upper ?? .max)
    }
}

extension NumberRange {
    /// Reads `5`, `>5`, `>=5`, `<5`, `<=5`, `5..15`, `5..` or `..15`.
    init(_ source: SourceText) throws(QueryError) {
        if let after = source.dropping(prefix: ">=") {
            self.init(from: try after.number(), through: nil)
        } else if let after = source.dropping(prefix: ">") {
            self.init(from: try after.number() + 1, through: nil)
        } else if let after = source.dropping(prefix: "<=") {
            self.init(from: nil, through: try after.number())
        } else if let after = source.dropping(prefix: "<") {
            let limit = try after.number()
            guard limit > 0 else { throw QueryError(.nothingBelowZero, source.range) }
            self.init(from: nil, through: limit - 1)
        } else if let (left, right) = source.splitAtDots() {
            try self.init(from: left, through: right, of: source)
        } else {
            self.init(try source.number())
        }
    }

    private init(
        from left: SourceText, through right: SourceText, of source: SourceText
    ) throws(QueryError) {
        if left.isEmpty && right.isEmpty { throw QueryError(.emptyRange, source.range) }
        let lower = left.isEmpty ? nil : try left.number()
        let upper = right.isEmpty ? nil : try right.number()
        if let lower, let upper, lower > upper {
            throw QueryError(
                .reversedRange(suggestion: "\(right.text)..\(left.text)"), source.range)
        }
        self.init(from: lower, through: upper)
    }
}

extension SourceText {
    fileprivate func number() throws(QueryError) -> Int {
        guard !isEmpty,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw QueryError(.badNumber(text), range) }
        guard let number = Int(text), number <= NumberRange.largest
        else { throw QueryError(.numberTooLarge, range) }
        return number
    }
}

extension NumberRange: CustomStringConvertible {
    package var description: String {
        switch (lower, upper) {
        case (let lower?, let upper?) where lower == upper: "\(lower)"
        default: "\(lower.map(String.init) ?? "")..\(upper.map(String.init) ?? "")"
        }
    }
}
