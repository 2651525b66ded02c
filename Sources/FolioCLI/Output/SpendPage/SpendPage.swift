import FolioCredits
import FolioModel
import FolioQuery
import FolioStore

/// A report as one page that needs nothing but itself: no scripts, no network.
package struct SpendPage {
    /// How a page begins, by which a later report knows that it may replace it.
    static let beginning = "<!DOCTYPE html>\n<!-- a spend report of Folio -->\n"

    let listing: SpendListing
    let overTime: SpendReport
    let byModel: SpendReport
    let balances: [(at: Timestamp, credits: Int)]
    /// `nil` where the page is not about this month, or not about all spending.
    let forecast: SpendForecast?
    let monthEnd: Timestamp
    /// The remote's monthly allowance in credits, a line in the chart of the balance; `nil` where
    /// unknown.
    let limit: Int?
    let period: String

    /// Reads what the charts show beside the report itself.
    init(
        _ reader: SpendReader, _ period: SpendPeriod, _ listing: SpendListing
    ) throws {
        self.listing = listing
        overTime = try reader.report(by: [period.isLong ? .month : .day], in: period)
        byModel = try reader.report(by: [.model], in: period)
        balances = try reader.library.dailyBalances(in: period.times)
        forecast = listing.forecast
        monthEnd = Timestamp(milliseconds: period.thisMonth.upper ?? period.now.milliseconds)
        limit = try reader.library.latestAllowance()
        self.period =
            "\(period.first?.description ?? "the beginning") to "
            + "\((period.last ?? period.today).description)"
    }

    package var text: String {
        Self.beginning + """
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Credits spent, \(HTMLText.escape(period))</title>
            <style>
            \(PageStyle.css)</style>
            </head>
            <body>
            <main>
            <h1>Credits spent</h1>
            <p class="soft">\(HTMLText.escape(period))</p>
            \(summary)
            \(section("Over time", chart: bars(overTime, unit: "time"), overTime))
            \(section("By model", chart: bars(byModel, unit: "model"), byModel))
            \(balanceSection)
            \(ownTable)
            </main>
            </body>
            </html>

            """
    }

    private var summary: String {
        listing.summary.map { "<p>\(HTMLText.escape($0.rendered(styled: false)))</p>" }
            .joined(separator: "\n")
    }

    /// The table of the report itself, unless a chart has it already.
    private var ownTable: String {
        let groups = listing.report.groups
        guard groups != overTime.groups, groups != byModel.groups else { return "" }
        return section(
            "By " + groups.map(\.rawValue).joined(separator: " and "), chart: nil, listing.report)
    }

    private func section(_ title: String, chart: String?, _ report: SpendReport) -> String {
        let table = HTMLText.table(
            caption: "Credits \(title.lowercased())",
            titles: report.groups.map(\.rawValue) + ["certainty", "calls", "credits"],
            rows: report.rows.map { row in
                row.keys.map { $0 ?? "–" } + [
                    row.certainty.rawValue, String(row.count),
                    SpendListing.credits(of: row).rendered(styled: false),
                ]
            }, names: report.groups.count + 1)
        return "<section><h2>\(HTMLText.escape(title))</h2>\n"
            + (chart.map { "<figure>\($0)</figure>\n" } ?? "") + table + "</section>"
    }

    private func bars(_ report: SpendReport, unit: String) -> String? {
        let certain = report.rows.filter { $0.certainty == .certain }
        guard !certain.isEmpty else { return nil }
        return BarChart(
            title: unit == "time" ? "Credits over time" : "Credits by model", unit: unit,
            bars: certain.map { ($0.keys.first.flatMap { $0 } ?? "–", $0.credits ?? 0) }
        ).svg
    }

    private var balanceSection: String {
        guard let last = balances.last else { return "" }
        let left = forecast.flatMap { forecast in
            forecast.expected.map { max(0, last.credits - ($0 - forecast.spent)) }
        }
        let expected = left.flatMap { last.at < monthEnd ? (at: monthEnd, credits: $0) : nil }
        let chart = BalanceChart(readings: balances, expected: expected, limit: limit)
        let rows = balances.map { [$0.at.day.description, "read", String($0.credits)] }
        let plan = expected.map { [[$0.at.day.description, "expected", String($0.credits)]] }
        return "<section><h2>Balance</h2>\n<figure>\(chart.svg)</figure>\n"
            + HTMLText.table(
                caption: "The last reading of each day (UTC)\(limit.map { ", limit \($0)" } ?? "")",
                titles: ["day", "", "credits"], rows: rows + (plan ?? []), names: 2)
            + "</section>"
    }
}
