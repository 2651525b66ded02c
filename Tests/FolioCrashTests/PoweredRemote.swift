import FolioModel
import FolioRemote
import FolioTestSupport
import Foundation

/// The remote as a computer reaches it whose power may fail: before a request is sent, or after
/// it was carried out and before its reply is read. Each of both is a point of the disk's.
struct PoweredRemote: Remote {
    let fake: FakeRemote
    let disk: FaultDisk

    private func exchange<Value>(_ call: () async throws -> Value) async throws -> Value {
        try checkPower()
        let value: Value
        do {
            value = try await call()
        } catch {
            try checkPower()
            throw error
        }
        try checkPower()
        return value
    }

    private func checkPower() throws {
        if disk.reach() { throw RemoteError(.notSent(reason: "the power is gone")) }
    }

    func me() async throws -> RemoteIdentity {
        try await exchange { try await fake.me() }
    }

    func generateImage(_ request: ImageRequest) async throws -> ImageReply {
        try await exchange { try await fake.generateImage(request) }
    }

    func generateCaption(_ request: CaptionRequest) async throws -> CaptionReply {
        try await exchange { try await fake.generateCaption(request) }
    }

    func media(offset: Int, limit: Int) async throws -> Page<RemoteMediaItem> {
        try await exchange { try await fake.media(offset: offset, limit: limit) }
    }

    func mediaItem(_ mediaID: String) async throws -> RemoteMediaItem {
        try await exchange { try await fake.mediaItem(mediaID) }
    }

    func deleteMedia(_ mediaID: String, force: Bool) async throws {
        try await exchange { try await fake.deleteMedia(mediaID, force: force) }
    }

    func reserveUpload(_ upload: UploadRequest) async throws -> UploadSlot {
        try await exchange { try await fake.reserveUpload(upload) }
    }

    func sendUpload(_ file: URL, _ upload: UploadRequest, to slot: UploadSlot) async throws {
        try await exchange { try await fake.sendUpload(file, upload, to: slot) }
    }

    func completeUpload(_ mediaID: String) async throws -> RemoteMediaItem {
        try await exchange { try await fake.completeUpload(mediaID) }
    }

    func uploadFromURL(_ url: String, fileName: String?) async throws -> RemoteMediaItem {
        try await exchange { try await fake.uploadFromURL(url, fileName: fileName) }
    }

    func download(_ url: String, to file: URL, maximumBytes: Int64) async throws -> String? {
        try await exchange { try await fake.download(url, to: file, maximumBytes: maximumBytes) }
    }

    func accounts() async throws -> [Account] {
        try await exchange { try await fake.accounts() }
    }

    func platformRules() async throws -> [String: Data] {
        try await exchange { try await fake.platformRules() }
    }

    func createPost(_ draft: PostDraft) async throws -> RemotePost {
        try await exchange { try await fake.createPost(draft) }
    }

    func posts(_ filter: PostFilter) async throws -> Page<RemotePost> {
        try await exchange { try await fake.posts(filter) }
    }

    func post(_ postID: String) async throws -> RemotePost {
        try await exchange { try await fake.post(postID) }
    }

    func updatePost(_ postID: String, _ change: PostChange) async throws -> RemotePost {
        try await exchange { try await fake.updatePost(postID, change) }
    }

    func deletePost(_ postID: String) async throws {
        try await exchange { try await fake.deletePost(postID) }
    }

    func postResults(_ postID: String) async throws -> [Post.Destination] {
        try await exchange { try await fake.postResults(postID) }
    }

    func retryPost(_ postID: String) async throws -> Int {
        try await exchange { try await fake.retryPost(postID) }
    }

    func schedulePost(_ postID: String, at moment: Timestamp?) async throws -> RemotePost {
        try await exchange { try await fake.schedulePost(postID, at: moment) }
    }

    func analyticsSummary() async throws -> AnalyticsSummary {
        try await exchange { try await fake.analyticsSummary() }
    }
}
