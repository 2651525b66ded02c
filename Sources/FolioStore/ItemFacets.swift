/// How the items that a query finds are spread over what queries can narrow by.
package struct ItemFacets: Hashable, Sendable {
    /// What is counted, in the order in which it is shown.
    package enum Subject: Int, Sendable, CaseIterable {
        case model, ratio, tag, album, month, year, kind, rating
    }

    /// A value and how many items have it.
    package struct Count: Hashable, Sendable {
        /// A name, `2026-04`, `2026` or stars from 1 to 5; `nil` where unknown.
        package let value: String?
        package let items: Int

        package init(value: String?, items: Int) {
            self.value = value
            self.items = items
        }
    }

    /// Months and years newest first, all else most frequent first. An item with two tags counts
    /// for both, one without any for none.
    package var counts: [Subject: [Count]]

    package init(counts: [Subject: [Count]]) {
        self.counts = counts
    }
}
