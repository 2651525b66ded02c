package import FolioModel

/// What `post list` prints.
package struct PostListing: Sendable {
    package var posts: [Post]
    package var isTruncated: Bool
    package var zone: LocalZone

    package init(posts: [Post], isTruncated: Bool, zone: LocalZone) {
        self.posts = posts
        self.isTruncated = isTruncated
        self.zone = zone
    }

    package var table: TextTable {
        TextTable(
            columns: [
                .init("id"), .init("status"), .init("when"), .init("items", .right),
                .init("accounts"), .init("text"),
            ],
            rows: posts.map { post in
                [
                    StyledText(post.id, .bold), StyledText(post.status.rawValue),
                    StyledText(zone.minute(of: post.scheduledFor ?? post.createdAt), .dim),
                    StyledText("\(max(post.itemIDs.count, post.mediaIDs.count))"),
                    StyledText(post.accountIDs.map(String.init).joined(separator: ",")),
                    StyledText(post.content),
                ]
            }, showsTitles: true)
    }

    package var json: ListJSON<PostJSON> {
        ListJSON(items: posts.map(PostJSON.init), total: nil, truncated: isTruncated)
    }
}

/// What `post show` and `post results` print.
package struct PostSheet: Sendable {
    private let post: Post
    private let zone: LocalZone

    package init(_ post: Post, zone: LocalZone) {
        self.post = post
        self.zone = zone
    }

    /// Prints it as the options say.
    package func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(PostSheetJSON(post: PostJSON(post))))
        } else {
            console.print(facts)
            if !post.destinations.isEmpty { console.print(destinations) }
        }
    }

    private var facts: TextTable {
        let time = { (moment: Timestamp?) in moment.map(zone.minute(of:)) }
        let facts: [(String, String?)] = [
            ("id", post.id), ("remote id", post.postID), ("status", post.status.rawValue),
            ("when", time(post.scheduledFor)), ("created", time(post.createdAt)),
            ("updated", time(post.updatedAt)),
            ("accounts", post.accountIDs.map(String.init).joined(separator: ", ")),
            ("items", post.itemIDs.joined(separator: ", ")),
            ("media ids", post.mediaIDs.joined(separator: ", ")), ("text", post.content),
        ]
        return TextTable(
            columns: [.init("fact"), .init("value")],
            rows: facts.compactMap { name, value in
                value.flatMap { $0.isEmpty ? nil : [StyledText(name, .dim), StyledText($0)] }
            })
    }

    private var destinations: TextTable {
        TextTable(
            columns: [
                .init("account", .right), .init("platform"), .init("result"), .init("where"),
            ],
            rows: post.destinations.map { destination in
                [
                    StyledText("\(destination.accountID)", .bold),
                    StyledText(destination.platform ?? "–"),
                    StyledText(destination.status, destination.error == nil ? .plain : .warning),
                    StyledText(destination.error ?? destination.url ?? ""),
                ]
            }, showsTitles: true)
    }
}

/// One post as JSON output shows it.
package struct PostSheetJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package var post: PostJSON
}
