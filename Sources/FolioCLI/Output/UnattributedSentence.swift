import FolioCredits
import FolioModel

/// What nobody accounts for between two readings, as a sentence.
struct UnattributedSentence {
    let interval: BalanceExplanation.Interval
    let zone: LocalZone
    let now: Timestamp

    /// `12 credits spent elsewhere between 3 and 5 April: captions in the web app, another key?`
    var text: String {
        let credits = interval.unattributed
        guard credits < 0 else {
            return "\(counted(credits, "credit")) more than explained \(window): "
                + "a refund, a top-up, a new period?"
        }
        let calls = interval.openCalls.map(\.id)
        let cause =
            calls.isEmpty
            ? "captions in the web app, another key?"
            : "may be the \(calls.count == 1 ? "call" : "calls") "
                + calls.joined(separator: ", ")
        return "\(counted(-credits, "credit")) spent elsewhere \(window): \(cause)"
    }

    /// `on 3 April`, `between 3 and 5 April`, `between 30 March and 2 April`.
    private var window: String {
        let calendar = ReportCalendar(utcOffset: zone.utcOffset)
        let moments = [interval.from.observation.at, interval.to.observation.at]
        let (first, last) = (
            calendar.day(of: min(moments[0], moments[1])),
            calendar.day(of: max(moments[0], moments[1]))
        )
        let year = calendar.day(of: now).year == last.year ? "" : " \(last.year)"
        let end = "\(last.day) \(Self.months[last.month - 1])\(year)"
        if first == last { return "on \(end)" }
        if first.year != last.year {
            let month = Self.months[first.month - 1]
            return "between \(first.day) \(month) \(first.year) and \(last.day) "
                + "\(Self.months[last.month - 1]) \(last.year)"
        }
        if first.month == last.month { return "between \(first.day) and \(end)" }
        return "between \(first.day) \(Self.months[first.month - 1]) and \(end)"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
