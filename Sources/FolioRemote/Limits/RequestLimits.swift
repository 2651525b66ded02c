/// How many requests the remote takes from one key, as the strictest of its sources says
/// (`remote-api.md` §8.1).
package struct RequestLimits: Hashable, Sendable {
    package var perMinute: Int
    /// `nil` for no such limit.
    package var perHour: Int?
    /// `nil` for no such limit.
    package var perDay: Int?

    package init(perMinute: Int = 60, perHour: Int? = 1_000, perDay: Int? = 10_000) {
        self.perMinute = perMinute
        self.perHour = perHour
        self.perDay = perDay
    }

    /// These limits after the remote named `limit` in a reply.
    ///
    /// It describes the minute in every example. One above the hour's limit belongs to a key for
    /// which the published limits of hour and day cannot hold.
    func corrected(by limit: Int) -> RequestLimits {
        guard limit > 0 else { return self }
        return limit > 1_000
            ? RequestLimits(perMinute: limit, perHour: nil, perDay: nil)
            : RequestLimits(perMinute: limit, perHour: perHour, perDay: perDay)
    }
}
