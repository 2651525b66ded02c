import FolioModel
import FolioRemote
import Foundation
import Synchronization

/// A remote whose paid replies are written down beforehand, and which counts its calls.
final class ScriptedRemote: Remote {
    /// What one paid request does; it may look at the world while it is in flight.
    typealias Step = @Sendable (ImageRequest) async throws -> ImageReply

    typealias CaptionStep = @Sendable (CaptionRequest) async throws -> CaptionReply

    private struct State {
        var steps: [Step]
        var captionSteps: [CaptionStep] = []
        var topics: [CaptionRequest] = []
        var requests: [ImageRequest] = []
        var meCalls = 0
        var identity = RemoteIdentity()
        var items: [String: RemoteMediaItem] = [:]
        var files: [String: Data] = [:]
    }

    private let state: Mutex<State>

    init(_ steps: [Step]) {
        state = Mutex(State(steps: steps))
    }

    init(captions steps: [CaptionStep]) {
        state = Mutex(State(steps: [], captionSteps: steps))
    }

    var topics: [CaptionRequest] { state.withLock { $0.topics } }

    var requests: [ImageRequest] { state.withLock { $0.requests } }
    var meCalls: Int { state.withLock { $0.meCalls } }

    /// The balance that `/me` tells.
    func setBalance(_ credits: Int) {
        state.withLock {
            $0.identity.credits = RemoteIdentity.Quota(used: 0, limit: credits, bonus: 0)
        }
    }

    func offer(_ item: RemoteMediaItem) {
        state.withLock { $0.items[item.mediaID] = item }
    }

    func offer(_ bytes: [UInt8], at address: String) {
        state.withLock { $0.files[address] = Data(bytes) }
    }

    func generateImage(_ request: ImageRequest) async throws -> ImageReply {
        let step = state.withLock { state in
            state.requests.append(request)
            return state.steps.isEmpty ? nil : state.steps.removeFirst()
        }
        guard let step else { throw RemoteError(.refused, status: 400) }
        return try await step(request)
    }

    func generateCaption(_ request: CaptionRequest) async throws -> CaptionReply {
        let step = state.withLock { state in
            state.topics.append(request)
            return state.captionSteps.isEmpty ? nil : state.captionSteps.removeFirst()
        }
        guard let step else { throw RemoteError(.refused, status: 400) }
        return try await step(request)
    }

    func me() async throws -> RemoteIdentity {
        state.withLock { state in
            state.meCalls += 1
            return state.identity
        }
    }

    func mediaItem(_ mediaID: String) async throws -> RemoteMediaItem {
        guard let item = state.withLock({ $0.items[mediaID] }) else {
            throw RemoteError(.notFound, status: 404)
        }
        return item
    }

    func download(_ url: String, to file: URL, maximumBytes: Int64) async throws -> String? {
        guard let bytes = state.withLock({ $0.files[url] }) else {
            throw RemoteError(.unavailable(reason: "no such file"))
        }
        try bytes.write(to: file)
        return "image/png"
    }
}

/// What paying for images never asks for.
extension ScriptedRemote {
    private var notPartOfIt: RemoteError { RemoteError(.refused, status: 404) }

    func media(offset: Int, limit: Int) async throws -> Page<RemoteMediaItem> { throw notPartOfIt }
    func deleteMedia(_ mediaID: String, force: Bool) async throws { throw notPartOfIt }
    func reserveUpload(_ upload: UploadRequest) async throws -> UploadSlot { throw notPartOfIt }
    func sendUpload(_ file: URL, _ upload: UploadRequest, to slot: UploadSlot) async throws {
        throw notPartOfIt
    }
    func completeUpload(_ mediaID: String) async throws -> RemoteMediaItem { throw notPartOfIt }
    func uploadFromURL(_ url: String, fileName: String?) async throws -> RemoteMediaItem {
        throw notPartOfIt
    }
    func accounts() async throws -> [Account] { throw notPartOfIt }
    func platformRules() async throws -> [String: Data] { throw notPartOfIt }
    func createPost(_ draft: PostDraft) async throws -> RemotePost { throw notPartOfIt }
    func posts(_ filter: PostFilter) async throws -> Page<RemotePost> { throw notPartOfIt }
    func post(_ postID: String) async throws -> RemotePost { throw notPartOfIt }
    func updatePost(_ postID: String, _ change: PostChange) async throws -> RemotePost {
        throw notPartOfIt
    }
    func deletePost(_ postID: String) async throws { throw notPartOfIt }
    func postResults(_ postID: String) async throws -> [Post.Destination] { throw notPartOfIt }
    func retryPost(_ postID: String) async throws -> Int { throw notPartOfIt }
    func schedulePost(_ postID: String, at: Timestamp?) async throws -> RemotePost {
        throw notPartOfIt
    }
    func analyticsSummary() async throws -> AnalyticsSummary { throw notPartOfIt }
}
