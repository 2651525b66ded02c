package import FolioModel
package import FolioStore

/// How many requests the limits leave now.
package struct RequestRoom: Hashable, Sendable {
    /// What the remote takes in a minute where it has named nothing else (`remote-api.md` §8.1).
    private static let perMinute = 60
    /// A key with a higher limit than this has none for the hour and the day.
    private static let perHour = 1_000

    package var minute: Int
    /// `nil` where there is no such limit.
    package var hour: Int?
    package var day: Int?
    /// No request before this moment: the remote asked for it. `nil` where it did not.
    package var closedUntil: Timestamp?

    package init(_ record: RequestRecord, _ settings: Settings?) {
        let limit = record.limitNamedLast ?? Self.perMinute
        minute = max(0, limit - record.minute)
        closedUntil = record.closedUntil
        guard limit <= Self.perHour else { return }
        // A setting that cannot be read stops whoever sends, not who only looks.
        hour = (try? settings?.requestsPerHour()).map { max(0, $0 - record.hour) }
        day = (try? settings?.requestsPerDay()).map { max(0, $0 - record.day) }
    }
}

/// Requests that the limits leave, as JSON output shows them.
package struct RequestRoomJSON: Encodable, Sendable {
    package var minute: Int
    @Nullable package var hour: Int?
    @Nullable package var day: Int?
    @Nullable package var closed_until: String?

    package init(_ room: RequestRoom) {
        minute = room.minute
        hour = room.hour
        day = room.day
        closed_until = room.closedUntil?.iso8601
    }
}
