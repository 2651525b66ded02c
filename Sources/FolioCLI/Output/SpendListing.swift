import FolioModel
package import FolioCredits

/// What `spend` prints.
package struct SpendListing: Sendable {
    package let report: SpendReport

    package init(report: SpendReport) {
        self.report = report
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
        return TextTable(
            columns: groups + [.init("images", .right), .init("credits", .right), .init("")],
            rows: report.rows.map { row in
                row.keys.map { StyledText($0 ?? "–") } + [
                    StyledText(String(row.count)), Self.credits(of: row),
                    bar(row, largest: largest, width: barWidth),
                ]
            }, showsTitles: !report.rows.isEmpty)
    }

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
        if !report.showsEmptyPeriods {
            lines.append(StyledText("periods without spending are not shown: too many", .dim))
        }
        return lines
    }

    package var csv: [String] {
        let titles = report.groups.map(\.rawValue) + ["certainty", "count", "credits"]
        return [CSVText.line(titles)]
            + report.rows.map { row in
                CSVText.line(
                    row.keys + [
                        row.certainty.rawValue, String(row.count), row.credits.map(String.init),
                    ])
            }
    }

    private static func credits(of row: SpendReport.Row) -> StyledText {
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

extension SpendListing {
    package var json: SpendJSON { SpendJSON(report) }
}

/// A spend report as JSON output shows it.
package struct SpendJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    /// What the rows' keys stand for, in the order of the rows.
    package var by: [String]
    package var rows: [Row]
    package var total_credits: Int
    package var count: Int
    package var unknown_count: Int
    package var uncertain_count: Int
    @Nullable package var uncertain_credits: Int?

    package init(_ report: SpendReport) {
        by = report.groups.map(\.rawValue)
        rows = report.rows.map { Row($0, by: report.groups) }
        total_credits = report.total
        count = report.count
        unknown_count = report.unknownCount
        uncertain_count = report.uncertainCount
        uncertain_credits = report.uncertainCredits
    }

    package struct Row: Encodable, Sendable {
        package var keys: [String: String?]
        /// `certain`, `unknown` or `uncertain`.
        package var certainty: String
        package var count: Int
        /// Credits that were spent; `null` where that is not certain.
        @Nullable package var credits: Int?
        /// What uncertain calls may have cost; `null` where it is certain or unknown.
        @Nullable package var uncertain_credits: Int?

        package init(_ row: SpendReport.Row, by groups: [SpendGroup]) {
            keys = Dictionary(uniqueKeysWithValues: zip(groups.map(\.rawValue), row.keys))
            certainty = row.certainty.rawValue
            count = row.count
            credits = row.certainty == .certain ? row.credits : nil
            uncertain_credits = row.certainty == .uncertain ? row.credits : nil
        }
    }
}
