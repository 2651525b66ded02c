import FolioModel
import FolioStore

/// What `duplicates` prints.
struct DuplicateListing {
    let groups: [DuplicateGroup]
    /// Groups in all.
    let total: Int
    /// Tells the local day of a moment.
    let zone: LocalZone

    var table: TextTable {
        TextTable(
            columns: [
                .init("group", .right), .init("differs", .right), .init("id"), .init("day"),
                .init("size"), .init("credits", .right), .init("prompt"),
            ],
            rows: groups.enumerated().flatMap { number, group in
                zip(group.items, group.distances).enumerated().map { place, pair in
                    row(number + 1, place, pair.0, pair.1)
                }
            }, showsTitles: !groups.isEmpty)
    }

    /// What the rows do not say.
    var remarks: [String] {
        if total == 0 { return ["no duplicates among the originals that are held"] }
        return groups.count < total ? ["\(groups.count) of \(total); more with --limit N"] : []
    }

    var json: DuplicatesJSON {
        DuplicatesJSON(
            items: groups.map(DuplicateGroupJSON.init), total: total,
            truncated: groups.count < total)
    }

    private func row(
        _ number: Int, _ place: Int, _ item: MediaItem, _ distance: Int?
    ) -> [StyledText] {
        let differs = distance.map { counted($0, "bit") } ?? "same file"
        let size = item.width.flatMap { width in item.height.map { "\(width)×\($0)" } }
        return [
            StyledText(String(number)), StyledText(place == 0 ? "" : differs),
            StyledText(item.id, .bold), StyledText(zone.day(of: item.createdAt), .dim),
            StyledText(size ?? "–"), StyledText(item.credits.map(String.init) ?? "–"),
            StyledText(item.prompt ?? ""),
        ]
    }
}

/// Groups of duplicates as JSON output shows them.
struct DuplicatesJSON: Encodable {
    var format_version = JSONText.formatVersion
    var items: [DuplicateGroupJSON]
    var total: Int
    var truncated: Bool
}

/// A group of duplicates as JSON output shows it.
struct DuplicateGroupJSON: Encodable {
    /// `same_file` or `look_alike`.
    var match: String
    var ids: [String]
    var distances: [Int?]

    init(_ group: DuplicateGroup) {
        match = group.isExact ? "same_file" : "look_alike"
        ids = group.items.map(\.id)
        distances = group.distances
    }
}

/// Items that look like another, as they are printed.
struct LookalikeListing {
    let items: [LookalikeItem]
    /// Ids of the posts that use an item.
    let posts: [MediaItem.ID: [Post.ID]]
    /// Tells the local day of a moment.
    let zone: LocalZone

    var table: TextTable {
        TextTable(
            columns: [
                .init("differs", .right), .init("id"), .init("day"), .init("model"),
                .init("credits", .right), .init("used", .right), .init("prompt"),
            ],
            rows: items.map { alike in
                let item = alike.item
                return [
                    StyledText(counted(alike.distance, "bit")), StyledText(item.id, .bold),
                    StyledText(zone.day(of: item.createdAt), .dim),
                    StyledText(item.model ?? "–"),
                    StyledText(item.credits.map(String.init) ?? "–"),
                    StyledText(counted(posts[item.id]?.count ?? 0, "post")),
                    StyledText(item.prompt ?? ""),
                ]
            })
    }

    var json: [LookalikeJSON] {
        items.map { LookalikeJSON($0, posts: posts[$0.item.id] ?? []) }
    }
}

/// An item that looks like another, as JSON output shows it.
struct LookalikeJSON: Encodable {
    var item: ItemJSON
    var extra: Extra

    struct Extra: Encodable {
        /// Bits of the perceptual hashes that differ.
        var distance: Int
    }

    init(_ alike: LookalikeItem, posts: [Post.ID]) {
        item = ItemJSON(alike.item, posts: posts)
        extra = Extra(distance: alike.distance)
    }

    func encode(to encoder: any Encoder) throws {
        try item.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
