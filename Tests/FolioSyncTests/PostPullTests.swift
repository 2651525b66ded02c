import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// Posts from remotes that put fewer on a page than were asked for, and do not say so.
@Suite struct PostPullTests {
    @Test(arguments: [2, 7, 50, 99])
    func aRemoteThatCutsItsPagesIsReadToTheEnd(cap: Int) async throws {
        let stage = try await stage(cap: cap, posts: 120, apart: .seconds(90))

        #expect(try await stage.sync().postsChanged.count == 120)
    }

    @Test func moreChangesInAMinuteThanAPageHoldsAreAllSeen() async throws {
        let stage = try await stage(cap: 7, posts: 20, apart: .seconds(1))
        #expect(try await stage.sync().postsChanged.count == 20)
        await stage.fake.change { fake in
            for index in 0..<20 { fake.allPosts[index].content = "changed" }
            fake.allPosts[19].updatedAt = .sample + .seconds(21)
        }

        _ = try await stage.sync()
        let posts = try stage.library.posts()

        #expect(posts.count { $0.content == "changed" } == 20)
    }

    @Test func moreChangesInASecondThanAPageHoldsAreAllSeen() async throws {
        let stage = try await stage(cap: 7, posts: 20, apart: .zero)

        #expect(try await stage.sync().postsChanged.count == 20)
    }

    @Test func aSinglePostWithinTheOverlapIsAskedForOnce() async throws {
        let stage = try await stage(cap: 50, posts: 3, apart: .seconds(300))
        _ = try await stage.sync()
        let before = await stage.fake.count(of: .posts)

        #expect(try await stage.sync().postsChanged.isEmpty)
        #expect(await stage.fake.count(of: .posts) == before + 1)
    }

    private func stage(cap: Int, posts: Int, apart: Duration) async throws -> SyncStage {
        let stage = try SyncStage()
        await stage.fake.change { fake in
            fake.postPageCap = cap
            fake.allPosts = (0..<posts).map { number in
                RemotePost(
                    postID: "p\(number)", status: .draft, content: "post \(number)",
                    updatedAt: .sample + apart * number)
            }
        }
        return stage
    }
}
