import FolioCredits

/// What the items that published posts use have cost.
package struct PublishedCost: Hashable, Sendable {
    package let items: Int
    /// Credits that those items cost.
    package let credits: Int
    /// Credits of the whole report, unused items with it.
    package let total: Int

    /// `nil` where nothing was published.
    package var perItem: Double? { items > 0 ? Double(credits) / Double(items) : nil }

    /// The whole total shared among them.
    package var totalPerItem: Double? { items > 0 ? Double(total) / Double(items) : nil }

    package var sentence: String {
        "published \(counted(items, "item")) for \(counted(credits, "credit")), "
            + "\(Self.text(perItem)) each; \(Self.text(totalPerItem)) with all that was spent"
    }

    private static func text(_ number: Double?) -> String {
        guard let number else { return "–" }
        let tenths = Int((number * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        return "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

extension SpendForecast {
    /// For the summary of a report.
    var sentence: String {
        let limit = budget.map { ", of a budget of \($0)" } ?? ""
        guard let expected else {
            return "\(month): \(counted(spent, "credit")) so far\(limit)"
        }
        return "\(month): \(counted(spent, "credit")) so far, about \(expected) by \(end)\(limit)"
    }
}
