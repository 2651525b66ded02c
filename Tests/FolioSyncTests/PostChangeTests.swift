import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// Changes of posts that the remote has.
@Suite struct PostChangeTests {
    private static let lost = RemoteError(.outcomeUnknown(reason: "the reply was lost"))
    private static let offline = RemoteError(.notSent(reason: "no network"))
    private let inAMonth = Timestamp.sample + .seconds(2_592_000)

    @Test func whatIsAttachedJoinsTheRemotesOwnList() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.change { $0.allPosts = [.sample("p", mediaIDs: ["m0"])] }
        _ = try await stage.sync()
        await stage.fake.change { $0.allPosts[0].mediaIDs = ["m0", "m2"] }

        _ = try await stage.posts().attach([try stage.itemID("m1")], to: "last", first: true)

        #expect(await stage.fake.allPosts.first?.mediaIDs == ["m1", "m0", "m2"])
        _ = try await stage.posts().detach([try stage.itemID("m0")], from: "last")
        #expect(await stage.fake.allPosts.first?.mediaIDs == ["m1", "m2"])
    }

    @Test func anEditMadeOfflineShowsAndSurvivesAPullUntilItIsSent() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.change { $0.allPosts = [.sample("p")] }
        _ = try await stage.sync()
        await stage.fake.fail(.me, with: Self.offline)

        _ = try await stage.posts().update("last", PostEdit(content: "Spring sale"))
        _ = try stage.library.learn([.sample("p", content: "Autumn sale")], now: .sample)
        #expect(try stage.library.post("last").content == "Spring sale")
        _ = try await stage.sync()

        #expect(await stage.fake.allPosts.first?.content == "Spring sale")
    }

    @Test func aRefusedEditGivesThePostItsFormerValues() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.change { $0.allPosts = [.sample("p", mediaIDs: ["m0"])] }
        _ = try await stage.sync()
        let before = try stage.library.post("last")
        await stage.fake.fail(.updatePost, with: RemoteError(.refused, status: 400))

        await #expect(throws: SendRefusal.self) {
            try await stage.posts().update("last", PostEdit(content: "Spring sale"))
        }

        #expect(try stage.library.post("last") == before)
        #expect(try stage.library.outbox(in: [.pending, .parked]).isEmpty)
    }

    @Test func aDeletionOfAPostIsDoneWhereItIsGoneAlready() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.change { $0.allPosts = [.sample("p")] }
        _ = try await stage.sync()
        await stage.fake.change { $0.allPosts = [] }

        let outcome = try await stage.posts().delete("last")

        #expect(outcome.post.status == .gone)
    }

    @Test func aDraftIsScheduledOnceAndALostReplyIsSettledByTheDraftItself() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.change {
            $0.allPosts = [.sample("p", status: .draft, scheduledFor: nil)]
        }
        _ = try await stage.sync()
        await stage.fake.fail(.schedulePost, with: Self.lost, .afterWork)

        let outcome = try await stage.posts().schedule("last", at: inAMonth)
        let summary = try await stage.sync()

        guard case .unknown = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(summary.unknown.isEmpty)
        #expect(await stage.fake.count(of: .schedulePost) == 1)
    }

    @Test func retryingSendsNothingWhereNothingFailed() async throws {
        let stage = try await SyncStage.synced(samples(3))
        await stage.fake.change { $0.allPosts = [.sample("p", status: .published)] }
        _ = try await stage.sync()

        _ = try await stage.posts().retry("last")

        #expect(await stage.fake.count(of: .retryPost) == 0)
    }
}
