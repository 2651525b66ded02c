import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// One test for each row of the table of conflicts in `docs/sync.md`.
///
/// Elsewhere: the text that both sides changed and the post that was published meanwhile in
/// `PostConflictTests`, the post that was deleted there in `DeletedPostTests`, items that are gone
/// or come back in `GoneItemTests`, the upload whose last reply was lost in `OutboxTests`.
@Suite struct ConflictTableTests {
    /// A scheduled post that shows `m0` and `m1`.
    private func scheduled() async throws -> EditedPost {
        try await EditedPost(showing: ["m0", "m1"], of: samples(3))
    }

    @Test func aFieldThatOnlyOneSideChangedStands() async throws {
        let post = try await scheduled()
        try await post.editOffline(PostEdit(content: "Last day"))
        await post.changeThere { $0.scheduledFor = EditedPost.time + .seconds(60) }

        _ = try await post.stage.sync()

        let there = await post.there
        #expect(there?.content == "Last day")
        #expect(there?.scheduledFor == EditedPost.time + .seconds(60))
        #expect(try post.stage.library.conflicts().isEmpty)
    }

    @Test func whatBothSidesChangedToTheSameStands() async throws {
        let post = try await scheduled()
        try await post.editOffline(PostEdit(content: "Last day"))
        await post.changeThere { $0.content = "Last day" }

        _ = try await post.stage.sync()

        #expect(try post.stage.library.conflicts().isEmpty)
        #expect(await post.stage.fake.count(of: .updatePost) == 0)
    }

    @Test func aTimeThatBothSidesChangedIsNotSent() async throws {
        let post = try await scheduled()
        try await post.editOffline(PostEdit(scheduledFor: EditedPost.time + .seconds(60)))
        await post.changeThere { $0.scheduledFor = EditedPost.time + .seconds(120) }

        _ = try await post.stage.sync()

        #expect(await post.there?.scheduledFor == EditedPost.time + .seconds(120))
        let fields = try post.stage.library.conflicts().flatMap(\.fields)
        #expect(fields.map(\.field) == [.scheduledFor])
        #expect(fields.map(\.ours) == [(EditedPost.time + .seconds(60)).iso8601])
    }

    /// Such an edit is refused before the post is read.
    @Test func anEditWhoseTimeHasPassedShowsNoMoreOnTopOfThePost() async throws {
        let post = try await scheduled()
        let before = try #require(await post.there?.content)
        try await post.editOffline(
            PostEdit(content: "Last day", scheduledFor: EditedPost.time + .seconds(60)))
        post.stage.time.advance(by: EditedPost.time + .seconds(61) - post.stage.time.now)

        let summary = try await post.stage.sync()

        #expect(summary.parked.count == 1)
        let shown = try #require(try post.stage.library.posts().first)
        #expect(shown.content == before)
        #expect(shown.scheduledFor == EditedPost.time)
    }

    @Test func mediaThatBothSidesChangedAreMerged() async throws {
        let post = try await scheduled()
        try await post.editOffline(PostEdit(itemIDs: try post.items("m1", "m0")))
        await post.changeThere { $0.mediaIDs = ["m0", "m2"] }

        _ = try await post.stage.sync()

        #expect(await post.there?.mediaIDs == ["m0", "m2"])
        #expect(try post.stage.library.conflicts().isEmpty)
    }

    @Test func ourTimeZoneIsSentOverTheirs() async throws {
        let post = try await scheduled()
        try await post.editOffline(PostEdit(timezone: "Europe/Berlin"))
        await post.changeThere { $0.timezone = "Asia/Tokyo" }

        _ = try await post.stage.sync()

        #expect(await post.there?.timezone == "Europe/Berlin")
    }

    @Test func fieldsOtherThanThoseOfTheEditStayTheRemotes() async throws {
        let post = try await scheduled()
        try await post.editOffline(PostEdit(content: "Last day"))
        await post.changeThere { ($0.mediaIDs, $0.timezone) = (["m2"], "Asia/Tokyo") }

        _ = try await post.stage.sync()

        let there = await post.there
        #expect(there?.content == "Last day")
        #expect(there?.mediaIDs == ["m2"])
        #expect(there?.timezone == "Asia/Tokyo")
    }

