/// Numbers as upright bars, one beside the other.
struct BarChart {
    let title: String
    let unit: String
    /// In order, with the name under each.
    let bars: [(name: String, value: Int)]

    private static let width = 720.0
    private static let height = 240.0
    private static let left = 56.0
    private static let bottom = 28.0
    private static let top = 12.0
    /// So many names fit under the bars.
    private static let nameLimit = 8

    var svg: String {
        let scale = ChartScale(largest: bars.reduce(0) { max($0, $1.value) })
        let plot = Self.height - Self.bottom - Self.top
        let step = (Self.width - Self.left) / Double(max(1, bars.count))
        let marks = bars.enumerated().map { index, bar in
            let height = plot * Double(max(0, bar.value)) / Double(scale.top)
            let x = Self.left + step * (Double(index) + 0.1)
            return "<rect class=\"bar\" x=\"\(ChartScale.number(x))\" "
                + "y=\"\(ChartScale.number(Self.top + plot - height))\" "
                + "width=\"\(ChartScale.number(step * 0.8))\" "
                + "height=\"\(ChartScale.number(height))\">"
                + "<title>\(HTMLText.escape(bar.name)): \(bar.value)</title></rect>"
        }
        return """
            <svg viewBox="0 0 720 240" role="img" aria-labelledby="\(id)-t \(id)-d">
            <title id="\(id)-t">\(HTMLText.escape(title))</title>
            <desc id="\(id)-d">\(HTMLText.escape(description))</desc>
            \(scale.lines(left: Self.left, right: Self.width, top: Self.top, height: plot))
            \(marks.joined(separator: "\n"))
            \(names(step).joined(separator: "\n"))
            </svg>

            """
    }

    private var id: String { "chart-\(unit)" }

    private var description: String {
        guard let highest = bars.max(by: { $0.value < $1.value }) else { return "no spending" }
        return "\(bars.count) bars; the highest is \(highest.name) with \(highest.value) credits; "
            + "the table below has all numbers"
    }

    private static func short(_ name: String) -> String {
        name.count > 16 ? name.prefix(15) + "…" : name
    }

    private func names(_ step: Double) -> [String] {
        let every = (bars.count + Self.nameLimit - 1) / Self.nameLimit
        return bars.enumerated().filter { $0.offset % max(1, every) == 0 }.map { index, bar in
            let x = Self.left + step * (Double(index) + 0.5)
            let name = HTMLText.escape(Self.short(bar.name))
            return "<text x=\"\(ChartScale.number(x))\" y=\"\(ChartScale.number(Self.height - 8))\""
                + " text-anchor=\"middle\">\(name)</text>"
        }
    }
}
