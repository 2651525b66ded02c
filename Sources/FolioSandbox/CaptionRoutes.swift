/// `POST /ai/generate-caption`; remote-api.md §6.2.
enum CaptionRoutes {
    static let all = [Route("POST", "/api/v1/ai/generate-caption", scope: "ai", generate)]

    private static let tones = [
        "professional", "casual", "witty", "enthusiastic", "urgent", "inspirational",
    ]
    private static let lengths = ["short": 80, "medium": 180, "long": 400]

    private static func generate(_ call: Call) throws -> Reply {
        let body = try call.body()
        let topic = try body.requiredString("topic", maximum: 1_000)
        let platform = try body.choice("platform", of: Platform.all.map(\.name) + ["twitter"])
        let tone = try body.choice("tone", of: tones) ?? "professional"
        let length = try body.choice("length", of: ["short", "medium", "long"]) ?? "medium"
        let hashtags = try body.bool("include_hashtags") ?? true
        let emojis = try body.bool("include_emojis") ?? true
        let count = try body.int("count", in: 1...5) ?? 1
        try Credits.require(count, model: "caption", call.db)

        let rules = Platform.named(platform == "twitter" ? "x" : platform ?? "")
        let limit = min(lengths[length] ?? 180, rules?.captionLimit ?? .max)
        let captions = (1...count).map { number in
            text(
                topic, tone: tone, number: number, limit: limit, hashtags: hashtags, emojis: emojis)
        }
        // One credit for each caption that is returned.
        let left = try Credits.charge(captions.count, model: "caption", call)
        return .ok([
            "captions": JSON(captions), "platform": JSON(platform), "tone": .string(tone),
            "length": .string(length), "count_requested": .int(count),
            "count_returned": .int(captions.count), "credits_used": .int(captions.count),
            "credits_remaining": .int(left),
        ])
    }

    private static func text(
        _ topic: String, tone: String, number: Int, limit: Int, hashtags: Bool, emojis: Bool
    ) -> String {
        let openings = [
            "A closer look at", "Here is something about", "Let us talk about", "Today:",
            "All about",
        ]
        let tag = topic.split(whereSeparator: { !$0.isLetter }).first.map { " #\($0.lowercased())" }
        let end = (emojis ? " ✨" : "") + (hashtags ? tag ?? "" : "")
        let start = "\(openings[number - 1]) \(topic) (\(tone))"
        return String(start.prefix(max(0, limit - end.count))) + String(end.prefix(limit))
    }
}
