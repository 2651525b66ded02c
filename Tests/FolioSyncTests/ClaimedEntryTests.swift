import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// What another process has taken over, or asked for before, is not this one's to take back.
@Suite struct ClaimedEntryTests {
    private let inAMonth = Timestamp.sample + .seconds(2_592_000)

    @Test func aPostThatASyncClaimedMeanwhileIsNotTakenBack() async throws {
        let stage = try SyncStage(samples(1))
        _ = try await stage.sync()
        let library = stage.library
        let remote = OddListing(
            fake: stage.fake,
            identity: {
                for entry in try library.outbox(in: [.pending]) { _ = try library.claim(entry.id) }
                throw RemoteError(.forbidden, status: 403)
            }, page: { _, _ in Page(elements: []) })

        let outcome = try await stage.posts(through: remote).createPost(
            PostRequest(content: "Sale", accountIDs: [1], scheduledFor: inAMonth))

        guard case .queued(let post, let entry, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(entry.state == .sending)
        #expect(try library.post(post.id).content == "Sale")
    }

    @Test func anUploadThatWaitedSurvivesAWrongKey() async throws {
        let stage = try SyncStage()
        _ = try await stage.sync()
        let item = try stage.localItem()
        let entry = try stage.library.enqueue(
            .upload(itemID: item.id, mediaID: nil), now: .sample)
        await stage.fake.change { $0.identity.organizationID = "another" }

        await #expect(throws: SyncError.self) { try await stage.media().upload(item.id) }

        #expect(try stage.library.outboxEntry(entry.id).state == .pending)
    }

    @Test func aPlaceThatIsAnotherItemsTakesNothingAway() async throws {
        let stage = try SyncStage([.sample("theirs")])
        _ = try await stage.sync()
        let theirs = try #require(try stage.library.item(mediaID: "theirs"))
        _ = try stage.library.addTags([try TagName("kept")], to: [theirs.id], now: .sample)
        let mine = try stage.localItem()
        let entry = try stage.library.enqueue(
            .upload(itemID: mine.id, mediaID: nil), now: .sample)

        #expect(try !stage.library.reserve("theirs", for: mine.id, in: entry.id))

        #expect(try stage.library.item(theirs.id).tags == ["kept"])
        #expect(try stage.library.item(mine.id).mediaID == nil)
    }

    @Test func anUnknownEntryAboutAPostThatIsGoneHoldsUpNoOther() async throws {
        let stage = try SyncStage(samples(1))
        await stage.fake.change { $0.allPosts = [.sample("p", status: .draft)] }
        _ = try await stage.sync()
        let post = try #require(try stage.library.posts().first)
        await stage.fake.fail(
            .schedulePost, with: RemoteError(.outcomeUnknown(reason: "the reply was lost")))
        _ = try await stage.posts().schedule(post.id, at: inAMonth)
        await stage.fake.change { $0.allPosts = [] }
        let item = try stage.localItem()
        _ = try stage.library.enqueue(.upload(itemID: item.id, mediaID: nil), now: .sample)

        let summary = try await stage.sync()

        #expect(summary.pushed == ["upload": 1])
        #expect(summary.unknown.count == 1)
        #expect(summary.warnings.count == 1)
    }
}
