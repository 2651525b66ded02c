package import FolioModel
package import FolioStore

/// An item that a search found, as JSON output shows it.
package struct FoundItemJSON: Encodable, Sendable {
    package var item: ItemJSON
    /// Ranges of the prompt that matched: start and end in UTF-16 code units.
    package var matches: [[Int]]

    package init(_ found: FoundItem, posts: [Post.ID]) {
        item = ItemJSON(found.item, posts: posts)
        matches = found.matches.map { [$0.lowerBound, $0.upperBound] }
    }

    private enum CodingKeys: String, CodingKey {
        case matches
    }

    package func encode(to encoder: any Encoder) throws {
        try item.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(matches, forKey: .matches)
    }
}

/// A page of found items, as JSON output shows it. An empty one keeps its keys.
package struct FoundItemsJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package var items: [FoundItemJSON]
    package var total: Int
    package var truncated: Bool
    /// `null` without `--facets`.
    @Nullable package var facets: FacetsJSON?
}

/// A page of a list, as JSON output shows it. An empty one keeps its keys.
package struct ListJSON<Element: Encodable & Sendable>: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package var items: [Element]
    /// How many there are in all, whatever the limit; `null` where that is not counted.
    @Nullable package var total: Int?
    /// Whether more follow behind the last one.
    package var truncated: Bool

    package init(items: [Element], total: Int?, truncated: Bool) {
        self.items = items
        self.total = total
        self.truncated = truncated
    }
}
