extension Query {
    /// The names of the saved searches that the query uses directly, in their order.
    package var savedNames: [String] {
        terms.compactMap { term in
            guard case .field(let field) = term, case .saved(let name) = field.test
            else { return nil }
            return name
        }
    }

    /// The query with every `@name` replaced by what `lookup` gives for it, and those within.
    ///
    /// - Parameter lookup: the saved search of a name, or `nil` if there is none.
    /// - Returns: a query without saved searches.
    /// - Throws: ``QueryError``, at the `@name` of this query that leads to the mistake: no such
    ///   search, one that uses itself, or more terms than ``termLimit`` altogether. What
    ///   `lookup` throws, as it is.
    package func replacingSaved(
        _ lookup: (_ name: String) throws -> Query?
    ) throws -> Query {
        try withoutActuallyEscaping(lookup) { lookup in
            var expansion = SavedExpansion(lookup: lookup)
            return Query(try expansion.expand(expression))
        }
    }
}

/// Replaces saved searches by what they stand for.
private struct SavedExpansion {
    let lookup: (String) throws -> Query?
    /// The searches that are being replaced, the outermost first.
    private var path: [String] = []
    /// Where the outermost one stood.
    private var range = 0..<0
    private var termCount = 0
    private var depth = 0

    init(lookup: @escaping (String) throws -> Query?) {
        self.lookup = lookup
    }

    mutating func expand(_ expression: Expression) throws -> Expression {
        // No query without saved searches comes near: each parenthesis makes three levels.
        guard depth <= 4 * Query.nestingLimit else { throw QueryError(.tooDeep, range) }
        depth += 1
        defer { depth -= 1 }
        switch expression {
        case .not(let part): return .not(try expand(part))
        case .and(let parts): return .allOf(try parts.map { try expand($0) })
        case .or(let parts): return .anyOf(try parts.map { try expand($0) })
        case .field(let field):
            if case .saved(let name) = field.test {
                if path.isEmpty { range = field.range }
                return try expand(saved: name)
            }
        case .all, .text: break
        }
        termCount += 1
        guard termCount <= Query.termLimit else { throw QueryError(.tooManyTerms, range) }
        return expression
    }

    private mutating func expand(saved name: String) throws -> Expression {
        guard !path.contains(name) else {
            throw QueryError(.savedCycle(path: path + [name]), range)
        }
        guard let query = try lookup(name) else { throw QueryError(.noSuchSaved(name), range) }
        path.append(name)
        defer { path.removeLast() }
        return try expand(query.expression)
    }
}
