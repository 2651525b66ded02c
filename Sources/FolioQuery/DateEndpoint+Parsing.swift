import FolioModel

extension DateEndpoint {
    init(_ source: SourceText) throws(QueryError) {
        let text = source.text.lowercased()
        if text == "today" {
            self = .daysAgo(0)
        } else if text == "yesterday" {
            self = .daysAgo(1)
        } else if text.utf8.first == UInt8(ascii: "-") {
            self = try Self.ago(text, source)
        } else {
            self = try Self.calendar(text, source)
        }
    }

    /// `-3d`, `-2w`, `-1m`, `-1y`. Six digits at most, so that no later sum can overflow.
    private static func ago(
        _ text: String, _ source: SourceText
    ) throws(QueryError) -> DateEndpoint {
        var reader = DigitReader(text)
        guard reader.skip("-"), let count = reader.number(digits: 1...6)
        else { throw QueryError(.badDate(source.text), source.range) }
        let endpoint: DateEndpoint? =
            if reader.skip("d") {
                .daysAgo(count)
            } else if reader.skip("w") {
                .daysAgo(count * 7)
            } else if reader.skip("m") {
                .monthsAgo(count)
            } else if reader.skip("y") {
                .monthsAgo(count * 12)
            } else {
                nil
            }
        guard let endpoint, reader.isAtEnd
        else { throw QueryError(.badDate(source.text), source.range) }
        return endpoint
    }

    /// `2026`, `2026-04`, `2026-04-05` or a day and a time.
    private static func calendar(
        _ text: String, _ source: SourceText
    ) throws(QueryError) -> DateEndpoint {
        let malformed = QueryError(.badDate(source.text), source.range)
        let missing = QueryError(.noSuchDate(source.text), source.range)
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4...4) else { throw malformed }
        guard year > 0 else { throw missing }
        if reader.isAtEnd { return .year(year) }
        guard reader.skip("-"), let month = reader.number(digits: 2...2) else { throw malformed }
        if reader.isAtEnd {
            guard (1...12).contains(month) else { throw missing }
            return .month(year: year, month: month)
        }
        guard reader.skip("-"), let day = reader.number(digits: 2...2) else { throw malformed }
        guard reader.isAtEnd || reader.skip("t") || reader.skip(" ") else { throw malformed }
        guard let date = CivilDate(year: year, month: month, day: day) else { throw missing }
        if reader.isAtEnd {
            // A `T` with nothing after it.
            guard text.utf8.count == 10 else { throw malformed }
            return .day(date)
        }
        guard let time = reader.clockTime(), let zone = reader.zone(), reader.isAtEnd
        else { throw malformed }
        return .moment(
            CivilMoment(
                date: date, millisecondOfDay: time.milliseconds, precision: time.precision,
                offset: zone.offset))
    }
}

extension DigitReader {
    /// `12:30`, `12:30:15` or `12:30:15.250`; `nil` if there is no such time.
    fileprivate mutating func clockTime() -> (
        milliseconds: Int, precision: CivilMoment.Precision
    )? {
        guard let hour = number(digits: 2...2), hour < 24, skip(":"),
            let minute = number(digits: 2...2), minute < 60
        else { return nil }
        let minutes = (hour * 60 + minute) * 60_000
        guard skip(":") else { return (minutes, .minute) }
        guard let second = number(digits: 2...2), second < 60 else { return nil }
        guard skip(".") else { return (minutes + second * 1_000, .second) }
        guard let milliseconds = thousandths() else { return nil }
        return (minutes + second * 1_000 + milliseconds, .millisecond)
    }

    /// `Z`, `+02:00`, `+0200`, `+02` or nothing, which is an offset of `nil`.
    fileprivate mutating func zone() -> Zone? {
        if isAtEnd { return Zone(offset: nil) }
        if skip("z") { return Zone(offset: 0) }
        let isEast = skip("+")
        guard isEast || skip("-") else { return nil }
        var compact = self
        let (hours, minutes): (Int, Int)
        if let digits = compact.number(digits: 4...4) {
            self = compact
            (hours, minutes) = (digits / 100, digits % 100)
        } else {
            guard let digits = number(digits: 2...2) else { return nil }
            guard let rest = skip(":") ? number(digits: 2...2) : 0 else { return nil }
            (hours, minutes) = (digits, rest)
        }
        guard hours < 24, minutes < 60 else { return nil }
        return Zone(offset: (isEast ? 1 : -1) * (hours * 60 + minutes) * 60)
    }
}

/// What a written time says about its zone.
private struct Zone {
    /// Seconds east of UTC, or `nil` if it says nothing.
    let offset: Int?
}
