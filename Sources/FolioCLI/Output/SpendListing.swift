import FolioModel
package import FolioCredits

/// What `spend` prints.
package struct SpendListing: Sendable {
    package let report: SpendReport
    /// What items of published posts cost; `nil` where it was not asked for.
    package let published: PublishedCost?
    package let forecast: SpendForecast?

    package init(
        report: SpendReport, published: PublishedCost? = nil, forecast: SpendForecast? = nil
    ) {
        self.report = report
        self.published = published
        self.forecast = forecast
    }

    /// The longest bar, in columns.
    private static let longestBar = 40

    /// A row for each key, with a bar as long as its share of the largest where there is room.
    package func table(terminalWidth: Int) -> TextTable {
        let bare = table(barWidth: 0).lines().reduce(0) { max($0, DisplayWidth.of($1)) }
        return table(barWidth: min(Self.longestBar, max(0, terminalWidth - bare - 2)))
    }

    private func table(barWidth: Int) -> TextTable {
        let largest = report.rows.reduce(0) { max($0, $1.credits ?? 0) }
        let groups = report.groups.map { TextTable.Column($0.rawValue) }
        let titles = extraTitles
        return TextTable(
            columns: groups + [.init("calls", .right), .init("credits", .right)]
                + titles.map { TextTable.Column($0, .right) } + [.init("")],
            rows: report.rows.map { row in
                row.keys.map { Self.key($0) } + [
                    StyledText(String(row.count)), Self.credits(of: row),
                ] + Self.extraCells(row, titles) + [bar(row, largest: largest, width: barWidth)]
            }, showsTitles: !report.rows.isEmpty)
    }

    /// The longest key, in columns: a prompt is cut.
    private static let longestKey = 48

    static func key(_ text: String?) -> StyledText {
        StyledText(text ?? "–").truncated(to: longestKey)
    }

    private var extraTitles: [String] {
        (report.previousTotal == nil ? [] : ["before", "change"])
            + (report.rows.contains { $0.running != nil } ? ["running"] : [])
    }

    private static func extraCells(
        _ row: SpendReport.Row, _ titles: [String]
    ) -> [StyledText] {
        titles.map { title in
            let value =
                switch title {
                case "before": row.previous.map(String.init)
                case "change": row.previous.map { signed((row.credits ?? 0) - $0) }
                default: row.running.map(String.init)
                }
            return StyledText(value ?? "")
        }
    }

    static func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : "\(number)" }

    /// The total, and what it leaves out.
    package var summary: [StyledText] {
        var lines = [
            StyledText(
                "total \(counted(report.total, "credit")), \(counted(report.count, "charge"))",
                .bold)
        ]
        if report.unknownCount > 0 {
            lines.append(
                StyledText("unknown: what \(report.unknownCount) more cost is not known", .warning))
        }
        if report.uncertainCount > 0 {
            let most =
                report.uncertainCredits.map { "at most \(counted($0, "credit"))" }
                ?? "price unknown"
            lines.append(
                StyledText(
                    "uncertain: the outcome of \(report.uncertainCount) calls is not known, "
                        + "\(most); folio status", .warning))
        }
        lines += moreLines
        if !report.showsEmptyPeriods {
            lines.append(StyledText("periods without spending are not shown: too many", .dim))
        }
        return lines
    }

    private var moreLines: [StyledText] {
        var lines: [StyledText] = []
        if let previous = report.previousTotal {
            let change = Self.signed(report.total - previous)
            lines.append(
                StyledText("before \(counted(previous, "credit")) in as many days, \(change)"))
        }
        if let forecast { lines.append(StyledText(forecast.sentence)) }
        if let published, published.items > 0 { lines.append(StyledText(published.sentence)) }
        if !report.sharedGroups.isEmpty {
            let names = report.sharedGroups.map(\.rawValue).joined(separator: ", ")
            lines.append(
                StyledText("an item counts under each \(names) and once in the total", .dim))
        }
        return lines
    }

    package var csv: [String] {
        let isComparing = report.previousTotal != nil
        let isRunning = report.rows.contains { $0.running != nil }
        let titles =
            report.groups.map(\.rawValue) + ["certainty", "count", "credits"]
            + (isComparing ? ["previous"] : []) + (isRunning ? ["running"] : [])
        return [CSVText.line(titles)]
            + report.rows.map { row in
                CSVText.line(
                    row.keys + [
                        row.certainty.rawValue, String(row.count), row.credits.map(String.init),
                    ] + (isComparing ? [row.previous.map(String.init)] : [])
                        + (isRunning ? [row.running.map(String.init)] : []))
            }
    }

    static func credits(of row: SpendReport.Row) -> StyledText {
        switch (row.certainty, row.credits) {
        case (.certain, let credits?): StyledText(String(credits))
        case (.uncertain, let credits?): StyledText("0 or \(credits)", .warning)
        case (_, nil), (.unknown, _): StyledText("unknown", .warning)
        }
    }

    private func bar(_ row: SpendReport.Row, largest: Int, width: Int) -> StyledText {
        guard width > 0, largest > 0, let credits = row.credits, credits > 0 else {
            return StyledText("")
        }
        let length = max(1, (credits * width + largest / 2) / largest)
        let mark = row.certainty == .certain ? "█" : "░"
        return StyledText(String(repeating: mark, count: length))
    }
}
