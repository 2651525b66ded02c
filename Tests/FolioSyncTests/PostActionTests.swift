import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct PostActionTests {
    private static let lost = RemoteError(.outcomeUnknown(reason: "the reply was lost"))
    private static let offline = RemoteError(.notSent(reason: "no network"))
    private let inAMonth = Timestamp.sample + .seconds(2_592_000)

    @Test func aPostIsSentAtOnce() async throws {
        let stage = try await SyncStage.synced(samples(3))
        let boat = try stage.itemID("m1")

        let outcome = try await stage.posts().createPost(
            PostRequest(
                content: "Winter sale", itemIDs: [boat], accountIDs: [1], scheduledFor: inAMonth))

        guard case .sent(let post) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(post.status == .scheduled)
        #expect(post.itemIDs == [boat])
        #expect(await stage.fake.allPosts.map(\.mediaIDs) == [["m1"]])
    }

    @Test func offlineAScheduledPostIsQueuedAndTheNextSyncSendsIt() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.fail(.me, with: Self.offline)

        let outcome = try await stage.posts().createPost(
            PostRequest(content: "Winter sale", accountIDs: [1], scheduledFor: inAMonth))
        let summary = try await stage.sync()

        guard case .queued(let post, _, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(summary.pushed == ["createPost": 1])
        #expect(try stage.library.post(post.id).status == .scheduled)
        #expect(try stage.library.posts().count == 1)
    }

    @Test func offlineAPostToPublishNowLeavesNothingBehind() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.fail(.me, with: Self.offline)

        let error = await #expect(throws: PostRefusal.self) {
            try await stage.posts().createPost(PostRequest(content: "Now", accountIDs: [1]))
        }
        _ = try await stage.sync()

        #expect(error?.kind == .unavailable)
        #expect(try stage.library.posts().isEmpty)
        #expect(await stage.fake.count(of: .createPost) == 0)
    }

    @Test func aRefusedPostLeavesNothingBehind() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.fail(.createPost, with: RemoteError(.refused, status: 400))

        let error = await #expect(throws: SendRefusal.self) {
            try await stage.posts().createPost(
                PostRequest(content: "Sale", accountIDs: [1], scheduledFor: inAMonth))
        }

        #expect(error?.kind == .usage)
        #expect(try stage.library.posts().isEmpty)
        #expect(try stage.library.outbox(in: OutboxEntry.State.allCases).isEmpty)
    }

    @Test func aLostReplyIsSettledBySearchAndNeverSentAgain() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.fail(.createPost, with: Self.lost, .afterWork)

        let outcome = try await stage.posts().createPost(
            PostRequest(
                content: "Sale", itemIDs: [try stage.itemID("m0")], accountIDs: [1],
                scheduledFor: inAMonth))
        guard case .unknown(let post, _, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(post.status == .unknown)
        _ = try await stage.sync()

        #expect(try stage.library.post(post.id).status == .scheduled)
        #expect(try stage.library.posts().count == 1)
        #expect(await stage.fake.count(of: .createPost) == 1)
        #expect(await stage.fake.allPosts.count == 1)
    }

    @Test func aPostThatNeverArrivedStaysUnknownAndIsShown() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.fail(.createPost, with: Self.lost)
        _ = try await stage.posts().createPost(
            PostRequest(content: "Sale", accountIDs: [1], scheduledFor: inAMonth))

        let summary = try await stage.sync()

        #expect(summary.unknown.count == 1)
        #expect(await stage.fake.count(of: .createPost) == 1)
    }

    @Test func twoPostsThatFitSettleNothing() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.fail(.createPost, with: Self.lost)
        _ = try await stage.posts().createPost(
            PostRequest(content: "Winter sale", accountIDs: [1], scheduledFor: inAMonth))
        await stage.fake.change { $0.allPosts = [.sample("a"), .sample("b")] }

        #expect(try await stage.sync().unknown.count == 1)
    }

    @Test func aPostWhoseProcessWasKilledIsUnknownAndNotSentAgain() async throws {
        let stage = try await SyncStage.synced(samples(3))
        let (post, entry) = try stage.library.queuePost(
            content: "Sale", itemIDs: [], accountIDs: [1], scheduledFor: inAMonth, timezone: nil,
            draft: false, useQueue: false, now: .sample)
        #expect(try stage.library.claim(entry.id))

        let summary = try await stage.sync()

        #expect(summary.unknown.map(\.id) == [entry.id])
        #expect(try stage.library.post(post.id).status == .unknown)
        #expect(await stage.fake.count(of: .createPost) == 0)
    }

    @Test func anEntryThatAnotherProcessIsSendingIsLeftAlone() async throws {
        let stage = try await SyncStage.synced(samples(3))
        let (_, entry) = try stage.library.queuePost(
            content: "Sale", itemIDs: [], accountIDs: [1], scheduledFor: inAMonth, timezone: nil,
            draft: false, useQueue: false, now: .sample)
        let sending = try stage.library.joinSenders()
        #expect(try stage.library.claim(entry.id))

        _ = try await stage.sync()

        #expect(try stage.library.outbox(in: [.sending]).map(\.id) == [entry.id])
        withExtendedLifetime(sending) {}
    }

    @Test func aQueuedTimeThatHasPassedIsParkedAndOthersAreSent() async throws {
        let stage = try await SyncStage.synced(samples(3))
        for (text, moment) in [("Late", Timestamp.sample + .seconds(60)), ("On time", inAMonth)] {
            _ = try stage.library.queuePost(
                content: text, itemIDs: [], accountIDs: [1], scheduledFor: moment, timezone: nil,
                draft: false, useQueue: false, now: .sample)
        }
        stage.time.advance(by: .seconds(3_600))

        let summary = try await stage.sync()

        #expect(summary.parked.count == 1)
        #expect(await stage.fake.allPosts.map(\.content) == ["On time"])
    }

    @Test func aParkedPostIsSentOnceItHasAnotherTime() async throws {
        let stage = try await SyncStage.synced(samples(3))
        let (post, _) = try stage.library.queuePost(
            content: "Late", itemIDs: [], accountIDs: [1],
            scheduledFor: .sample + .seconds(60), timezone: nil, draft: false, useQueue: false,
            now: .sample)
        stage.time.advance(by: .seconds(3_600))
        _ = try await stage.sync()

        _ = try await stage.posts().update(post.id, PostEdit(scheduledFor: inAMonth))
        let summary = try await stage.sync()

        #expect(summary.pushed == ["createPost": 1])
        #expect(try stage.library.post(post.id).status == .scheduled)
    }

    @Test func aPostWaitsForTheUploadOfWhatItShows() async throws {
        let stage = try await SyncStage.synced(samples(3))
        let local = try stage.localItem()
        _ = try stage.library.enqueue(.upload(itemID: local.id, mediaID: nil), now: .sample)

        let outcome = try await stage.posts().createPost(
            PostRequest(
                content: "Sale", itemIDs: [local.id], accountIDs: [1], scheduledFor: inAMonth))

        guard case .sent = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(await stage.fake.allPosts.first?.mediaIDs?.count == 1)
    }

    @Test(arguments: [
        (PostRequest(content: "", accountIDs: [1]), FailureKind.usage),
        (PostRequest(content: "a\0b", accountIDs: [1]), .usage),
        (PostRequest(content: "a"), .usage),
        (PostRequest(content: "a", accountIDs: [9]), .notFound),
        (PostRequest(content: "a", accountIDs: [1], scheduledFor: .sample), .usage),
        (PostRequest(content: String(repeating: "a", count: 3_001), accountIDs: [1]), .usage),
        (PostRequest(content: "a", accountIDs: [2]), .usage),
        (PostRequest(content: "a", accountIDs: [3]), .usage),
        (PostRequest(content: "a", itemIDs: ["0zzzzzzz"], accountIDs: [1]), .notFound),
    ])
    func whatIsWrongIsSaidBeforeAnythingIsSent(
        _ request: PostRequest, kind: FailureKind
    ) async throws {
        let stage = try SyncStage(samples(1))
        await stage.fake.change {
            $0.allAccounts += [
                Account(id: 2, platform: "instagram", canPost: true, seenAt: .sample),
                Account(id: 3, platform: "x", canPost: false, seenAt: .sample),
            ]
        }
        _ = try await stage.sync()

        let error = await #expect(throws: (any Error).self) {
            try await stage.posts().createPost(request)
        }

        #expect((error as? any UserFacingError)?.kind == kind)
        #expect(await stage.fake.count(of: .createPost) == 0)
        #expect(try stage.library.posts().isEmpty)
    }
}
