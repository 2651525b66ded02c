import FolioModel

/// When something happened, as a query says it. ``DateResolver`` turns it into times.
package enum DateRange: Hashable, Sendable {
    /// Within the endpoint's span.
    case on(DateEndpoint)
    /// From its begin on: `2026-04..` or `>=2026-04`.
    case from(DateEndpoint)
    /// Until its end: `..2026-04` or `<=2026-04`.
    case through(DateEndpoint)
    /// `2026-01..2026-04`: both are in it.
    case between(DateEndpoint, DateEndpoint)
    /// `>2026-04`
    case after(DateEndpoint)
    /// `<2026-04`
    case before(DateEndpoint)

    /// Reads what can stand after `date:`.
    ///
    /// - Throws: ``QueryError``, with the place of the mistake in `text`.
    package init(parsing text: String) throws(QueryError) {
        guard text.utf8.count <= Query.lengthLimit else {
            throw QueryError(.tooLong(bytes: text.utf8.count), 0..<text.utf8.count)
        }
        try self.init(SourceText(text: text, range: 0..<text.utf8.count))
    }
}

extension DateRange {
    init(_ source: SourceText) throws(QueryError) {
        if let after = source.dropping(prefix: ">=") {
            self = .from(try DateEndpoint(after))
        } else if let after = source.dropping(prefix: ">") {
            self = .after(try DateEndpoint(after))
        } else if let after = source.dropping(prefix: "<=") {
            self = .through(try DateEndpoint(after))
        } else if let after = source.dropping(prefix: "<") {
            self = .before(try DateEndpoint(after))
        } else if let (left, right) = source.splitAtDots() {
            switch (left.isEmpty, right.isEmpty) {
            case (true, true): throw QueryError(.emptyRange, source.range)
            case (true, false): self = .through(try DateEndpoint(right))
            case (false, true): self = .from(try DateEndpoint(left))
            case (false, false):
                let (first, last) = (try DateEndpoint(left), try DateEndpoint(right))
                guard !first.isCertainlyAfter(last) else {
                    throw QueryError(
                        .reversedRange(suggestion: "\(right.text)..\(left.text)"), source.range)
                }
                self = .between(first, last)
            }
        } else {
            self = .on(try DateEndpoint(source))
        }
    }
}

extension DateEndpoint {
    /// Whether this begins after `other` ends, whatever day and zone it is.
    fileprivate func isCertainlyAfter(_ other: DateEndpoint) -> Bool {
        switch (self, other) {
        case (.daysAgo(let first), .daysAgo(let last)): first < last
        case (.monthsAgo(let first), .monthsAgo(let last)): first < last
        case (.moment(let first), .moment(let last))
        where (first.offset == nil) == (last.offset == nil):
            first.clockMilliseconds - Int64(first.offset ?? 0) * 1_000
                > last.clockMilliseconds - Int64(last.offset ?? 0) * 1_000
        default:
            if let first = firstDay, let last = other.lastDay {
                first.daysSince1970 > last.daysSince1970
            } else {
                false
            }
        }
    }

    /// `nil` where it depends on today or on a zone.
    private var firstDay: CivilDate? {
        switch self {
        case .year(let year): CivilDate(year: year, month: 1, day: 1)
        case .month(let year, let month): CivilDate(year: year, month: month, day: 1)
        case .day(let date): date
        case .moment(let moment): moment.offset == nil ? moment.date : nil
        case .daysAgo, .monthsAgo: nil
        }
    }

    private var lastDay: CivilDate? {
        switch self {
        case .year(let year): CivilDate(year: year, month: 12, day: 31)
        case .month(let year, let month):
            CivilDate(year: year, month: month, day: CivilDate.days(inMonth: month, of: year))
        case .day, .moment, .daysAgo, .monthsAgo: firstDay
        }
    }
}

extension DateRange: CustomStringConvertible {
    package var description: String {
        switch self {
        case .on(let endpoint): "\(endpoint)"
        case .from(let endpoint): "\(endpoint).."
        case .through(let endpoint): "..\(endpoint)"
        case .between(let first, let last): "\(first)..\(last)"
        case .after(let endpoint): ">\(endpoint)"
        case .before(let endpoint): "<\(endpoint)"
        }
    }
}
