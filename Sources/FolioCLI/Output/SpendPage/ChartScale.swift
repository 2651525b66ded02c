/// Round numbers up the side of a chart.
struct ChartScale {
    /// The number at the chart's upper edge; at least 1.
    let top: Int
    private let step: Int

    init(largest: Int) {
        var step = 1
        while step * 5 < largest {
            // 1, 2, 5, 10, 20, 50 …
            step = String(step).hasPrefix("2") ? step / 2 * 5 : step * 2
        }
        self.step = step
        top = max(1, (largest + step - 1) / step) * step
    }

    /// A line and its number for each step.
    func lines(left: Double, right: Double, top edge: Double, height: Double) -> String {
        stride(from: 0, through: top, by: step).map { value in
            let y = edge + height * (1 - Double(value) / Double(top))
            return "<line class=\"grid\" x1=\"\(Self.number(left))\" x2=\"\(Self.number(right))\" "
                + "y1=\"\(Self.number(y))\" y2=\"\(Self.number(y))\"/>"
                + "<text x=\"\(Self.number(left - 6))\" y=\"\(Self.number(y + 4))\" "
                + "text-anchor=\"end\">\(value)</text>"
        }.joined(separator: "\n")
    }

    /// With one digit behind the point.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
