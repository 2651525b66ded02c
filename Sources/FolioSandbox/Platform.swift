/// What a platform accepts; remote-api.md §6.2, §7.8 and §10.8.
struct Platform: Sendable {
    let name: String
    /// UTF-16 units of a post's text.
    let textLimit: Int
    /// Characters of a written caption.
    var captionLimit: Int?
    var needsMedia = false
    var needsVideo = false
    var hashtagLimit: Int?
    /// Bytes of an image.
    var imageLimit: Int?

    static let all = [
        Platform(name: "linkedin", textLimit: 3_000, captionLimit: 3_000, imageLimit: 20 << 20),
        Platform(name: "x", textLimit: 280, captionLimit: 280, imageLimit: 5 << 20),
        Platform(
            name: "instagram", textLimit: 2_200, captionLimit: 2_200, needsMedia: true,
            hashtagLimit: 30, imageLimit: 8 << 20),
        Platform(name: "facebook", textLimit: 63_206, captionLimit: 5_000, imageLimit: 4 << 20),
        Platform(
            name: "tiktok", textLimit: 4_000, captionLimit: 2_200, needsMedia: true,
            imageLimit: 2 << 20),
        Platform(
            name: "youtube", textLimit: 5_000, captionLimit: 1_000, needsMedia: true,
            needsVideo: true),
        Platform(name: "threads", textLimit: 500, captionLimit: 500, imageLimit: 8 << 20),
        Platform(
            name: "pinterest", textLimit: 500, captionLimit: 500, needsMedia: true,
            imageLimit: 20 << 20),
        Platform(name: "bluesky", textLimit: 300, captionLimit: 300),
        Platform(name: "telegram", textLimit: 4_096),
        Platform(name: "discord", textLimit: 2_000),
        Platform(name: "wordpress", textLimit: 100_000),
    ]

    static func named(_ name: String) -> Platform? {
        all.first { $0.name == name }
    }

    var rules: JSON {
        [
            "character_limit": .int(textLimit),
            "images": ["max_size": JSON(imageLimit), "supported": .bool(!needsVideo)],
            "videos": ["max_size": .int(500 << 20), "supported": true],
            "requires_media": .bool(needsMedia), "requires_video": .bool(needsVideo),
            "hashtag_limit": JSON(hashtagLimit),
            "features": [
                "threads": .bool(["x", "threads", "bluesky"].contains(name)),
                "carousels": .bool(["instagram", "linkedin", "facebook", "tiktok"].contains(name)),
                "reels": .bool(["instagram", "facebook"].contains(name)),
                "alt_text": .bool(["x", "instagram", "bluesky", "linkedin"].contains(name)),
                "link_cards": .bool(["linkedin", "facebook", "x", "bluesky"].contains(name)),
            ],
        ]
    }
}
