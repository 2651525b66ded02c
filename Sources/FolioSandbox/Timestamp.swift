import Foundation

/// ISO 8601 times of the wire, and the milliseconds since 1970 UTC that the sandbox keeps.
enum Timestamp {
    static let day: Int64 = 86_400_000

    /// UTC with milliseconds and `Z`, the form the remote writes.
    ///
    /// Done in whole numbers: a `Date` in between would lose milliseconds to rounding.
    static func text(_ milliseconds: Int64) -> String {
        let days = floorDivide(milliseconds, day)
        let rest = Int(milliseconds - days * day)
        let date = civil(fromDays: Int(days))
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
            + time.joined(separator: ":") + ".\(padded(rest % 1000, 3))Z"
    }

    static func json(_ milliseconds: Int64?) -> JSON {
        JSON(milliseconds.map(text))
    }

    /// Reads a date, or a date and time with `Z`, an offset, or none (which means UTC).
    static func parse(_ text: String) -> Int64? {
        var reader = Reader(rest: text[...].utf8)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2),
            reader.skip("-"), let day = reader.number(2), (1...12).contains(month),
            (1...daysInMonth(month, of: year)).contains(day)
        else { return nil }
        let midnight = Int64(days(year: year, month: month, day: day)) * Self.day
        if reader.rest.isEmpty { return midnight }

        guard reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2),
            hour < 24, minute < 60
        else { return nil }
        var time = Int64(hour * 3_600_000 + minute * 60_000)
        if reader.skip(":") {
            guard let second = reader.number(2), second <= 60 else { return nil }
            time += Int64(second) * 1000
            if reader.skip(".") {
                guard let fraction = reader.milliseconds() else { return nil }
                time += fraction
            }
        }
        guard let offset = reader.offset(), reader.rest.isEmpty else { return nil }
        return midnight + time - offset
    }

    /// The same day and time one month later; the last day where that month is shorter.
    static func monthLater(_ milliseconds: Int64) -> Int64 {
        let days = floorDivide(milliseconds, day)
        let date = civil(fromDays: Int(days))
        let year = date.month == 12 ? date.year + 1 : date.year
        let month = date.month % 12 + 1
        let dayOfMonth = min(date.day, daysInMonth(month, of: year))
        return Int64(Self.days(year: year, month: month, day: dayOfMonth)) * day
            + milliseconds - days * day
    }
}

extension Timestamp {
    private struct Reader {
        var rest: Substring.UTF8View

        mutating func skip(_ character: Character) -> Bool {
            guard let byte = character.asciiValue, rest.first == byte else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func number(_ digits: Int) -> Int? {
            let head = rest.prefix(digits)
            guard head.count == digits, head.allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            rest = rest.dropFirst(digits)
            return head.reduce(0) { $0 * 10 + Int($1 - 48) }
        }

        /// The digits after the point; those beyond the third are dropped.
        mutating func milliseconds() -> Int64? {
            let digits = rest.prefix { (48...57).contains($0) }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
            let three = (digits.map { Int64($0 - 48) } + [0, 0]).prefix(3)
            return three.reduce(0) { $0 * 10 + $1 }
        }

        mutating func offset() -> Int64? {
            if rest.isEmpty || skip("Z") || skip("z") { return 0 }
            let isEast = skip("+")
            guard isEast || skip("-"), let hours = number(2), hours < 24 else { return nil }
            _ = skip(":")
            guard let minutes = rest.isEmpty ? 0 : number(2), minutes < 60 else { return nil }
            let size = Int64(hours * 3_600_000 + minutes * 60_000)
            return isEast ? size : -size
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }

    private static func daysInMonth(_ month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March,
    /// so that the leap day is a year's last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }

    /// The reverse of `days(year:month:day:)`.
    private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