    /// As an older version wrote it.
    @Test(arguments: [true, false])
    func anEditWithoutABaseOverwritesNothingThatMayHaveChanged(tellsTime: Bool) async throws {
        let post = try await scheduled()
        _ = try post.stage.library.enqueue(
            .updatePost(postID: post.id, PostEdit(content: "Last day")), now: post.stage.time.now)
        await post.changeThere {
            $0.content = "Two days left"
            $0.updatedAt = tellsTime ? .sample + .seconds(86_400) : nil
        }

        _ = try await post.stage.sync()

        #expect(await post.there?.content == "Two days left")
        let fields = try post.stage.library.conflicts().flatMap(\.fields)
        #expect(fields.map(\.ours) == ["Last day"])
        #expect(fields.map(\.theirs) == ["Two days left"])
    }

    @Test func aWaitingEditShowsOnTopOfWhatAPullBrings() async throws {
        let post = try await scheduled()
        try await post.editOffline(PostEdit(content: "Last day"))
        await post.changeThere { $0.timezone = "Asia/Tokyo" }

        _ = try await post.stage.sync(SyncOptions(pushes: false))

        let shown = try post.stage.library.post(post.id)
        #expect(shown.content == "Last day")
        #expect(shown.timezone == "Asia/Tokyo")
    }

    @Test func anItemDeletedHereThatAPostThereShowsIsKeptThere() async throws {
        let post = try await scheduled()
        let item = try post.items("m0")[0]
        _ = try post.stage.library.enqueue(
            .deleteMedia(itemID: item, force: false), now: post.stage.time.now)

        let summary = try await post.stage.sync()

        #expect(summary.parked.map(\.action.name) == ["deleteMedia"])
        #expect(await post.stage.fake.items.contains { $0.mediaID == "m0" })
        #expect(try post.stage.library.item(item).presence == .remote)
    }

    @Test func aQueuedPostWhoseItemIsGoneIsParked() async throws {
        let stage = try SyncStage(samples(1))
        _ = try await stage.sync()
        let item = try #require(try stage.library.item(mediaID: "m0"))
        _ = try stage.library.queuePost(
            content: "Sale", itemIDs: [item.id], accountIDs: [1], scheduledFor: EditedPost.time,
            timezone: nil, draft: false, useQueue: false, now: stage.time.now)
        try stage.library.markGone(item.id)
        await stage.fake.change { $0.items = [] }

        let summary = try await stage.sync(SyncOptions(maximumDeletions: 5))

        #expect(summary.parked.map(\.action.name) == ["createPost"])
        #expect(await stage.fake.allPosts.isEmpty)
    }

    @Test func anOtherSizeThereDoesNotReplaceWhatIsKnownOfAHeldFile() async throws {
        let stage = try SyncStage()
        let item = try stage.localItem()
        _ = try await stage.media().upload(item.id)
        await stage.fake.change {
            $0.items[0].byteCount = 999
            $0.items[0].contentType = "image/webp"
        }

        _ = try await stage.sync()

        let after = try stage.library.item(item.id)
        #expect(after.sha256 == item.sha256)
        #expect(after.byteCount == item.byteCount)
        #expect(after.contentType == item.contentType)
    }

    @Test func aParkedEditIsNoPartOfTheBaseOfALaterOne() async throws {
        let post = try await scheduled()
        try await post.editOffline(PostEdit(itemIDs: try post.items("m0", "m1", "m2")))
        let first = try #require(try post.stage.library.outbox(in: [.pending]).first)
        try post.stage.library.settle(
            first.id, as: .parked, error: "refused", now: post.stage.time.now)
        try await post.editOffline(PostEdit(itemIDs: try post.items("m2", "m0", "m1")))

        _ = try await post.stage.sync()

        #expect(await post.there?.mediaIDs == ["m2", "m0", "m1"])
    }

    @Test func editsThatFollowEachOtherAreNoConflict() async throws {
        let post = try await scheduled()
        try await post.editOffline(PostEdit(content: "Last day", itemIDs: try post.items("m2")))
        try await post.editOffline(PostEdit(content: "Ends tonight", itemIDs: try post.items("m0")))

        _ = try await post.stage.sync()

        let there = await post.there
        #expect(there?.content == "Ends tonight")
        #expect(there?.mediaIDs == ["m0"])
        #expect(try post.stage.library.conflicts().isEmpty)
    }
}
