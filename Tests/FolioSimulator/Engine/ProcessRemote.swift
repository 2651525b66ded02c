import FolioModel
import FolioRemote
import Foundation

/// The simulated remote as one simulated process reaches it.
struct ProcessRemote: Remote {
    let life: ProcessLife

    private func call<Value: Sendable>(
        _ name: String, _ manner: Manner,
        _ work: @escaping @Sendable (inout RemoteWorld) throws -> Value
    ) async throws -> Value {
        try life.checkAlive()
        life.beginCall()
        defer { life.endCall() }
        await life.turn()
        try life.checkAlive()
        try checkCancellation(manner)
        let ending = life.surroundings.exchange(name, manner, work)
        if case .crash = ending { life.die() }
        if case .interruption = ending { life.interrupt() }
        // The reply is on its way: meanwhile others go on, and may end the process.
        await life.turn()
        try life.checkAlive()
        guard !Task.isCancelled else {
            guard manner == .once else { throw CancellationError() }
            throw RemoteError(.outcomeUnknown(reason: "it was cancelled"))
        }
        switch ending {
        case .reply(let value): return value
        case .failure(let error): throw error
        case .crash, .interruption: throw Crash()
        }
    }

    private func checkCancellation(_ manner: Manner) throws {
        guard Task.isCancelled else { return }
        guard manner == .once else { throw CancellationError() }
        throw RemoteError(.notSent(reason: "it was cancelled"))
    }

    func me() async throws -> RemoteIdentity {
        _ = try await call("me", .read) { _ in 0 }
        return life.surroundings.with { state in
            let identity = state.identity()
            state.record(
                "answer \(identity.credits.map { "\($0.used) of \($0.limit) + \($0.bonus)" } ?? "")"
            )
            return identity
        }
    }

    func generateImage(_ request: ImageRequest) async throws -> ImageReply {
        life.surroundings.with { $0.drawPriceFaults() }
        return try await call("generateImage", .once) { try $0.generate(request) }
    }

    func generateCaption(_ request: CaptionRequest) async throws -> CaptionReply {
        try await call("generateCaption", .once) { try $0.caption(request) }
    }

    func media(offset: Int, limit: Int) async throws -> Page<RemoteMediaItem> {
        _ = try await call("media \(offset)", .read) { _ in 0 }
        return life.surroundings.with { $0.mediaPage(offset: offset, limit: limit) }
    }

    func mediaItem(_ mediaID: String) async throws -> RemoteMediaItem {
        try await call("mediaItem", .read) { try $0.mediaItem(mediaID) }
    }

    func deleteMedia(_ mediaID: String, force: Bool) async throws {
        _ = try await call("deleteMedia", .harmless) {
            try $0.delete(mediaID, force: force); return 0
        }
    }

    func reserveUpload(_ upload: UploadRequest) async throws -> UploadSlot {
        try await call("reserveUpload", .harmless) { $0.reserve(upload) }
    }

    func sendUpload(_ file: URL, _ upload: UploadRequest, to slot: UploadSlot) async throws {
        _ = try await call("sendUpload", .harmless) {
            try $0.receive(slot); return 0
        }
    }

    func completeUpload(_ mediaID: String) async throws -> RemoteMediaItem {
        try await call("completeUpload", .harmless) { try $0.complete(mediaID) }
    }

    func uploadFromURL(_ url: String, fileName: String?) async throws -> RemoteMediaItem {
        throw RemoteError(.forbidden, status: 403)
    }

    func download(_ url: String, to file: URL, maximumBytes: Int64) async throws -> String? {
        _ = try await call("download", .read) { _ in 0 }
        try SmallPicture.bytes.write(to: file)
        return "image/png"
    }

    func accounts() async throws -> [Account] {
        try await call("accounts", .read) { $0.accounts }
    }

    func platformRules() async throws -> [String: Data] { [:] }

    func createPost(_ draft: PostDraft) async throws -> RemotePost {
        try await call("createPost", .once) { try $0.create(draft) }
    }

    func posts(_ filter: PostFilter) async throws -> Page<RemotePost> {
        try await call("posts \(filter.offset)", .read) { $0.page(filter) }
    }

    func post(_ postID: String) async throws -> RemotePost {
        try await call("post", .read) { $0.posts[try $0.postIndex(postID)] }
    }

    func updatePost(_ postID: String, _ change: PostChange) async throws -> RemotePost {
        try await call("updatePost", .once) { try $0.update(postID, change) }
    }

    func deletePost(_ postID: String) async throws {
        _ = try await call("deletePost", .harmless) {
            try $0.deletePost(postID); return 0
        }
    }

    func postResults(_ postID: String) async throws -> [Post.Destination] {
        try await call("postResults", .read) {
            $0.posts[try $0.postIndex(postID)].destinations ?? []
        }
    }

    func retryPost(_ postID: String) async throws -> Int {
        try await call("retryPost", .once) { try $0.retry(postID) }
    }

    func schedulePost(_ postID: String, at moment: Timestamp?) async throws -> RemotePost {
        try await call("schedulePost", .once) { try $0.schedule(postID, at: moment) }
    }

    func analyticsSummary() async throws -> AnalyticsSummary {
        throw RemoteError(.forbidden, status: 403)
    }
}

/// The smallest picture that a library accepts: one pixel.
enum SmallPicture {
    static let bytes =
        Data(
            base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk"
                + "YAAAAAYAAjCB0C8AAAAASUVORK5CYII=") ?? Data()
}
