import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct InterruptedPullTests {
    @Test(arguments: 1...3)
    func aReadingThatWasCutOffIsFinishedByTheNextOne(pages: Int) async throws {
        let stage = try SyncStage(samples(150))
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(600))
        let listed = await makeElsewhere(400, stage)
        let before = await stage.fake.count(of: .media)
        let remote = OddListing(fake: stage.fake) { offset, request in
            guard request - before < pages else { throw RemoteError(.rateLimited(wait: .zero)) }
            return Self.page(of: listed, at: offset)
        }

        await #expect(throws: RemoteError.self) { try await stage.sync(through: remote) }
        stage.time.advance(by: .seconds(60))
        _ = try await stage.sync()

        #expect(try stage.library.knownMediaIDs(among: listed.map(\.mediaID)).count == 550)
    }

    @Test func aReadingThatIsFinishedLaterStopsWhereTheLastWholeOneBegan() async throws {
        let stage = try SyncStage(samples(1_000))
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(600))
        _ = await makeElsewhere(150, stage)
        let before = await stage.fake.count(of: .media)

        _ = try await stage.sync()
        let whole = await stage.fake.count(of: .media)
        _ = try await stage.sync()

        #expect(whole - before <= 4)
        #expect(await stage.fake.count(of: .media) - whole == 2)
    }

    @Test func aPageFullOfImagesMadeHereHidesNothingBelowIt() async throws {
        let stage = try SyncStage(samples(150))
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(600))
        _ = await makeElsewhere(5, stage)
        stage.time.advance(by: .seconds(600))
        let madeHere = (0..<120).map {
            RemoteMediaItem.sample("here\($0)", createdAt: .sample + .seconds(100_000 - $0))
        }
        await stage.fake.change { $0.items.insert(contentsOf: madeHere, at: 0) }
        _ = try stage.library.learn(madeHere, now: stage.time.now)
        stage.time.advance(by: .seconds(1))

        let summary = try await stage.sync()

        #expect(summary.added.count == 5)
    }

    @Test func itemsListedFarBelowTheNewestAreFoundByTheRemotesCount() async throws {
        let stage = try SyncStage(samples(350))
        _ = try await stage.sync()
        await stage.fake.change {
            $0.items.remove(at: 20)
            $0.items.insert(.sample("late", createdAt: .sample - .seconds(60 * 301)), at: 300)
            $0.items.insert(.sample("later", createdAt: .sample - .seconds(60 * 302)), at: 302)
        }

        _ = try await stage.sync()
        let read = await stage.fake.count(of: .media)
        _ = try await stage.sync()

        #expect(try stage.library.knownMediaIDs(among: ["late", "later"]).count == 2)
        #expect(await stage.fake.count(of: .media) - read <= 2)
    }

    @Test func aClockThatWentBackMakesTheReadingWhole() async throws {
        let stage = try SyncStage(samples(250))
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(-86_400))

        _ = try await stage.sync()

        #expect(await stage.fake.count(of: .media) == 6)
    }

    /// Newest first, with what was there before.
    private func makeElsewhere(_ count: Int, _ stage: SyncStage) async -> [RemoteMediaItem] {
        let new = (0..<count).map {
            RemoteMediaItem.sample("e\($0)", createdAt: .sample + .seconds(50_000 - $0))
        }
        await stage.fake.change { $0.items.insert(contentsOf: new, at: 0) }
        return await stage.fake.items
    }

    private static func page(of items: [RemoteMediaItem], at offset: Int) -> Page<RemoteMediaItem> {
        let page = items.dropFirst(offset).prefix(100)
        return Page(elements: Array(page), hasMore: offset + page.count < items.count)
    }
}
