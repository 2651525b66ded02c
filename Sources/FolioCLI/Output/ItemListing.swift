package import FolioModel
package import FolioStore

/// What `list` and `search` print.
package struct ItemListing: Sendable {
    package var results: ItemResults
    /// Ids of the posts that use an item.
    package var posts: [MediaItem.ID: [Post.ID]]
    /// Tells the local day of a moment.
    package var zone: LocalZone

    package init(results: ItemResults, posts: [MediaItem.ID: [Post.ID]], zone: LocalZone) {
        self.results = results
        self.posts = posts
        self.zone = zone
    }

    package var table: TextTable {
        TextTable(
            columns: [
                .init("id"), .init("day"), .init("model"), .init("ratio"),
                .init("credits", .right), .init("prompt"),
            ],
            rows: results.items.map { facts(of: $0.item) + [Self.prompt(of: $0)] })
    }

    /// Draws a picture of each item, with the text of its line beside it.
    func draw(by show: inout PictureShow) throws {
        let area = show.square(columns: 8)
        for found in results.items {
            let facts = facts(of: found.item).map { $0 + StyledText("  ") }
            try show.draw(
                found.item, in: area,
                beside: [StyledText(joining: facts), Self.prompt(of: found)])
        }
    }

    /// All of its line but the prompt.
    private func facts(of item: MediaItem) -> [StyledText] {
        [
            StyledText(item.id, .bold), StyledText(zone.day(of: item.createdAt), .dim),
            StyledText(item.model ?? "–"), StyledText(item.ratio ?? "–"),
            StyledText(item.credits.map(String.init) ?? "–"),
        ]
    }

    private static func prompt(of found: FoundItem) -> StyledText {
        .pixelMark(of: found.item) + tags(of: found.item) + StyledText(marking: found)
    }

    /// How many there are, and how to see more; `nil` where the rows say it all.
    package var footer: String? {
        guard results.isTruncated, let last = results.items.last else { return nil }
        return "\(results.items.count) of \(results.total); "
            + "more with --limit N or --after \(last.item.id)"
    }

    package var json: FoundItemsJSON {
        FoundItemsJSON(
            items: results.items.map(json), total: results.total, truncated: results.isTruncated,
            facets: results.facets.map { FacetListing(facets: $0).json })
    }

    package func json(_ found: FoundItem) -> FoundItemJSON {
        FoundItemJSON(found, posts: posts[found.item.id] ?? [])
    }

    /// A line of titles, then a line for each item.
    package var csv: [String] {
        [CSVText.line(Self.csvColumns)]
            + results.items.map { found in
                let item = ItemJSON(found.item, posts: posts[found.item.id] ?? [])
                return CSVText.line([
                    item.id, item.media_id, item.kind, item.state, item.prompt, item.model,
                    item.ratio, item.width.map(String.init), item.height.map(String.init),
                    item.credits.map(String.init), item.tags.joined(separator: " "),
                    item.created_at, item.remote, item.posts.joined(separator: " "),
                    String(item.has_pixels),
                ])
            }
    }

    private static let csvColumns = [
        "id", "media_id", "kind", "state", "prompt", "model", "ratio", "width", "height",
        "credits", "tags", "created_at", "remote", "posts", "has_pixels",
    ]

    private static func tags(of item: MediaItem) -> StyledText {
        item.tags.reduce(StyledText("")) { $0 + StyledText("#\($1) ", .dim) }
    }
}
