/// One thing in the library, nearly always a generated image.
package struct MediaItem: Hashable, Sendable {
    /// Short random text that people see and type; see ``ShortID``.
    package typealias ID = String

    package var id: ID
    /// The remote's UUID; `nil` until the remote has the item.
    package var mediaID: String?
    package var kind: Kind
    package var state: State
    /// Where the item is known to be.
    package var presence: Presence
    /// The text that it was generated from; `nil` where unknown, never empty.
    package var prompt: String?
    /// A model's name as the remote spells it; `nil` where unknown.
    package var model: String?
    /// As asked for, such as `16:9`; `nil` where unknown.
    package var ratio: String?
    /// Pixels; `nil` where unknown.
    package var width: Int?
    /// Pixels; `nil` where unknown.
    package var height: Int?
    /// Credits paid for it; `nil` where unknown.
    package var credits: Int?
    package var fileName: String?
    /// MIME type; `nil` where unknown.
    package var contentType: String?
    /// Bytes of the remote's or the held original; `nil` where unknown.
    package var byteCount: Int?
    /// Lowercase hexadecimal SHA-256 of the original held under `files/`; `nil` if none is held.
    package var sha256: String?
    /// When it was made, by the remote's clock where it is known there.
    package var createdAt: Timestamp
    /// In the order in which they were added.
    package var tags: [String]

    package init(
        id: ID, mediaID: String? = nil, kind: Kind = .image, state: State = .ready,
        presence: Presence, prompt: String? = nil, model: String? = nil, ratio: String? = nil,
        width: Int? = nil, height: Int? = nil, credits: Int? = nil, fileName: String? = nil,
        contentType: String? = nil, byteCount: Int? = nil, sha256: String? = nil,
        createdAt: Timestamp, tags: [String] = []
    ) {
        self.id = id
        self.mediaID = mediaID
        self.kind = kind
        self.state = state
        self.presence = presence
        self.prompt = prompt
        self.model = model
        self.ratio = ratio
        self.width = width
        self.height = height
        self.credits = credits
        self.fileName = fileName
        self.contentType = contentType
        self.byteCount = byteCount
        self.sha256 = sha256
        self.createdAt = createdAt
        self.tags = tags
    }

    /// `other` is a kind that this version does not know; the remote's raw text keeps the word.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case image, video, document, other
    }

    /// The remote's state of the item (`remote-api.md` §7.6); `unknown` is a word not known here.
    package enum State: String, Sendable, CaseIterable, Codable {
        case uploading, processing, ready, failed, unknown

        /// Whether the remote is expected to change it soon without being asked.
        package var isPending: Bool { self == .uploading || self == .processing }
    }

    /// Where an item is.
    package enum Presence: String, Sendable, CaseIterable, Codable {
        /// Only on this machine, for example an upload that waits.
        case local
        /// On the remote; its original is not held here.
        case remote
        /// On the remote, and its original is held here.
        case both
        /// Deleted on the remote, kept here.
        case gone
    }
}
