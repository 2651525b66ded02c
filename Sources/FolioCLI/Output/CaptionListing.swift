package import FolioModel
import FolioStore

/// What `caption list` prints.
struct CaptionListing {
    /// Newest first.
    let calls: [Library.CaptionCall]
    /// How many there are in all.
    let total: Int
    let zone: LocalZone

    /// A line for each call, and its captions below it.
    var lines: [String] {
        calls.flatMap { made in
            let call = made.call
            let facts = [
                call.id, zone.minute(of: call.startedAt),
                call.captionTerms?.platform ?? "any platform", SafeText.line(call.prompt),
            ]
            return [facts.joined(separator: "  ")] + Self.body(of: made)
        }
    }

    var json: ListJSON<CaptionCallJSON> {
        ListJSON(
            items: calls.map(CaptionCallJSON.init), total: total,
            truncated: calls.count < total)
    }

    private static func body(of made: Library.CaptionCall) -> [String] {
        guard made.call.state == .made else {
            return ["    unknown, may have been charged: folio recover"]
        }
        guard !made.captions.isEmpty else { return ["    the text is lost, or none came"] }
        return made.captions.flatMap { text in
            SafeText.lines(text).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated().map { $0 == 0 ? "  - \($1)" : "    \($1)" }
        }
    }
}

/// How captions were asked for, as JSON output shows it.
package struct CaptionTermsJSON: Encodable, Sendable {
    var topic: String
    @Nullable var platform: String?
    @Nullable var tone: String?
    @Nullable var length: String?
    @Nullable var hashtags: Bool?
    @Nullable var emojis: Bool?
    @Nullable var count: Int?

    /// `terms` are `nil` where they are not known.
    package init(topic: String, _ terms: CaptionTerms?) {
        self.topic = topic
        platform = terms?.platform
        tone = terms?.tone
        length = terms?.length
        hashtags = terms?.hashtags
        emojis = terms?.emojis
        count = terms?.count
    }
}

/// A call for captions as `caption list --json` shows it.
struct CaptionCallJSON: Encodable {
    var terms: CaptionTermsJSON
    var extra: Extra

    struct Extra: Encodable {
        var generation: String
        /// `made`, or `sent` and `unknown` where it is not known whether it was.
        var state: String
        var captions: [String]
        @Nullable var credits: Int?
        var started_at: String
    }

    init(_ made: Library.CaptionCall) {
        terms = CaptionTermsJSON(topic: made.call.prompt, made.call.captionTerms)
        extra = Extra(
            generation: made.call.id, state: made.call.state.rawValue, captions: made.captions,
            credits: made.call.creditsUsed, started_at: made.call.startedAt.iso8601)
    }

    func encode(to encoder: any Encoder) throws {
        try terms.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
