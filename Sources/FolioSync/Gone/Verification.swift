package import FolioModel
package import FolioStore

/// What a reading of everything proved: which ranges of the listing were compared with the mirror,
/// when, and what they did not show.
package struct Verification: Hashable, Sendable {
    /// Ranges by the remote's creation time, newest first. One that ends at ``everything`` has no
    /// bound on that side.
    package let ranges: [AuditedRange]
    package let startedAt: Timestamp
    package let endedAt: Timestamp
    /// Whether the ranges are all of the listing, without a gap.
    package let isWhole: Bool
    /// Items that were compared.
    package let compared: Int
    /// Items that were not shown where they should have been, in this reading or before, and of
    /// which it is not settled yet whether they are gone.
    package let missing: [MediaItem.ID]
    /// Items that live and are in no listing.
    package let unlisted: [MediaItem.ID]

    /// The bounds of the range of all times.
    package static let everything = AuditedRange(oldest: .distantPast, newest: .distantFuture)
}

extension Verification {
    init(_ reading: MediaReading, _ library: Library, now: Timestamp) throws {
        let suspects = try library.suspects()
        self.init(
            ranges: reading.evidence.ranges, startedAt: reading.startedAt, endedAt: now,
            isWhole: reading.isWhole, compared: reading.compared,
            missing: suspects.filter { $0.state == .missing }.map(\.itemID),
            unlisted: suspects.filter { $0.state == .unlisted }.map(\.itemID))
    }
}
