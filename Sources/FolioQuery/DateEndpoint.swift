package import FolioModel

/// A time as a query names it: shorter or longer, and fixed or counted back from today.
///
/// Every endpoint stands for a span: a year is all of it. A range begins where its first
/// endpoint's span begins and ends where its last one's ends.
package enum DateEndpoint: Hashable, Sendable {
    case year(Int)
    /// The month is 1 to 12.
    case month(year: Int, month: Int)
    case day(CivilDate)
    /// A minute, second or millisecond.
    case moment(CivilMoment)
    /// A whole local day; 0 is today, 1 yesterday.
    case daysAgo(Int)
    /// The same day so many months ago, or the last day of that month where it is shorter.
    case monthsAgo(Int)
}

/// A time of a day, as exact as it was written.
package struct CivilMoment: Hashable, Sendable {
    package enum Precision: Hashable, Sendable {
        case minute, second, millisecond

        /// How long such a moment lasts.
        package var milliseconds: Int64 {
            switch self {
            case .minute: 60_000
            case .second: 1_000
            case .millisecond: 1
            }
        }
    }

    package let date: CivilDate
    /// Since midnight, 0 to 86,399,999.
    package let millisecondOfDay: Int
    package let precision: Precision
    /// Seconds east of UTC, or `nil` for the zone of the person who asks.
    package let offset: Int?

    package init(
        date: CivilDate, millisecondOfDay: Int, precision: Precision, offset: Int?
    ) {
        self.date = date
        self.millisecondOfDay = millisecondOfDay
        self.precision = precision
        self.offset = offset
    }

    /// Since 1 January 1970, 00:00, on the same clock as the moment itself.
    package var clockMilliseconds: Int64 {
        Int64(date.daysSince1970) * 86_400_000 + Int64(millisecondOfDay)
    }
}

extension DateEndpoint: CustomStringConvertible {
    package var description: String {
        switch self {
        case .year(let year): year.padded(to: 4)
        case .month(let year, let month): "\(year.padded(to: 4))-\(month.padded(to: 2))"
        case .day(let date): date.description
        case .moment(let moment): moment.description
        case .daysAgo(0): "today"
        case .daysAgo(1): "yesterday"
        case .daysAgo(let days): days % 7 == 0 ? "-\(days / 7)w" : "-\(days)d"
        case .monthsAgo(let months): months % 12 == 0 ? "-\(months / 12)y" : "-\(months)m"
        }
    }
}

extension CivilMoment: CustomStringConvertible {
    package var description: String {
        let minutes = millisecondOfDay / 60_000
        var text = "\(date)T\((minutes / 60).padded(to: 2)):\((minutes % 60).padded(to: 2))"
        if precision != .minute { text += ":" + (millisecondOfDay / 1_000 % 60).padded(to: 2) }
        if precision == .millisecond { text += "." + (millisecondOfDay % 1_000).padded(to: 3) }
        guard let offset else { return text }
        if offset == 0 { return text + "Z" }
        let distance = abs(offset) / 60
        return text + (offset < 0 ? "-" : "+") + (distance / 60).padded(to: 2) + ":"
            + (distance % 60).padded(to: 2)
    }
}
