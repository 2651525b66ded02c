package import FolioModel

/// A post as JSON output shows it.
package struct PostJSON: Encodable, Sendable {
    package var id: String
    @Nullable package var post_id: String?
    package var status: String
    package var text: String
    @Nullable package var scheduled_for: String?
    @Nullable package var timezone: String?
    package var media_ids: [String]
    /// Ids of this library's items, in display order.
    package var items: [String]
    package var accounts: [Int]
    package var destinations: [DestinationJSON]
    package var created_at: String
    @Nullable package var updated_at: String?

    package init(_ post: Post) {
        id = post.id
        post_id = post.postID
        status = post.status.rawValue
        text = post.content
        scheduled_for = post.scheduledFor?.iso8601
        timezone = post.timezone
        media_ids = post.mediaIDs
        items = post.itemIDs
        accounts = post.accountIDs
        destinations = post.destinations.map(DestinationJSON.init)
        created_at = post.createdAt.iso8601
        updated_at = post.updatedAt?.iso8601
    }

    /// What became of a post on one account.
    package struct DestinationJSON: Encodable, Sendable {
        package var account: Int
        @Nullable package var platform: String?
        package var status: String
        @Nullable package var published_at: String?
        @Nullable package var url: String?
        @Nullable package var error: String?
        @Nullable package var attempts: Int?

        package init(_ destination: Post.Destination) {
            account = destination.accountID
            platform = destination.platform
            status = destination.status
            published_at = destination.publishedAt?.iso8601
            url = destination.url
            error = destination.error
            attempts = destination.attempts
        }
    }
}
