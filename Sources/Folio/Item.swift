import FolioModel
public import Foundation

/// One thing in a library, nearly always a generated image. What is not known is `nil`.
public struct Item: Hashable, Sendable, Identifiable {
    /// Short random text that people see and type.
    public let id: String
    /// The remote's UUID.
    public let mediaID: String?
    /// The text that it was made from.
    public let prompt: String?
    /// The model that made it, as the remote spells it.
    public let model: String?
    /// Width to height as asked for, such as `16:9`.
    public let ratio: String?
    /// Pixels.
    public let width: Int?
    /// Pixels.
    public let height: Int?
    /// What it cost.
    public let credits: Int?
    /// In the order in which they were added.
    public let tags: [String]
    /// When it was made.
    public let createdAt: Date
    /// Whether it was deleted on the remote; it is kept here all the same.
    public let isGone: Bool
    /// Lowercase hexadecimal SHA-256 of the original, if the library holds it.
    public let sha256: String?

    init(_ item: MediaItem) {
        id = item.id
        mediaID = item.mediaID
        prompt = item.prompt
        model = item.model
        ratio = item.ratio
        width = item.width
        height = item.height
        credits = item.credits
        tags = item.tags
        createdAt = Date(timeIntervalSince1970: Double(item.createdAt.milliseconds) / 1_000)
        isGone = item.presence == .gone
        sha256 = item.sha256
    }
}
