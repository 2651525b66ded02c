package import FolioCredits
import FolioModel

extension SpendListing {
    package var json: SpendJSON { SpendJSON(self) }
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
    /// The total of the period before; `null` without `--compare`.
    @Nullable package var previous_total_credits: Int?
    /// Items that a published post uses, and what they cost.
    package var published_items: Int
    package var published_credits: Int
    /// `null` where nothing was published.
    @Nullable package var credits_per_published_item: Double?
    /// The whole total for each of them.
    @Nullable package var total_per_published_item: Double?
    /// This month; `null` where months are not shown.
    @Nullable package var forecast: Forecast?

    package init(_ listing: SpendListing) {
        self.init(listing.report, listing)
    }

    private init(_ report: SpendReport, _ listing: SpendListing) {
        by = report.groups.map(\.rawValue)
        rows = report.rows.map { Row($0, by: report.groups) }
        total_credits = report.total
        count = report.count
        unknown_count = report.unknownCount
        uncertain_count = report.uncertainCount
        uncertain_credits = report.uncertainCredits
        previous_total_credits = report.previousTotal
        published_items = listing.published?.items ?? 0
        published_credits = listing.published?.credits ?? 0
        credits_per_published_item = listing.published?.perItem
        total_per_published_item = listing.published?.totalPerItem
        forecast = listing.forecast.map(Forecast.init)
    }

    package struct Forecast: Encodable, Sendable {
        package var month: String
        /// The month's last day.
        package var until: String
        package var spent_credits: Int
        @Nullable package var expected_credits: Int?
        @Nullable package var budget_credits: Int?

        package init(_ forecast: SpendForecast) {
            month = forecast.month
            until = forecast.end.description
            spent_credits = forecast.spent
            expected_credits = forecast.expected
            budget_credits = forecast.budget
        }
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
        /// Credits that the same keys cost in the period before; `null` without `--compare`.
        @Nullable package var previous_credits: Int?
        /// Credits of the certain rows up to this one; `null` without `--running`.
        @Nullable package var running_credits: Int?

        package init(_ row: SpendReport.Row, by groups: [SpendGroup]) {
            keys = Dictionary(uniqueKeysWithValues: zip(groups.map(\.rawValue), row.keys))
            certainty = row.certainty.rawValue
            count = row.count
            credits = row.certainty == .certain ? row.credits : nil
            uncertain_credits = row.certainty == .uncertain ? row.credits : nil
            previous_credits = row.previous
            running_credits = row.running
        }
    }
}
