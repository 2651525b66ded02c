/// The fields of the language, each written `name:value`. Parser and help read this table.
package enum QueryField: String, CaseIterable, Sendable {
    case tag
    case model
    case ratio
    case date
    case credits
    case width
    case height
    case used
    case album
    case rating
    case quality = "is"
    case id
    case post
    case kind

    /// As it is written before the colon.
    package var name: String { rawValue }

    /// What it asks, in one line.
    package var summary: String {
        switch self {
        case .tag: "has this tag"
        case .model: "was made by this model"
        case .ratio: "has this ratio of width to height"
        case .date:
            "was made then: a year, month, day, time, or days (d), weeks (w), months (m) ago"
        case .credits: "cost so many credits"
        case .width: "is so many pixels wide"
        case .height: "is so many pixels high"
        case .used: "is used in so many posts"
        case .album: "is in this album"
        case .rating: "is rated so"
        case .quality:
            "is one of: "
                + (ItemQuality.allCases.map(\.rawValue) + ItemKind.allCases.map(\.rawValue))
                .joined(separator: ", ")
        case .id: "has this id, or one that begins so"
        case .post: "is used in this post"
        case .kind: "is of this kind: image, video or document"
        }
    }

    /// How it is written; each parses.
    package var examples: [String] {
        switch self {
        case .tag: ["tag:boats", "tag:\"two words\"", "tag:boats|lakes"]
        case .model: ["model:flux-schnell"]
        case .ratio: ["ratio:16:9"]
        case .date: ["date:2026-04", "date:yesterday", "date:-3w..", "date:2026-01..-2w"]
        case .credits: ["credits:5", "credits:>5", "credits:5..15"]
        case .width: ["width:>=1024"]
        case .height: ["height:<1024"]
        case .used: ["used:never", "used:2.."]
        case .album: ["album:winter"]
        case .rating: ["rating:>=4"]
        case .quality: ["is:gone", "is:unknown-prompt"]
        case .id: ["id:k7w2", "id:last", "id:last~2"]
        case .post: ["post:last"]
        case .kind: ["kind:video"]
        }
    }
}
