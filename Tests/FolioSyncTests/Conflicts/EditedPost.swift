import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport

/// A post that both sides know, to be changed on either.
struct EditedPost {
    /// In a month.
    static let time = Timestamp.sample + .seconds(2_592_000)

    let stage: SyncStage
    let id: Post.ID

    /// Says "Winter sale".
    init(showing mediaIDs: [String] = [], of items: [RemoteMediaItem] = []) async throws {
        stage = try SyncStage(items)
        _ = try await stage.sync()
        let library = stage.library
        let shown = try mediaIDs.compactMap { try library.item(mediaID: $0)?.id }
        let outcome = try await stage.posts().createPost(
            PostRequest(
                content: "Winter sale", itemIDs: shown, accountIDs: [1], scheduledFor: Self.time))
        id = outcome.post.id
    }

    /// The remote's post; `nil` where it has none.
    var there: RemotePost? {
        get async { await stage.fake.allPosts.first }
    }

    func items(_ mediaIDs: String...) throws -> [MediaItem.ID] {
        try mediaIDs.compactMap { try stage.library.item(mediaID: $0)?.id }
    }

    func editOffline(_ edit: PostEdit) async throws {
        await stage.fake.fail(.me, with: RemoteError(.notSent(reason: "no network")))
        _ = try await stage.posts().update(id, edit)
    }

    /// As another client of the remote does it.
    func changeThere(_ change: @Sendable (inout RemotePost) -> Void) async {
        await stage.fake.change {
            $0.allPosts[0].updatedAt = $0.now + .seconds(60)
            change(&$0.allPosts[0])
        }
    }

    func deleteThere() async {
        await stage.fake.change { $0.allPosts = [] }
    }
}
