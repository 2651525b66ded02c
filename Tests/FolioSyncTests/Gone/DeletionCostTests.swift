import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct DeletionCostTests {
    @Test(arguments: [500, 2_000])
    func aSyncTakesNoMoreRequestsThanItMust(items: Int) async throws {
        let stage = try SyncStage(samples(items))

        let first = try await stage.sync()
        stage.time.advance(by: .seconds(3_600))
        let idle = try await stage.sync()
        await add(91, stage)
        let more = try await stage.sync()

        #expect(first.requests <= (items + 89) / 90 + 10)
        #expect(idle.requests <= 6)
        #expect(more.requests <= 6 + 2)
        #expect(first.auditRequests + idle.auditRequests + more.auditRequests == 0)
    }

    @Test func withoutTheRemotesWordOnTheEndItTakesNoMore() async throws {
        let stage = try SyncStage()
        let items = samples(1_000)
        let remote = OddListing(fake: stage.fake) { offset, _ in
            Page(elements: Array(items.dropFirst(offset).prefix(100)))
        }
        _ = try await stage.sync(through: remote)

        let idle = try await stage.sync(through: remote)

        #expect(idle.requests <= 6)
    }

    @Test func aRoundOfConfirmationAsksForEachSuspectOnce() async throws {
        let stage = try SyncStage(samples(1_000))
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(3_600))
        await stage.fake.change { fake in
            for place in [900, 500, 499, 20] { fake.items.remove(at: place) }
        }

        let summary = try await stage.sync()

        #expect(summary.suspects.count == 4)
        #expect(await stage.fake.count(of: .mediaItem) == 6)
    }

    @Test func theAuditFindsWhatNumbersHideWithinAWeekAndADayOfRest() async throws {
        let stage = try SyncStage(samples(1_000))
        _ = try await stage.sync()
        await stage.fake.change {
            let gone = $0.items.remove(at: 500)
            $0.items.insert(.sample("late", createdAt: gone.createdAt), at: 500)
        }
        var gone = 0
        var mostInADay = 0
        for _ in 0..<9 {
            var pages = 0
            for _ in 0..<3 {
                stage.time.advance(by: .seconds(8 * 3_600))
                let summary = try await stage.sync()
                pages += summary.auditRequests
                gone += summary.confirmedGone.count
            }
            mostInADay = max(mostInADay, pages)
        }

        #expect(gone == 1)
        #expect(mostInADay <= 3)
    }

    @Test func verifyingComparesEverythingAndTellsWhatIsMissing() async throws {
        let stage = try SyncStage(samples(300))
        _ = try await stage.sync()
        await stage.fake.change { _ = $0.items.remove(at: 200) }
        stage.time.advance(by: .seconds(3_600))

        let summary = try await stage.sync(SyncOptions(verifies: true))
        let proof = try #require(summary.verification)

        #expect(proof.isWhole)
        #expect(proof.ranges == [Verification.everything])
        #expect(proof.compared == 300)
        #expect(proof.missing == summary.suspects)
        #expect(proof.missing.count == 1)
        #expect(try stage.library.coverage().map(\.range) == [Verification.everything])
    }

    @Test(arguments: 0..<2)
    func churnBetweenSyncsMarksNoLivingItemAndLosesNoDeletion(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let stage = try SyncStage(samples(300))
        _ = try await stage.sync()
        var deleted: Set<String> = []
        for round in 0..<30 {
            stage.time.advance(by: .seconds(10 * 3_600))
            if round < 12 {
                let place = Int.random(in: 0..<300, using: &generator)
                let other = Int.random(in: 1..<290, using: &generator)
                let gone = await stage.fake.items[place].mediaID
                deleted.insert(gone)
                let moment = Timestamp.sample + .seconds(round + 1)
                await stage.fake.change {
                    $0.items.remove(at: place)
                    let older = $0.items[other].createdAt
                    $0.items.insert(.sample("late\(round)", createdAt: older), at: other)
                    $0.items.insert(.sample("new\(round)", createdAt: moment), at: 0)
                }
            }
            _ = try await stage.sync()
        }

        let living = Set(await stage.fake.items.map(\.mediaID))
        for mediaID in living.union(deleted) {
            let presence = try stage.library.item(mediaID: mediaID)?.presence
            // One that came and went between two readings is not known.
            #expect(presence == (living.contains(mediaID) ? .remote : .gone) || presence == nil)
            #expect(!living.contains(mediaID) || presence == .remote)
        }
    }

    /// Makes items elsewhere, newest first.
    private func add(_ count: Int, _ stage: SyncStage) async {
        let new = (0..<count).map {
            RemoteMediaItem.sample("n\($0)", createdAt: .sample + .seconds(5_000 - $0))
        }
        await stage.fake.change { $0.items.insert(contentsOf: new, at: 0) }
    }
}
