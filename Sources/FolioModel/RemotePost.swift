/// A post as one reply described it (`remote-api.md` §10.3). What a reply leaves out is `nil`.
package struct RemotePost: Hashable, Sendable {
    package var postID: String
    package var status: Post.Status?
    package var content: String?
    package var scheduledFor: Timestamp?
    package var timezone: String?
    package var mediaIDs: [String]?
    package var accountIDs: [Int]?
    package var destinations: [Post.Destination]?
    package var createdAt: Timestamp?
    package var updatedAt: Timestamp?
    /// JSON as it arrived.
    package var raw: String

    package init(
        postID: String, status: Post.Status? = nil, content: String? = nil,
        scheduledFor: Timestamp? = nil, timezone: String? = nil, mediaIDs: [String]? = nil,
        accountIDs: [Int]? = nil, destinations: [Post.Destination]? = nil,
        createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil, raw: String = "{}"
    ) {
        self.postID = postID
        self.status = status
        self.content = content
        self.scheduledFor = scheduledFor
        self.timezone = timezone
        self.mediaIDs = mediaIDs
        self.accountIDs = accountIDs
        self.destinations = destinations
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.raw = raw
    }
}
