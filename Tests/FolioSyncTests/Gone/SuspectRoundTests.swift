import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// A round of questions that a limit cuts off has brought something all the same.
@Suite struct SuspectRoundTests {
    /// Answers about items until `isOver`, then says that all requests are used.
    private func limited(
        _ fake: FakeRemote, _ isOver: @escaping @Sendable () async -> Bool
    ) -> OddListing {
        OddListing(
            fake: fake,
            item: { mediaID in
                guard await !isOver() else { throw RemoteError(.requestsUsedUp(count: 0)) }
                return try await fake.mediaItem(mediaID)
            },
            page: { offset, _ in
                guard await !isOver() else { throw RemoteError(.requestsUsedUp(count: 0)) }
                let items = await fake.items
                let page = items.dropFirst(offset).prefix(100)
                return Page(
                    elements: Array(page), hasMore: offset + page.count < items.count)
            })
    }

    /// Answers so many questions about items from now on.
    private func limited(_ fake: FakeRemote, to limit: Int) async -> OddListing {
        let before = await fake.count(of: .mediaItem)
        return limited(fake) { await fake.count(of: .mediaItem) - before >= limit }
    }

    /// A library at rest, of whose items `count` were deleted there, every other one.
    private func stage(missing count: Int) async throws -> SyncStage {
        let stage = try await SyncStage.rested(3_000)
        let missing = Set((0..<count).map { "m\(200 + 2 * $0)" })
        await stage.fake.change { $0.items.removeAll { missing.contains($0.mediaID) } }
        return stage
    }

    private func gone(_ stage: SyncStage) throws -> Int {
        try stage.library.overview().itemsByPresence[.gone] ?? 0
    }

    @Test func whatWasAskedBeforeTheLimitCounts() async throws {
        let stage = try await stage(missing: 250)
        let remote = await limited(stage.fake, to: 230)

        let first = try await stage.sync(through: remote)

        #expect(first.stoppedAfter != nil)
        #expect(try stage.library.suspects().count { $0.notFoundAt != nil } == 200)
        #expect(try gone(stage) == 0)
    }

    @Test func aLimitThatIsTooSmallForAllSuspectsOnlyTakesMoreSyncs() async throws {
        let stage = try await stage(missing: 250)
        var syncs = 0

        while try gone(stage) < 250, syncs < 12 {
            _ = try await stage.sync(through: await limited(stage.fake, to: 120))
            stage.time.advance(by: .seconds(601))
            syncs += 1
        }

        #expect(try gone(stage) == 250)
        #expect(syncs <= 6)
    }

    /// The last request that is left belongs to the living item.
    @Test func aSyncOfFewRequestsAsksForAsManySuspectsAsItCanConclude() async throws {
        let stage = try await stage(missing: 30)
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(601))
        let fake = stage.fake
        let before = await fake.calls.count
        let remote = limited(fake) { await fake.calls.count - before >= 16 }

        let second = try await stage.sync(SyncOptions(maximumRequests: 16), through: remote)

        #expect(second.stoppedAfter != nil)
        #expect(!second.confirmedGone.isEmpty)
        #expect(try gone(stage) == second.confirmedGone.count)
    }

    /// The search needs 12 here, and a few go to other parts: what it cannot find, an audit does,
    /// some pages in each sync.
    @Test(arguments: [9, 10, 12])
    func aSearchForWhichEachSyncHasTooFewRequestsComesToItsEnd(limit: Int) async throws {
        let stage = try await stage(missing: 1)
        let fake = stage.fake
        var syncs = 0

        while try gone(stage) < 1, syncs < 40 {
            let before = await fake.calls.count
            let remote = limited(fake) { await fake.calls.count - before >= limit }
            _ = try await stage.sync(SyncOptions(maximumRequests: limit), through: remote)
            stage.time.advance(by: .seconds(601))
            syncs += 1
        }

        #expect(try gone(stage) == 1)
        // With enough requests it searches again.
        stage.time.advance(by: .seconds(90_000))
        _ = try await stage.sync()
        #expect(try stage.library.state(.deletionSearchWasCut) == nil)
    }

    @Test func itemsThatNeverSettleDoNotTakeTheRequestsOfOthers() async throws {
        let stage = try await stage(missing: 4)
        let stuck = (0..<60).map {
            RemoteMediaItem(
                mediaID: "stuck\($0)", state: .processing, createdAt: .sample + .seconds($0),
                raw: "{}")
        }
        await stage.fake.change { $0.items = stuck.reversed() + $0.items }
        _ = try await stage.sync()
        let fake = stage.fake

        for _ in 0..<3 {
            stage.time.advance(by: .seconds(601))
            let before = await fake.calls.count
            let remote = limited(fake) { await fake.calls.count - before >= 30 }
            _ = try await stage.sync(SyncOptions(maximumRequests: 30), through: remote)
        }

        #expect(try gone(stage) == 4)
    }

    @Test func theGuardSeesAllThatMayBeGoneBeforeOneIsMarked() async throws {
        let stage = try await stage(missing: 400)
        _ = try await stage.sync(SyncOptions(maximumDeletions: 400))
        stage.time.advance(by: .seconds(601))

        await #expect(throws: SyncError.self) { try await stage.sync() }

        #expect(try gone(stage) == 0)
    }
}
