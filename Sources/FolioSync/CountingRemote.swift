package import FolioModel
package import FolioRemote
package import Foundation
import Synchronization

/// A remote that counts the calls that go through it, and lets no more than so many through.
package struct CountingRemote: Remote {
    package let requests: RequestCount
    private let remote: any Remote

    package init(_ remote: any Remote, limit: Int? = nil) {
        self.remote = remote
        requests = RequestCount(limit: limit)
    }

    package func me() async throws -> RemoteIdentity {
        try requests.add()
        return try await remote.me()
    }

    package func generateImage(_ request: ImageRequest) async throws -> ImageReply {
        try requests.add()
        return try await remote.generateImage(request)
    }

    package func generateCaption(_ request: CaptionRequest) async throws -> CaptionReply {
        try requests.add()
        return try await remote.generateCaption(request)
    }

    package func media(offset: Int, limit: Int) async throws -> Page<RemoteMediaItem> {
        try requests.add()
        return try await remote.media(offset: offset, limit: limit)
    }

    package func mediaItem(_ mediaID: String) async throws -> RemoteMediaItem {
        try requests.add()
        return try await remote.mediaItem(mediaID)
    }

    package func deleteMedia(_ mediaID: String, force: Bool) async throws {
        try requests.add()
        try await remote.deleteMedia(mediaID, force: force)
    }

    package func reserveUpload(_ upload: UploadRequest) async throws -> UploadSlot {
        try requests.add()
        return try await remote.reserveUpload(upload)
    }

    package func sendUpload(_ file: URL, _ upload: UploadRequest, to slot: UploadSlot) async throws
    {
        try requests.add()
        try await remote.sendUpload(file, upload, to: slot)
    }

    package func completeUpload(_ mediaID: String) async throws -> RemoteMediaItem {
        try requests.add()
        return try await remote.completeUpload(mediaID)
    }

    package func uploadFromURL(_ url: String, fileName: String?) async throws -> RemoteMediaItem {
        try requests.add()
        return try await remote.uploadFromURL(url, fileName: fileName)
    }

    package func download(_ url: String, to file: URL, maximumBytes: Int64) async throws -> String?
    {
        try requests.add()
        return try await remote.download(url, to: file, maximumBytes: maximumBytes)
    }

    package func accounts() async throws -> [Account] {
        try requests.add()
        return try await remote.accounts()
    }

    package func platformRules() async throws -> [String: Data] {
        try requests.add()
        return try await remote.platformRules()
    }

    package func createPost(_ draft: PostDraft) async throws -> RemotePost {
        try requests.add()
        return try await remote.createPost(draft)
    }

    package func posts(_ filter: PostFilter) async throws -> Page<RemotePost> {
        try requests.add()
        return try await remote.posts(filter)
    }

    package func post(_ postID: String) async throws -> RemotePost {
        try requests.add()
        return try await remote.post(postID)
    }

    package func updatePost(_ postID: String, _ change: PostChange) async throws -> RemotePost {
        try requests.add()
        return try await remote.updatePost(postID, change)
    }

    package func deletePost(_ postID: String) async throws {
        try requests.add()
        try await remote.deletePost(postID)
    }

    package func postResults(_ postID: String) async throws -> [Post.Destination] {
        try requests.add()
        return try await remote.postResults(postID)
    }

    package func retryPost(_ postID: String) async throws -> Int {
        try requests.add()
        return try await remote.retryPost(postID)
    }

    package func schedulePost(_ postID: String, at: Timestamp?) async throws -> RemotePost {
        try requests.add()
        return try await remote.schedulePost(postID, at: at)
    }

    package func analyticsSummary() async throws -> AnalyticsSummary {
        try requests.add()
        return try await remote.analyticsSummary()
    }
}

/// Counts calls; safe to share between tasks.
package final class RequestCount: Sendable {
    private let count = Mutex(0)
    private let limit: Int?

    package init(limit: Int? = nil) {
        self.limit = limit
    }

    package var value: Int { count.withLock { $0 } }

    /// - Throws: ``RemoteError/Failure/requestsUsedUp(count:)``, and counts nothing then.
    func add() throws {
        try count.withLock { count in
            if let limit, count >= limit { throw RemoteError(.requestsUsedUp(count: limit)) }
            count += 1
        }
    }
}
