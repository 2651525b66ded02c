/// How captions are to be written, in words that the remote knows (`remote-api.md` §6.2).
///
/// What is left out takes the remote's default, which is then sent like any other.
package struct CaptionTerms: Hashable, Sendable, Codable {
    package static let platforms = [
        "instagram", "facebook", "x", "twitter", "linkedin", "youtube", "tiktok", "threads",
        "pinterest", "bluesky",
    ]
    package static let tones = [
        "professional", "casual", "witty", "enthusiastic", "urgent", "inspirational",
    ]
    package static let lengths = ["short", "medium", "long"]
    package static let counts = 1...5
    /// Credits for each caption that is returned.
    package static let creditsEach = 1

    /// `nil` for none in particular.
    package let platform: String?
    package let tone: String
    package let length: String
    package let hashtags: Bool
    package let emojis: Bool
    /// Captions asked for in one call.
    package let count: Int

    /// Case does not matter.
    ///
    /// - Throws: ``CaptionError``.
    package init(
        platform: String? = nil, tone: String? = nil, length: String? = nil,
        hashtags: Bool = true, emojis: Bool = true, count: Int = 1
    ) throws(CaptionError) {
        guard Self.counts.contains(count) else { throw .badCount(count) }
        self.platform = try Self.word(platform, of: "platform", Self.platforms)
        self.tone = try Self.word(tone, of: "tone", Self.tones) ?? "professional"
        self.length = try Self.word(length, of: "length", Self.lengths) ?? "medium"
        self.hashtags = hashtags
        self.emojis = emojis
        self.count = count
    }

    /// List price of the call in credits.
    package var credits: Int { count * Self.creditsEach }

    private static func word(
        _ text: String?, of thing: String, _ known: [String]
    ) throws(CaptionError) -> String? {
        guard let text else { return nil }
        let word = text.lowercased()
        guard known.contains(word) else {
            throw .unknown(thing, text, nearest: nearest(to: word, among: known), known: known)
        }
        return word
    }
}

/// Why captions cannot be asked for so.
package enum CaptionError: UserFacingError, Equatable {
    case emptyTopic
    case topicContainsNUL
    case topicNotUTF8
    /// `excess` is in UTF-16 code units.
    case topicTooLong(excess: Int)
    case badCount(Int)
    /// The first is `platform`, `tone` or `length`.
    case unknown(String, String, nearest: String?, known: [String])

    package var message: String {
        switch self {
        case .emptyTopic: "the topic is empty"
        case .topicContainsNUL: "the topic contains a NUL character"
        case .topicNotUTF8: "the topic is not valid UTF-8"
        case .topicTooLong(let excess):
            "the topic is too long by \(excess) "
                + "(the limit is \(CaptionTopic.limit) UTF-16 code units)"
        case .badCount(let count): "\(count) is not a number of captions"
        case .unknown(let thing, let text, _, _): "the remote has no \(thing) “\(text)”"
        }
    }

    package var hint: String? {
        switch self {
        case .emptyTopic: "give the text: folio caption \"a red boat on a frozen lake\""
        case .topicContainsNUL: "remove the NUL character"
        case .topicNotUTF8: "convert it first, for example with: iconv -t UTF-8"
        case .topicTooLong: "shorten it and try again"
        case .badCount:
            "give a number from \(CaptionTerms.counts.lowerBound) to "
                + "\(CaptionTerms.counts.upperBound)"
        case .unknown(_, _, let nearest?, _): "did you mean \(nearest)?"
        case .unknown(_, _, nil, let known): "use one of: \(known.joined(separator: ", "))"
        }
    }

    package var kind: FailureKind { .usage }
}
