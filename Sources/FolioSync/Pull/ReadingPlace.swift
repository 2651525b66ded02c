import FolioModel
import FolioStore
import Foundation

/// How far readings of the media have come: kept in the same transaction as the rows, so that a
/// reading that was cut off goes on where it stopped.
///
/// Each part is read from its top to its place without a gap. A new reading begins at the head; when
/// it meets a part, it takes over that part's place.
struct ReadingPlace: Codable, Sendable {
    /// More parts than these come only from many cuts in a row; what is forgotten is read again.
    private static let partLimit = 4

    /// Newest first; the first is the one that is being read.
    private(set) var parts: [Part]

    /// A stretch of the listing that was read in one go or in joined ones.
    struct Part: Codable, Sendable {
        /// When its head was asked for: what the mirror had by then lies in it or below.
        var since: Timestamp
        var reader: ListingReader
        /// When the first and the last item that it showed were created; `nil` where that is not
        /// told.
        var newest: Timestamp?
        var oldest: Timestamp?
        var undecodable = 0
        /// Items that it has found that were not known before.
        var new = 0
    }

    /// Begins at the head. `kept` is what an earlier reading left; parts from the future came from
    /// a clock that has gone back, and count for nothing.
    init(after kept: ReadingPlace?, overlaps: Bool = true, now: Timestamp) {
        let parts = kept?.parts.filter { $0.since <= now } ?? []
        self.parts =
            [Part(since: now, reader: ListingReader(overlaps: overlaps))]
            + parts.prefix(Self.partLimit - 1)
    }

    /// `nil` where nothing was kept, or what was kept cannot be read.
    init?(json: String?) {
        // A place that is lost costs requests and nothing else.
        guard let json, let kept = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)),
            !kept.parts.isEmpty
        else { return nil }
        self = kept
    }

    func json() throws -> String {
        try JSONColumn.text(self)
    }

    /// The part that is being read.
    var current: Part {
        get { parts[0] }
        set { parts[0] = newValue }
    }

    /// The next part below; `nil` where there is none.
    var nextPart: Part? { parts.dropFirst().first }

    /// Goes on at the place of the next part below, which the current one has met.
    mutating func joinNextPart() {
        guard parts.count > 1 else { return }
        let met = parts.remove(at: 1)
        parts[0].reader = met.reader.resumed(afterGrowingBy: parts[0].new)
        parts[0].new += met.new
        parts[0].oldest = met.oldest
        parts[0].undecodable += met.undecodable
    }
}
