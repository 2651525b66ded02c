package import FolioModel

/// A media item as JSON output shows it.
package struct ItemJSON: Encodable, Sendable {
    package var id: String
    @Nullable package var media_id: String?
    package var kind: String
    package var state: String
    @Nullable package var prompt: String?
    @Nullable package var model: String?
    @Nullable package var ratio: String?
    @Nullable package var width: Int?
    @Nullable package var height: Int?
    @Nullable package var credits: Int?
    package var tags: [String]
    package var created_at: String
    /// `local`, `remote`, `both` or `gone`.
    package var remote: String
    /// Ids of the posts that use it, newest first.
    package var posts: [String]
    /// Whether its original is held here.
    package var has_pixels: Bool

    package init(_ item: MediaItem, posts: [Post.ID]) {
        id = item.id
        media_id = item.mediaID
        kind = item.kind.rawValue
        state = item.state.rawValue
        prompt = item.prompt
        model = item.model
        ratio = item.ratio
        width = item.width
        height = item.height
        credits = item.credits
        tags = item.tags
        created_at = item.createdAt.iso8601
        remote = item.presence.rawValue
        self.posts = posts
        has_pixels = item.sha256 != nil
    }
}
