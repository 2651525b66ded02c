import FolioModel

extension RemotePost {
    /// Reads any shape of `remote-api.md` §10.1 and §10.3 to §10.6; `nil` without an id.
    init?(_ json: JSONValue) {
        guard let postID = json.identifier("post_id", "id") else { return nil }
        let media = json.array("media")?.compactMap { $0.identifier("media_id", "id") }
        self.init(
            postID: postID,
            status: json.text("status", "post_status").map(Post.Status.init(rawValue:)),
            content: json.body("content"),
            scheduledFor: json.timestamp("scheduled_for", "scheduled_at"),
            timezone: json.text("timezone"), mediaIDs: json.identifiers("media_ids") ?? media,
            accountIDs: json.array("account_ids")?.compactMap(\.asAccountNumber),
            // Some shapes have the number of destinations here; that is no list of them.
            destinations: json.array("destinations")?.compactMap(Post.Destination.init),
            createdAt: json.timestamp("created_at"), updatedAt: json.timestamp("updated_at"),
            raw: json.kept)
    }
}

extension Post.Destination {
    /// Reads a destination or a result; `nil` without an account's number.
    init?(_ json: JSONValue) {
        guard let accountID = json.accountNumber("account_id") else { return nil }
        self.init(
            accountID: accountID, platform: json.text("platform"),
            status: json.text("status", "new_status") ?? Post.Status.unknown.rawValue,
            publishedAt: json.timestamp("published_at"), url: json.link("platform_post_url"),
            error: json.text("error", limit: Bounds.body) ?? json["error"]?.text("message"),
            attempts: json.int("attempts", in: Bounds.count))
    }
}
