import FolioCLI
import FolioModel
import FolioStore
import FolioSync

extension Verification {
    /// For people.
    var lines: [String] {
        let all = isWhole ? "Compared the whole listing" : "Compared only a part of the listing"
        var lines = [
            "\(all): \(compared) items, from \(startedAt.iso8601) to \(endedAt.iso8601)."
        ]
        lines += ranges.map {
            "  newer than \(Self.text($0.oldest)), up to \(Self.text($0.newest))"
        }
        lines.append("Missing there: \(missing.count)\(Self.list(missing)).")
        if !unlisted.isEmpty {
            lines.append("Alive, and in no listing: \(unlisted.count)\(Self.list(unlisted)).")
        }
        return lines
    }

    private static func text(_ moment: Timestamp) -> String {
        switch moment {
        case everything.newest: "the newest"
        case everything.oldest: "the oldest"
        default: moment.iso8601
        }
    }

    /// Enough of them to look one up.
    private static func list(_ ids: [MediaItem.ID]) -> String {
        guard !ids.isEmpty else { return "" }
        return ": " + ids.prefix(20).joined(separator: ", ") + (ids.count > 20 ? ", …" : "")
    }
}

/// The proof of `folio sync --verify`.
struct VerificationJSON: Encodable {
    var whole: Bool
    var compared: Int
    var started_at: String
    var ended_at: String
    var ranges: [AuditedRangeJSON]
    var missing: [String]
    var unlisted: [String]

    init(_ verification: Verification) {
        whole = verification.isWhole
        compared = verification.compared
        started_at = verification.startedAt.iso8601
        ended_at = verification.endedAt.iso8601
        ranges = verification.ranges.map(AuditedRangeJSON.init)
        missing = verification.missing
        unlisted = verification.unlisted
    }
}

/// A range of creation times; `null` where it has no bound.
struct AuditedRangeJSON: Encodable {
    @Nullable var newer_than: String?
    @Nullable var up_to: String?

    init(_ range: AuditedRange) {
        newer_than = Self.text(range.oldest, unless: Verification.everything.oldest)
        up_to = Self.text(range.newest, unless: Verification.everything.newest)
    }

    private static func text(_ moment: Timestamp, unless bound: Timestamp) -> String? {
        moment == bound ? nil : moment.iso8601
    }
}
