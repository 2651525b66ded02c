import FolioModel
import FolioRemote
import Foundation

/// Reads from a remote, and answers what would change it as that remote most likely would.
///
/// Later reads show what was planned, so that a post that waits for an upload is planned as well.
actor PlanningRemote: Remote {
    let remote: any Remote
    let now: @Sendable () -> Timestamp
    /// Ids of scheduled posts of the remote that use a media item.
    private let users: @Sendable (_ mediaID: String) throws -> [String]
    private var uploads: [String: RemoteMediaItem] = [:]
    private var deletedMedia: Set<String> = []
    /// As they would be then, by their ids.
    var plannedPosts: [String: RemotePost] = [:]
    var deletedPosts: Set<String> = []
    private var lastNumber = 0

    init(
        _ remote: any Remote, now: @escaping @Sendable () -> Timestamp,
        users: @escaping @Sendable (_ mediaID: String) throws -> [String]
    ) {
        self.remote = remote
        self.now = now
        self.users = users
    }

    /// An id that no remote has given.
    func newID() -> String {
        lastNumber += 1
        return "planned-\(lastNumber)"
    }

    func me() async throws -> RemoteIdentity { try await remote.me() }

    func accounts() async throws -> [Account] { try await remote.accounts() }

    func platformRules() async throws -> [String: Data] { try await remote.platformRules() }

    func analyticsSummary() async throws -> AnalyticsSummary {
        try await remote.analyticsSummary()
    }

    func generateImage(_ request: ImageRequest) async throws -> ImageReply {
        throw Self.neverPlanned
    }

    func generateCaption(_ request: CaptionRequest) async throws -> CaptionReply {
        throw Self.neverPlanned
    }

    func uploadFromURL(_ url: String, fileName: String?) async throws -> RemoteMediaItem {
        throw Self.neverPlanned
    }

    private static let neverPlanned = RemoteError(.notSent(reason: "a dry run sends nothing"))
    static let notFound = RemoteError(.notFound, status: 404, code: "not_found")
}

extension PlanningRemote {
    func media(offset: Int, limit: Int) async throws -> Page<RemoteMediaItem> {
        try await remote.media(offset: offset, limit: limit)
    }

    func mediaItem(_ mediaID: String) async throws -> RemoteMediaItem {
        if deletedMedia.contains(mediaID) { throw Self.notFound }
        if let upload = uploads[mediaID] { return upload }
        return try await remote.mediaItem(mediaID)
    }

    func deleteMedia(_ mediaID: String, force: Bool) async throws {
        let users = force ? [] : try users(mediaID)
        guard users.isEmpty else {
            throw RemoteError(
                .mediaInUse(postIDs: users), status: 409, code: "media_in_use")
        }
        deletedMedia.insert(mediaID)
    }

    func reserveUpload(_ upload: UploadRequest) async throws -> UploadSlot {
        let mediaID = newID()
        let kind = MediaItem.Kind(rawValue: String(upload.contentType.prefix { $0 != "/" }))
        uploads[mediaID] = RemoteMediaItem(
            mediaID: mediaID, kind: kind ?? .document, state: .uploading,
            fileName: upload.fileName, contentType: upload.contentType,
            byteCount: upload.byteCount, width: upload.width, height: upload.height,
            createdAt: now())
        return UploadSlot(
            mediaID: mediaID, url: "https://planned.invalid/", method: .put(contentType: ""))
    }

    func sendUpload(_ file: URL, _ upload: UploadRequest, to slot: UploadSlot) async throws {}

    func completeUpload(_ mediaID: String) async throws -> RemoteMediaItem {
        guard var item = uploads[mediaID] else { throw Self.notFound }
        item.state = .ready
        uploads[mediaID] = item
        return item
    }

    func download(_ url: String, to file: URL, maximumBytes: Int64) async throws -> String? { nil }
}
