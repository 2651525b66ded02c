import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// Each part of a sync gets its turn, whatever becomes of the others.
@Suite struct SyncPartsTests {
    private static let nonsense = RemoteError(.unreadable(reason: "it is HTML"), status: 200)

    /// A library with `count` items that the remote has, and a post that waits.
    private func waiting(_ count: Int) async throws -> SyncStage {
        let stage = try SyncStage(samples(count))
        _ = try await stage.sync()
        _ = try stage.library.queuePost(
            content: "Winter sale", itemIDs: [], accountIDs: [1], scheduledFor: EditedPost.time,
            timezone: nil, draft: false, useQueue: false, now: stage.time.now)
        return stage
    }

    @Test(arguments: [FakeRemote.CallName.media, .accounts, .posts])
    func aBrokenListingIsReportedAndHoldsNothingElseUp(call: FakeRemote.CallName) async throws {
        let stage = try await waiting(3)
        await stage.fake.fail(call, with: Self.nonsense)

        let summary = try await stage.sync()

        #expect(summary.failure == Self.nonsense)
        #expect(summary.warnings.contains { $0.contains("it is HTML") })
        #expect(summary.pushed == ["createPost": 1])
        #expect(await stage.fake.allPosts.map(\.content) == ["Winter sale"])
        #expect(try stage.library.overview().itemsByPresence[.gone] == nil)
        #expect(try await stage.sync().failure == nil)
    }

    @Test(arguments: [RemoteError.Failure.notSent(reason: "no network"), .keyRefused])
    func whatConcernsAllPartsStopsTheSync(failure: RemoteError.Failure) async throws {
        let stage = try await waiting(3)
        await stage.fake.fail(.media, with: RemoteError(failure))

        await #expect(throws: RemoteError(failure)) { try await stage.sync() }

        #expect(await stage.fake.allPosts.isEmpty)
    }

    @Test func aGuardStopsTheSyncBeforeAnythingIsSent() async throws {
        let stage = try await waiting(3)
        await stage.fake.change { $0.items = [] }

        await #expect(throws: SyncError.emptied(known: 3)) { try await stage.sync() }

        #expect(await stage.fake.allPosts.isEmpty)
    }

    @Test func manySuspectsDoNotKeepPostsFromBeingSent() async throws {
        let stage = try await waiting(120)
        await stage.fake.change { $0.items.removeAll { $0.mediaID.hasSuffix("3") } }
        let limited = CountingRemote(stage.fake, limit: 9)

        let summary = try await stage.sync(through: limited)

        #expect(summary.stoppedAfter == 9)
        #expect(await stage.fake.allPosts.map(\.content) == ["Winter sale"])
    }

    @Test func aSearchThatRanOutOfRequestsComesAfterThePushNextTime() async throws {
        let stage = try await waiting(2_000)
        let gone = Set(stride(from: 150, to: 2_000, by: 97).map { "m\($0)" })
        await stage.fake.change { $0.items.removeAll { gone.contains($0.mediaID) } }

        let first = try await stage.sync(through: CountingRemote(stage.fake, limit: 6))
        let second = try await stage.sync(through: CountingRemote(stage.fake, limit: 6))

        #expect(first.stoppedAfter == 6 && first.pushed.isEmpty)
        #expect(second.pushed == ["createPost": 1])
        #expect(try await stage.sync().stoppedAfter == nil)
    }
}
