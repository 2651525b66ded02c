/// A connected social account, as the remote last described it.
package struct Account: Hashable, Sendable {
    /// The remote's number.
    package var id: Int
    /// The remote's word, such as `linkedin`, `x`, `instagram`, `facebook`.
    package var platform: String
    package var name: String?
    package var isActive: Bool?
    /// The remote's word for its health, such as `healthy`; `nil` where unknown.
    package var health: String?
    /// Whether the remote would publish to it; `nil` where unknown.
    package var canPost: Bool?
    package var seenAt: Timestamp

    package init(
        id: Int, platform: String, name: String? = nil, isActive: Bool? = nil,
        health: String? = nil, canPost: Bool? = nil, seenAt: Timestamp
    ) {
        self.id = id
        self.platform = platform
        self.name = name
        self.isActive = isActive
        self.health = health
        self.canPost = canPost
        self.seenAt = seenAt
    }
}
