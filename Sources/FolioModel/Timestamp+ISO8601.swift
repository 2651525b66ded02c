extension Timestamp {
    /// `2026-04-05T06:07:08.009Z`.
    package var iso8601: String {
        let day = milliseconds.floorDivided(by: 86_400_000)
        let inDay = Int(milliseconds - day * 86_400_000)
        let (hour, minute) = (inDay / 3_600_000, inDay / 60_000 % 60)
        let (second, thousandth) = (inDay / 1_000 % 60, inDay % 1_000)
        return "\(CivilDate(daysSince1970: Int(day)))T\(hour.padded(to: 2))"
            + ":\(minute.padded(to: 2)):\(second.padded(to: 2)).\(thousandth.padded(to: 3))Z"
    }

    /// Reads ISO 8601 text with `Z`, an offset, or none.
    ///
    /// Text without an offset is read as UTC, as the remote's clients do (`remote-api.md` §5).
    /// Fractions of a second beyond milliseconds are cut.
    package init?(iso8601 text: some StringProtocol) {
        var reader = DigitReader(text.utf8)
        guard let year = reader.number(digits: 4), reader.skip("-"),
            let month = reader.number(digits: 2), reader.skip("-"),
            let day = reader.number(digits: 2),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        guard !reader.isAtEnd else {
            self.init(milliseconds: Int64(date.daysSince1970) * 86_400_000)
            return
        }
        guard reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.number(digits: 2), hour < 24, reader.skip(":"),
            let minute = reader.number(digits: 2), minute < 60
        else { return nil }
        var inDay = Int64(hour * 3_600_000 + minute * 60_000)
        if reader.skip(":") {
            // 60 is a leap second; it is counted as the next minute's first.
            guard let second = reader.number(digits: 2), second <= 60 else { return nil }
            inDay += Int64(second) * 1_000
            if reader.skip(".") || reader.skip(",") {
                guard let fraction = reader.thousandths() else { return nil }
                inDay += Int64(fraction)
            }
        }
        guard let offset = reader.offsetMinutes(), reader.isAtEnd else { return nil }
        self.init(
            milliseconds: Int64(date.daysSince1970) * 86_400_000 + inDay - Int64(offset) * 60_000)
    }
}

extension SignedInteger {
    /// Division that rounds towards negative infinity, for moments before 1970. `divisor` is
    /// above 0.
    package func floorDivided(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

/// Reads fixed-width numbers from the front of some ASCII text.
private struct DigitReader {
    private var rest: [UInt8].SubSequence

    init(_ text: some Sequence<UInt8>) {
        rest = Array(text)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits: Int) -> Int? {
        guard rest.count >= digits else { return nil }
        var value = 0
        for byte in rest.prefix(digits) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        rest.removeFirst(digits)
        return value
    }

    /// One or more digits after the decimal mark, cut to three.
    mutating func thousandths() -> Int? {
        let digits = rest.prefix { (48...57).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest.removeFirst(digits.count)
        let kept = digits.prefix(3).reduce(0) { $0 * 10 + Int($1 - 48) }
        return [100, 10, 1][min(digits.count, 3) - 1] * kept
    }

    /// `Z`, `+02:00`, `+0200`, `+02`, or nothing, which is UTC.
    mutating func offsetMinutes() -> Int? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(digits: 2), hours <= 23 else { return nil }
        _ = skip(":")
        guard !isAtEnd else { return sign * hours * 60 }
        guard let minutes = number(digits: 2), minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
