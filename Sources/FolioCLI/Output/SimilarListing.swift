package import FolioModel
package import FolioStore

/// Items whose prompts are like another, as they are printed.
package struct SimilarListing {
    package let items: [SimilarItem]
    /// Ids of the posts that use an item.
    package let posts: [MediaItem.ID: [Post.ID]]
    /// Tells the local day of a moment.
    package let zone: LocalZone

    package init(items: [SimilarItem], posts: [MediaItem.ID: [Post.ID]], zone: LocalZone) {
        self.items = items
        self.posts = posts
        self.zone = zone
    }

    /// Likeness, id, date, cost and use of each.
    package var table: TextTable {
        TextTable(
            columns: [
                .init("like", .right), .init("id"), .init("day"), .init("model"),
                .init("ratio"), .init("credits", .right), .init("used", .right), .init("prompt"),
            ],
            rows: items.map { similar in
                let item = similar.item
                return [
                    StyledText(Self.percent(similar)), StyledText(item.id, .bold),
                    StyledText(zone.day(of: item.createdAt), .dim),
                    StyledText(item.model ?? "–"), StyledText(item.ratio ?? "–"),
                    StyledText(item.credits.map(String.init) ?? "–"),
                    StyledText(counted(posts[item.id]?.count ?? 0, "post")),
                    .pixelMark(of: item) + StyledText(item.prompt ?? ""),
                ]
            })
    }

    package var json: [SimilarItemJSON] {
        items.map { SimilarItemJSON($0, posts: posts[$0.item.id] ?? []) }
    }

    /// `same`, or the likeness in whole percent, never rounded up to 100.
    private static func percent(_ similar: SimilarItem) -> String {
        similar.kind == .samePrompt ? "same" : "\(Int(similar.likeness * 100))%"
    }
}

/// An item whose prompt is like another, as JSON output shows it.
package struct SimilarItemJSON: Encodable, Sendable {
    package var item: ItemJSON
    package var extra: Extra

    package struct Extra: Encodable, Sendable {
        /// `same_prompt`, `same_words` or `nearly_same`.
        package var match: String
        /// From 0 to 1.
        package var likeness: Double
    }

    package init(_ similar: SimilarItem, posts: [Post.ID]) {
        item = ItemJSON(similar.item, posts: posts)
        let match =
            switch similar.kind {
            case .samePrompt: "same_prompt"
            case .sameWords: "same_words"
            case .nearlySame: "nearly_same"
            }
        extra = Extra(match: match, likeness: (similar.likeness * 1_000).rounded(.down) / 1_000)
    }

    package func encode(to encoder: any Encoder) throws {
        try item.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
