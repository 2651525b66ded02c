package import FolioModel
package import Foundation

/// The other side, as typed calls.
///
/// Reads may be repeated by the implementation; a call marked *once* is sent at most once and
/// reports ``RemoteError/Failure/outcomeUnknown(reason:)`` where it may have run. Every call throws
/// ``RemoteError``.
package protocol Remote: Sendable {
    /// Whose key this is, its scopes and its quota: `GET /me`.
    func me() async throws -> RemoteIdentity

    /// Makes one image for credits. *Once.*
    func generateImage(_ request: ImageRequest) async throws -> ImageReply

    /// Writes captions for credits. *Once.*
    func generateCaption(_ request: CaptionRequest) async throws -> CaptionReply

    /// One page of the library, newest first. `limit` is 1 to 100.
    func media(offset: Int, limit: Int) async throws -> Page<RemoteMediaItem>

    func mediaItem(_ mediaID: String) async throws -> RemoteMediaItem

    /// With `force`, scheduled posts that use the item lose it; without, they keep it from going.
    func deleteMedia(_ mediaID: String, force: Bool) async throws

    /// Reserves a place for an upload. A lost reply leaves an orphan, never a charge.
    func reserveUpload(_ upload: UploadRequest) async throws -> UploadSlot

    /// Sends the bytes to the reserved place, without the key.
    func sendUpload(_ file: URL, _ upload: UploadRequest, to slot: UploadSlot) async throws

    func completeUpload(_ mediaID: String) async throws -> RemoteMediaItem

    /// Lets the remote fetch a public image by itself. Not repeated: it may duplicate the item.
    func uploadFromURL(_ url: String, fileName: String?) async throws -> RemoteMediaItem

    /// Fetches a media `url` into `file` without the key, at most `maximumBytes`, and tells the
    /// content type that came with it.
    func download(_ url: String, to file: URL, maximumBytes: Int64) async throws -> String?

    func accounts() async throws -> [Account]

    /// The remote's live limits by platform, raw JSON by platform name.
    func platformRules() async throws -> [String: Data]

    /// Creates or publishes a post. *Once.*
    func createPost(_ draft: PostDraft) async throws -> RemotePost

    func posts(_ filter: PostFilter) async throws -> Page<RemotePost>

    func post(_ postID: String) async throws -> RemotePost

    /// Replaces the fields that `change` gives; `nil` leaves a field.
    func updatePost(_ postID: String, _ change: PostChange) async throws -> RemotePost

    func deletePost(_ postID: String) async throws

    func postResults(_ postID: String) async throws -> [Post.Destination]

    /// Tries the failed destinations again and tells how many. *Once.*
    func retryPost(_ postID: String) async throws -> Int

    /// Schedules a draft, or publishes it now where `at` is `nil`. *Once.*
    func schedulePost(_ postID: String, at: Timestamp?) async throws -> RemotePost

    /// The month's activity: `GET /analytics/summary`.
    func analyticsSummary() async throws -> AnalyticsSummary
}

/// A page of a listing. The order may move between two pages; see `remote-api.md` §4.
package struct Page<Element: Sendable>: Sendable {
    package var elements: [Element]
    /// Elements that did not decode, raw, with the reason. Never fatal to the rest.
    package var undecodable: [UndecodableElement]
    /// As the remote said; `nil` where it did not. Without it, a page shorter than asked for
    /// or an empty one is the last.
    package var hasMore: Bool?
    /// How many there are in the whole listing; `nil` where the remote did not say.
    package var total: Int?

    package init(
        elements: [Element], undecodable: [UndecodableElement] = [], hasMore: Bool? = nil,
        total: Int? = nil
    ) {
        self.elements = elements
        self.undecodable = undecodable
        self.hasMore = hasMore
        self.total = total
    }

    /// Elements of the page, decodable or not: what offsets are counted in.
    package var count: Int { elements.count + undecodable.count }
}

/// An element of a page that this version cannot read.
package struct UndecodableElement: Hashable, Sendable {
    /// JSON as it arrived.
    package var raw: String
    package var reason: String

    package init(raw: String, reason: String) {
        self.raw = raw
        self.reason = reason
    }
}
