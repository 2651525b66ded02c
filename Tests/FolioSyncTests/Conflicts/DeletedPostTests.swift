import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// A post that was edited here and deleted there.
@Suite struct DeletedPostTests {
    /// Its edits met the deletion in a sync.
    private func conflict(_ edits: PostEdit...) async throws -> (EditedPost, KeptConflict) {
        let post = try await EditedPost(showing: ["m0"], of: samples(2))
        for edit in edits { try await post.editOffline(edit) }
        await post.deleteThere()
        _ = try await post.stage.sync()
        return (post, try #require(try post.stage.library.conflicts().first))
    }

    @Test func theEditIsAConflictOfItsOwn() async throws {
        let (post, kept) = try await conflict(PostEdit(content: "Last day"))

        #expect(kept.isOfDeletedPost)
        #expect(
            kept.fields == [
                PostConflict(field: .content, base: "Winter sale", ours: "Last day", theirs: nil)
            ])
        #expect(try await post.stage.sync().parked.isEmpty)
        #expect(await post.stage.fake.count(of: .post) == 1)
    }

    @Test func theirsAcceptsTheDeletionAndKeepsTheText() async throws {
        let (post, kept) = try await conflict(PostEdit(content: "Last day"))

        let entry = try post.stage.library.resolve(
            kept.entry.id, .theirs, now: post.stage.time.now)
        _ = try await post.stage.sync()

        #expect(entry.state == .cancelled)
        let after = try post.stage.library.post(post.id)
        #expect(after.status == .gone)
        #expect(!after.content.isEmpty)
        let settled = try post.stage.library.conflicts(settled: true)
        #expect(settled.flatMap(\.fields).map(\.ours) == ["Last day"])
        #expect(try post.stage.library.conflicts().isEmpty)
        #expect(await post.stage.fake.allPosts.isEmpty)
    }

    @Test func oursIsANewPostWithAllThatWasWrittenHereAndOnlyOne() async throws {
        let later = EditedPost.time + .seconds(3_600)
        let (post, kept) = try await conflict(
            PostEdit(content: "Last day"), PostEdit(scheduledFor: later))

        let entry = try post.stage.library.resolve(
            kept.entry.id, .ours, now: post.stage.time.now)
        #expect(throws: ConflictError.self) {
            try post.stage.library.resolve(kept.entry.id, .ours, now: post.stage.time.now)
        }
        _ = try await post.stage.sync()
        _ = try await post.stage.sync()

        #expect(entry.action.postID != post.id)
        #expect(try post.stage.library.conflicts().isEmpty)
        #expect(await post.stage.fake.count(of: .createPost) == 2)
        let there = await post.stage.fake.allPosts
        #expect(there.map(\.content) == ["Last day"])
        #expect(there.map(\.mediaIDs) == [["m0"]])
        #expect(there.map(\.scheduledFor) == [later])
        #expect(try post.stage.library.post(post.id).status == .gone)
    }

    @Test func anotherTextIsThatOfTheNewPost() async throws {
        let (post, kept) = try await conflict(PostEdit(itemIDs: []))

        _ = try post.stage.library.resolve(
            kept.entry.id, .text("Ends"), now: post.stage.time.now)
        _ = try await post.stage.sync()

        #expect(await post.there?.content == "Ends")
        #expect(await post.there?.mediaIDs == [])
    }

    @Test func oursIsParkedOnceItsTimeHasPassed() async throws {
        let (post, kept) = try await conflict(PostEdit(content: "Last day"))
        post.stage.time.advance(by: .seconds(3_000_000))

        _ = try post.stage.library.resolve(kept.entry.id, .ours, now: post.stage.time.now)
        let summary = try await post.stage.sync()

        #expect(summary.parked.map(\.action.name) == ["createPost"])
        #expect(await post.stage.fake.allPosts.isEmpty)
    }

    @Test func noSecondPostComesOfADenialThatWasAFault() async throws {
        let post = try await EditedPost()
        try await post.editOffline(PostEdit(content: "Last day"))
        await post.stage.fake.fail(.post, with: RemoteError(.notFound, status: 404))
        _ = try await post.stage.sync()
        let kept = try #require(try post.stage.library.conflicts().first)

        _ = try post.stage.library.resolve(kept.entry.id, .ours, now: post.stage.time.now)
        let summary = try await post.stage.sync()

        #expect(summary.parked.map(\.action.name) == ["createPost"])
        #expect(await post.stage.fake.allPosts.map(\.content) == ["Winter sale"])
        #expect(try post.stage.library.post(post.id).status == .scheduled)
    }

    @Test func anEditThatIsTriedAgainAndMeetsTheSameIsAConflictAgain() async throws {
        let (post, kept) = try await conflict(PostEdit(content: "Last day"))

        #expect(try post.stage.library.unpark(kept.entry.id))
        _ = try await post.stage.sync()

        let again = try #require(try post.stage.library.conflicts().first)
        #expect(again.fields == kept.fields)
    }

    @Test func aPostWithoutATimeComesBackAsADraft() async throws {
        let stage = try SyncStage()
        _ = try await stage.sync()
        let outcome = try await stage.posts().createPost(
            PostRequest(content: "Sketch", accountIDs: [1], isDraft: true))
        await stage.fake.fail(.me, with: RemoteError(.notSent(reason: "no network")))
        _ = try await stage.posts().update(outcome.post.id, PostEdit(content: "Better sketch"))
        await stage.fake.change { $0.allPosts = [] }
        _ = try await stage.sync()
        let kept = try #require(try stage.library.conflicts().first)

        _ = try stage.library.resolve(kept.entry.id, .ours, now: stage.time.now)
        _ = try await stage.sync()

        #expect(await stage.fake.allPosts.map(\.status) == [.draft])
        #expect(await stage.fake.allPosts.map(\.content) == ["Better sketch"])
    }
}
