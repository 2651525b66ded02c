import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// A sync that may send few requests, or is cut off, brings the mirror on each time.
@Suite struct ResumedPullTests {
    /// Syncs with at most `requests` until one comes to its end; the items known after each.
    private func syncInParts(
        of requests: Int, _ stage: SyncStage, atMost rounds: Int = 200,
        between: (Int) async throws -> Void = { _ in }
    ) async throws -> (known: [Int], pages: Int) {
        var known: [Int] = []
        for round in 0..<rounds {
            let summary = try await stage.sync(
                SyncOptions(maximumDeletions: 10_000),
                through: CountingRemote(stage.fake, limit: requests))
            known.append(try stage.library.overview().items)
            guard summary.stoppedAfter != nil else {
                return (known, await stage.fake.count(of: .media))
            }
            #expect(summary.stoppedAfter == requests)
            stage.time.advance(by: .seconds(600))
            try await between(round)
        }
        if rounds == 200 { Issue.record("it never ends") }
        return (known, await stage.fake.count(of: .media))
    }

    @Test(arguments: [6, 8, 12])
    func everyPartOfAFirstSyncBringsNewItems(requests: Int) async throws {
        let stage = try SyncStage(samples(1_000))

        let (known, pages) = try await syncInParts(of: requests, stage)

        #expect(known.last == 1_000)
        let reading = known.filter { $0 < 1_000 }
        #expect(reading == Array(Set(reading)).sorted())
        // One page of the head for each part beyond the first, one of the end, and nothing is read
        // twice.
        #expect(pages <= 1_000 / 90 + 2 + known.count)
    }

    @Test func itemsThatAppearAndVanishBetweenThePartsAreNeitherLostNorSkipped() async throws {
        let stage = try SyncStage(samples(2_000))
        let gone = Set((0..<2_000).filter { $0 % 7 == 0 }.map { "m\($0)" })

        _ = try await syncInParts(of: 6, stage, atMost: 20) { round in
            await stage.fake.change { fake in
                let new = (0..<40).map {
                    RemoteMediaItem.sample(
                        "n\(round)-\($0)", createdAt: .sample + .seconds(1_000 * (round + 1) - $0))
                }
                fake.items.insert(contentsOf: new, at: 0)
                var left = 30
                fake.items.removeAll { item in
                    guard left > 0, gone.contains(item.mediaID) else { return false }
                    left -= 1
                    return true
                }
            }
        }

        _ = try await stage.sync(SyncOptions(maximumDeletions: 10_000))
        let listed = await stage.fake.items.map(\.mediaID)
        #expect(try stage.library.knownMediaIDs(among: listed) == Set(listed))
    }

    @Test(arguments: [150, 450])
    func manyDeletionsAboveThePlaceHideNothingBelowIt(deleted: Int) async throws {
        let stage = try SyncStage(samples(1_500))
        _ = try await stage.sync(through: CountingRemote(stage.fake, limit: 8))
        await stage.fake.change { $0.items.removeFirst(deleted) }
        stage.time.advance(by: .seconds(60))

        _ = try await syncInParts(of: 8, stage, atMost: 40)

        #expect(try stage.library.overview().items == 1_500)
    }

    @Test func aHeadThatGrewByHundredsIsReadDownToThePlace() async throws {
        let stage = try SyncStage(samples(1_000))
        _ = try await stage.sync(through: CountingRemote(stage.fake, limit: 5))
        let new = (0..<700).map {
            RemoteMediaItem.sample("n\($0)", createdAt: .sample + .seconds(9_000 - $0))
        }
        await stage.fake.change { $0.items.insert(contentsOf: new, at: 0) }
        stage.time.advance(by: .seconds(60))

        let (known, pages) = try await syncInParts(of: 6, stage)

        #expect(known.last == 1_700)
        #expect(pages <= 1_700 / 90 + 4 + known.count)
    }

    @Test func aReadingThatWasFinishedInPartsIsAWholeOne() async throws {
        let stage = try SyncStage(samples(600))
        _ = try await syncInParts(of: 6, stage)
        let before = await stage.fake.count(of: .media)

        _ = try await stage.sync()

        // The head, and the end of the listing.
        #expect(await stage.fake.count(of: .media) - before <= 2)
        #expect(try stage.library.state(.mediaReading) == nil)
    }

    @Test func anHourWithoutRoomDoesNotMakeTheReadingBeginAnew() async throws {
        let stage = try SyncStage(samples(1_000))
        let limited = OddListing(fake: stage.fake) { offset, request in
            guard request < 5 else { throw RemoteError(.budgetExhausted(wait: .seconds(3_000))) }
            let items = samples(1_000).dropFirst(offset).prefix(100)
            return Page(elements: Array(items), hasMore: offset + items.count < 1_000)
        }
        await #expect(throws: RemoteError.self) { try await stage.sync(through: limited) }
        let before = await stage.fake.count(of: .media)
        stage.time.advance(by: .seconds(3_600))

        _ = try await stage.sync()

        #expect(try stage.library.overview().items == 1_000)
        #expect(await stage.fake.count(of: .media) - before <= 8)
    }

    @Test func whatWaitsIsNotCountedAsATryWhereTheRequestsWereUsedUp() async throws {
        let stage = try SyncStage()
        let item = try stage.localItem()
        _ = try stage.library.enqueue(
            .upload(itemID: item.id, mediaID: nil), now: stage.time.now)

        let summary = try await stage.sync(
            SyncOptions(pulls: false), through: CountingRemote(stage.fake, limit: 2))

        #expect(summary.stoppedAfter == 2)
        #expect(summary.waiting.allSatisfy { $0.attempts == 0 })
        #expect(summary.warnings.isEmpty)
        let next = try await stage.sync()
        #expect(next.waiting.isEmpty)
    }
}
