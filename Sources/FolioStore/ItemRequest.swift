package import FolioModel
package import FolioQuery

/// Which items to read, and in what order.
package struct ItemRequest: Sendable {
    package var query: Query
    package var order: Order
    /// At most so many; `nil` for all.
    package var limit: Int?
    /// Continues behind this item of the same request.
    package var after: MediaItem.ID?
    /// The moment that `today` and `-3w` are relative to.
    package var now: Timestamp
    /// Seconds that the user's zone is ahead of UTC at a moment.
    package var utcOffset: @Sendable (Timestamp) -> Int
    /// Whether hidden items are found by queries that neither ask for them nor name an item.
    package var includesHidden = false
    /// Whether relevance ranks all matches instead of the newest, which takes longer.
    package var ranksAll = false
    /// Whether the answer tells how all matches are spread over models, tags and so on.
    package var countsFacets = false

    package init(
        query: Query, order: Order = .newestFirst, limit: Int? = nil,
        after: MediaItem.ID? = nil, now: Timestamp,
        utcOffset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 }
    ) {
        self.query = query
        self.order = order
        self.limit = limit
        self.after = after
        self.now = now
        self.utcOffset = utcOffset
    }

    /// The same request, for what must not be left out, such as credits that were spent.
    package func withHidden() -> ItemRequest {
        var request = self
        request.includesHidden = true
        return request
    }

    /// Which items come first. Equal ones are newest first.
    package enum Order: Hashable, Sendable {
        case newestFirst
        case oldestFirst
        /// The exact phrase, then all words, then the rest, each by bm25 over the newest matches;
        /// newest first where the query has no text.
        case relevance
        /// The highest number first; items of which it is not known come last.
        case highest(ItemNumber)
    }
}

/// The answer to an ``ItemRequest``.
package struct ItemResults: Sendable {
    package var items: [FoundItem]
    /// How many match in all, whatever the limit.
    package var total: Int
    /// Whether more follow behind the last one.
    package var isTruncated: Bool
    /// Of all matches, whatever the limit; `nil` where that was not asked for.
    package var facets: ItemFacets?

    package init(
        items: [FoundItem], total: Int, isTruncated: Bool, facets: ItemFacets? = nil
    ) {
        self.items = items
        self.total = total
        self.isTruncated = isTruncated
        self.facets = facets
    }
}

/// An item, and which parts of its prompt the query's words match.
package struct FoundItem: Hashable, Sendable {
    package var item: MediaItem
    /// UTF-16 offsets into the prompt, ascending, not overlapping.
    package var matches: [Range<Int>]

    package init(item: MediaItem, matches: [Range<Int>] = []) {
        self.item = item
        self.matches = matches
    }
}
