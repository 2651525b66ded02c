/// How many requests the remote takes from one key, as the strictest of its sources says
/// (`remote-api.md` §8.1).
package struct RequestLimits: Hashable, Sendable {
    package var perMinute: Int
    /// `nil` for no such limit.
    package var perHour: Int?
    /// `nil` for no such limit.
    package var perDay: Int?
    /// Posts published at once in a minute; `nil` for no such limit.
    package var postsPerMinute: Int?
    /// Images generated in an hour; `nil` for no such limit.
    package var imagesPerHour: Int?

    package init(
        perMinute: Int = 60, perHour: Int? = 1_000, perDay: Int? = 10_000,
        postsPerMinute: Int? = 20, imagesPerHour: Int? = 60
    ) {
        self.perMinute = perMinute
        self.perHour = perHour
        self.perDay = perDay
        self.postsPerMinute = postsPerMinute
        self.imagesPerHour = imagesPerHour
    }

    /// The limit of kind alone in its window.
    func limit(of kind: RequestClass) -> Int? {
        switch kind {
        case .post: postsPerMinute
        case .image: imagesPerHour
        }
    }

    /// These limits after the remote named `limit` in a reply.
    ///
    /// It describes the minute in every example. One above the hour's limit belongs to a key for
    /// which no other published limit can hold.
    func corrected(by limit: Int) -> RequestLimits {
        guard limit > 0 else { return self }
        guard limit <= 1_000 else {
            return RequestLimits(
                perMinute: limit, perHour: nil, perDay: nil, postsPerMinute: nil,
                imagesPerHour: nil)
        }
        var limits = self
        limits.perMinute = limit
        return limits
    }
}
