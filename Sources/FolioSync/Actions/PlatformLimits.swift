import FolioModel

/// What a platform accepts (`remote-api.md` §10.8, autumn 2026).
///
/// Platforms count characters in ways of their own. Folio counts what a reader would, the most
/// lenient way: a text that is too long all the same is refused by the remote, at no cost.
struct PlatformLimits: Hashable, Sendable {
    /// Characters; `nil` where none is known.
    var characters: Int?
    var hashtags: Int?
    var needsMedia = false
    var needsVideo = false

    static func of(_ platform: String) -> PlatformLimits {
        switch platform.lowercased() {
        case "x", "twitter": PlatformLimits(characters: 280)
        case "threads": PlatformLimits(characters: 500)
        case "bluesky": PlatformLimits(characters: 300)
        case "linkedin": PlatformLimits(characters: 3_000)
        case "facebook": PlatformLimits(characters: 63_206)
        case "instagram": PlatformLimits(characters: 2_200, hashtags: 30, needsMedia: true)
        case "tiktok": PlatformLimits(characters: 4_000, needsMedia: true)
        case "youtube": PlatformLimits(characters: 5_000, needsMedia: true, needsVideo: true)
        case "pinterest": PlatformLimits(characters: 500, needsMedia: true)
        case "telegram": PlatformLimits(characters: 4_096)
        case "discord": PlatformLimits(characters: 2_000)
        default: PlatformLimits()
        }
    }

    /// - Throws: ``PostRefusal``.
    func check(
        _ text: String, kinds: [MediaItem.Kind], platform: String
    ) throws(PostRefusal) {
        if let characters, text.count > characters {
            throw .textTooLong(
                platform: platform, limit: characters, excess: text.count - characters)
        }
        let tags = Self.hashtags(in: text)
        if let hashtags, tags > hashtags {
            throw .tooManyHashtags(platform: platform, limit: hashtags, count: tags)
        }
        if needsMedia, kinds.isEmpty { throw .needsMedia(platform: platform, video: needsVideo) }
        if needsVideo, !kinds.contains(where: { [.video, .other].contains($0) }) {
            throw .needsMedia(platform: platform, video: true)
        }
    }

    private static func hashtags(in text: String) -> Int {
        text.split(whereSeparator: \.isWhitespace).reduce(0) { count, word in
            let marks = word.indices.filter { index in
                guard word[index] == "#" else { return false }
                let next = word.index(after: index)
                return next < word.endIndex && (word[next].isLetter || word[next].isNumber)
            }
            return count + marks.count
        }
    }
}
