/// A media item as one reply described it, in any of the known shapes (`remote-api.md` §7.6).
package struct RemoteMediaItem: Hashable, Sendable {
    package var mediaID: String
    package var kind: MediaItem.Kind
    package var state: MediaItem.State
    package var fileName: String?
    package var contentType: String?
    /// Bytes.
    package var byteCount: Int?
    /// Pixels.
    package var width: Int?
    /// Pixels.
    package var height: Int?
    /// Seconds, for videos.
    package var duration: Double?
    /// Where the file may be fetched without the key; never an identity, may expire.
    package var url: String?
    package var thumbnailURL: String?
    /// `nil` where the reply gives none or an unreadable one.
    package var createdAt: Timestamp?
    /// JSON as it arrived.
    package var raw: String

    package init(
        mediaID: String, kind: MediaItem.Kind = .image, state: MediaItem.State = .ready,
        fileName: String? = nil, contentType: String? = nil, byteCount: Int? = nil,
        width: Int? = nil, height: Int? = nil, duration: Double? = nil, url: String? = nil,
        thumbnailURL: String? = nil, createdAt: Timestamp? = nil, raw: String = "{}"
    ) {
        self.mediaID = mediaID
        self.kind = kind
        self.state = state
        self.fileName = fileName
        self.contentType = contentType
        self.byteCount = byteCount
        self.width = width
        self.height = height
        self.duration = duration
        self.url = url
        self.thumbnailURL = thumbnailURL
        self.createdAt = createdAt
        self.raw = raw
    }
}
