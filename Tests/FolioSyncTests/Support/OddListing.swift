import FolioModel
import FolioRemote
import FolioTestSupport
import Foundation

/// The fake remote with a listing of media, or an identity, that behaves in a way of its own.
struct OddListing: Remote {
    let fake: FakeRemote
    /// Answers who the key belongs to.
    var identity: (@Sendable () async throws -> RemoteIdentity)?
    /// Answers a request for one item.
    var item: (@Sendable (String) async throws -> RemoteMediaItem)?
    /// Answers a request for a page; the number counts requests from 0.
    let page: @Sendable (_ offset: Int, _ request: Int) async throws -> Page<RemoteMediaItem>

    func media(offset: Int, limit: Int) async throws -> Page<RemoteMediaItem> {
        // Counted, so that tests can say how many requests it took.
        _ = try await fake.media(offset: offset, limit: limit)
        return try await page(offset, await fake.count(of: .media) - 1)
    }

    func me() async throws -> RemoteIdentity {
        if let identity { return try await identity() }
        return try await fake.me()
    }

    func generateImage(_ request: ImageRequest) async throws -> ImageReply {
        try await fake.generateImage(request)
    }

    func generateCaption(_ request: CaptionRequest) async throws -> CaptionReply {
        try await fake.generateCaption(request)
    }

    func mediaItem(_ mediaID: String) async throws -> RemoteMediaItem {
        if let item { return try await item(mediaID) }
        return try await fake.mediaItem(mediaID)
    }

    func deleteMedia(_ mediaID: String, force: Bool) async throws {
        try await fake.deleteMedia(mediaID, force: force)
    }

    func reserveUpload(_ upload: UploadRequest) async throws -> UploadSlot {
        try await fake.reserveUpload(upload)
    }

    func sendUpload(_ file: URL, _ upload: UploadRequest, to slot: UploadSlot) async throws {
        try await fake.sendUpload(file, upload, to: slot)
    }

    func completeUpload(_ mediaID: String) async throws -> RemoteMediaItem {
        try await fake.completeUpload(mediaID)
    }

    func uploadFromURL(_ url: String, fileName: String?) async throws -> RemoteMediaItem {
        try await fake.uploadFromURL(url, fileName: fileName)
    }

    func download(_ url: String, to file: URL, maximumBytes: Int64) async throws -> String? {
        try await fake.download(url, to: file, maximumBytes: maximumBytes)
    }

    func accounts() async throws -> [Account] {
        try await fake.accounts()
    }

    func platformRules() async throws -> [String: Data] {
        try await fake.platformRules()
    }

    func createPost(_ draft: PostDraft) async throws -> RemotePost {
        try await fake.createPost(draft)
    }

    func posts(_ filter: PostFilter) async throws -> Page<RemotePost> {
        try await fake.posts(filter)
    }

    func post(_ postID: String) async throws -> RemotePost {
        try await fake.post(postID)
    }

    func updatePost(_ postID: String, _ change: PostChange) async throws -> RemotePost {
        try await fake.updatePost(postID, change)
    }

    func deletePost(_ postID: String) async throws {
        try await fake.deletePost(postID)
    }

    func postResults(_ postID: String) async throws -> [Post.Destination] {
        try await fake.postResults(postID)
    }

    func retryPost(_ postID: String) async throws -> Int {
        try await fake.retryPost(postID)
    }

    func schedulePost(_ postID: String, at: Timestamp?) async throws -> RemotePost {
        try await fake.schedulePost(postID, at: at)
    }

    func analyticsSummary() async throws -> AnalyticsSummary {
        try await fake.analyticsSummary()
    }
}
