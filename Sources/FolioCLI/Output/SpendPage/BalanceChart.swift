import FolioModel

/// The balance over time, what is expected of it, and a limit where one is set.
struct BalanceChart {
    /// Oldest first.
    let readings: [(at: Timestamp, credits: Int)]
    /// When the forecast ends, and the balance by then.
    let expected: (at: Timestamp, credits: Int)?
    /// Credits; drawn as a line.
    let limit: Int?

    var svg: String {
        let last = expected.map { [$0] } ?? []
        let points = readings + last
        let largest = points.reduce(limit ?? 0) { max($0, $1.credits) }
        let scale = ChartScale(largest: largest)
        return """
            <svg viewBox="0 0 720 240" role="img" aria-labelledby="balance-t balance-d">
            <title id="balance-t">Balance over time</title>
            <desc id="balance-d">\(HTMLText.escape(description))</desc>
            \(scale.lines(left: 56, right: 720, top: 12, height: 200))
            \(limitLine(scale))
            <polyline class="trend" points="\(line(readings, points, scale))"/>
            \(expectedLine(points, scale))
            </svg>

            """
    }

    private var description: String {
        let now = readings.last.map { "\($0.credits) credits at the last reading" } ?? "no reading"
        return now + (expected.map { ", about \($0.credits) expected by \($0.at.day)" } ?? "")
    }

    private func limitLine(_ scale: ChartScale) -> String {
        guard let limit else { return "" }
        let y = ChartScale.number(height(limit, scale))
        return "<line class=\"limit\" x1=\"56\" x2=\"720\" y1=\"\(y)\" y2=\"\(y)\"/>"
    }

    private func expectedLine(
        _ points: [(at: Timestamp, credits: Int)], _ scale: ChartScale
    ) -> String {
        guard let expected, let last = readings.last else { return "" }
        return "<polyline class=\"plan\" points=\"\(line([last, expected], points, scale))\"/>"
    }

    private func line(
        _ part: [(at: Timestamp, credits: Int)], _ all: [(at: Timestamp, credits: Int)],
        _ scale: ChartScale
    ) -> String {
        guard let first = all.first?.at.milliseconds, let last = all.last?.at.milliseconds else {
            return ""
        }
        let span = Double(max(1, last - first))
        return part.map {
            let x = 60 + 650 * Double($0.at.milliseconds - first) / span
            return "\(ChartScale.number(x)),\(ChartScale.number(height($0.credits, scale)))"
        }.joined(separator: " ")
    }

    private func height(_ credits: Int, _ scale: ChartScale) -> Double {
        12 + 200 * (1 - Double(max(0, credits)) / Double(scale.top))
    }
}

extension Timestamp {
    /// Its day in UTC.
    var day: CivilDate {
        CivilDate(daysSince1970: Int(milliseconds.floorDivided(by: 86_400_000)))
    }
}
