package import FolioModel

/// A moment in the words that people type: `+3d`, `tomorrow 09:00`, `2026-12-24T18:00`.
///
/// A time without a zone is in the zone that is passed in.
package struct MomentReader {
    private let now: Timestamp
    private let utcOffset: (Timestamp) -> Int

    /// `utcOffset` tells the seconds that the zone is ahead of UTC at a moment.
    package init(now: Timestamp, utcOffset: @escaping (Timestamp) -> Int) {
        self.now = now
        self.utcOffset = utcOffset
    }

    /// - Throws: ``MomentError``.
    package func read(_ text: String) throws(MomentError) -> Timestamp {
        let words = text.lowercased().split(separator: " ").map(String.init)
        if let first = words.first, first.hasPrefix("+"), words.count == 1 {
            return try span(first.dropFirst(), in: text)
        }
        if let moment = absolute(text) { return moment }
        guard let first = words.first, words.count <= 2 else { throw .notUnderstood(text) }
        if words.count == 1, let time = Self.clock(first) { return nextTime(time) }
        guard let date = day(first) else { throw .notUnderstood(text) }
        guard words.count == 2 else { throw .timeMissing(text) }
        guard let time = Self.clock(words[1]) else { throw .notUnderstood(text) }
        return moment(date, time)
    }

    /// `3d` and `1w` keep the time of day; `2h` and `30m` count elapsed time.
    private func span(_ text: Substring, in whole: String) throws(MomentError) -> Timestamp {
        guard let unit = text.last, let count = Int(text.dropLast()), (1...10_000).contains(count)
        else { throw .notUnderstood(whole) }
        let (date, time) = local(now)
        switch unit {
        case "m": return now + .seconds(60 * count)
        case "h": return now + .seconds(3_600 * count)
        case "d": return moment(date.adding(days: count), time)
        case "w": return moment(date.adding(days: 7 * count), time)
        default: throw .notUnderstood(whole)
        }
    }

    /// ISO 8601, with `T` or a space, with a zone or without.
    private func absolute(_ text: String) -> Timestamp? {
        guard text.count >= 11, let read = Timestamp(iso8601: text) else { return nil }
        let hasZone =
            text.hasSuffix("Z") || text.hasSuffix("z") || text.dropFirst(11).contains("+")
            || text.dropFirst(11).contains("-")
        guard !hasZone else { return read }
        let days = read.milliseconds.floorDivided(by: 86_400_000)
        return moment(CivilDate(daysSince1970: Int(days)), read.milliseconds - days * 86_400_000)
    }

    private func day(_ word: String) -> CivilDate? {
        let today = local(now).date
        if word == "today" { return today }
        if word == "tomorrow" { return today.adding(days: 1) }
        let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        if let index = weekdays.firstIndex(where: { word.hasPrefix($0) && word.hasSuffix("day") }) {
            let ahead = (index + 1 - today.weekday + 7) % 7
            return today.adding(days: ahead == 0 ? 7 : ahead)
        }
        return Timestamp(iso8601: word).map {
            CivilDate(daysSince1970: Int($0.milliseconds.floorDivided(by: 86_400_000)))
        }
    }

    private func nextTime(_ time: Int64) -> Timestamp {
        let today = local(now).date
        let moment = moment(today, time)
        return moment > now ? moment : self.moment(today.adding(days: 1), time)
    }

    /// Milliseconds since midnight of `09:00` or `9:00`.
    private static func clock(_ text: String) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, (1...2).contains(parts[0].count),
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let hour = Int64(parts[0]), hour < 24, let minute = Int64(parts[1]), minute < 60
        else { return nil }
        return hour * 3_600_000 + minute * 60_000
    }

    private func local(_ moment: Timestamp) -> (date: CivilDate, time: Int64) {
        let shifted = moment.milliseconds + Int64(utcOffset(moment)) * 1_000
        let days = shifted.floorDivided(by: 86_400_000)
        return (CivilDate(daysSince1970: Int(days)), shifted - days * 86_400_000)
    }

    /// A time that a clock change skips is moved by the change, as clocks are.
    private func moment(_ date: CivilDate, _ time: Int64) -> Timestamp {
        let local = Int64(date.daysSince1970) * 86_400_000 + time
        let guess = Timestamp(milliseconds: local - offset(at: local))
        return Timestamp(milliseconds: local - Int64(utcOffset(guess)) * 1_000)
    }

    private func offset(at milliseconds: Int64) -> Int64 {
        Int64(utcOffset(Timestamp(milliseconds: milliseconds))) * 1_000
    }
}

/// Why a moment was refused.
package enum MomentError: UserFacingError, Equatable {
    case notUnderstood(String)
    case timeMissing(String)

    package var message: String {
        switch self {
        case .notUnderstood(let text): "“\(text)” is not a time that Folio understands"
        case .timeMissing(let text): "“\(text)” names a day without a time"
        }
    }

    package var hint: String? {
        switch self {
        case .notUnderstood: "write +3d, +2h, \"tomorrow 09:00\", or 2026-12-24T18:00"
        case .timeMissing(let text): "add the time: \"\(text) 09:00\""
        }
    }

    package var kind: FailureKind { .usage }
}
