/// What a query asks for.
///
/// The parser makes no `and` or `or` with fewer than two parts, nor one directly inside
/// another of its kind.
package indirect enum Expression: Hashable, Sendable {
    case all
    case text(TextTerm)
    case field(FieldTerm)
    case not(Expression)
    case and([Expression])
    case or([Expression])

    /// The leaves, from left to right.
    package var terms: [Expression] {
        switch self {
        case .all, .text, .field: [self]
        case .not(let part): part.terms
        case .and(let parts), .or(let parts): parts.flatMap(\.terms)
        }
    }

    /// The text that a found item contains, from left to right: what to mark in a result and
    /// what to rank by. Text under a minus is left out.
    package var wantedText: [TextTerm] {
        switch self {
        case .text(let term): [term]
        case .all, .field, .not: []
        case .and(let parts), .or(let parts): parts.flatMap(\.wantedText)
        }
    }

    /// `parts` side by side, all of which must hold.
    package static func allOf(_ parts: [Expression]) -> Expression {
        let flat = parts.flatMap { part in
            if case .and(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .and(flat)
    }

    /// `parts` of which one must hold.
    package static func anyOf(_ parts: [Expression]) -> Expression {
        let flat = parts.flatMap { part in
            if case .or(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .or(flat)
    }
}
