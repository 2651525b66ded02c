import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct MediaPullTests {
    @Test func aFirstSyncReadsEverythingAndTheNextOneBothEnds() async throws {
        let stage = try SyncStage(samples(250))

        let first = try await stage.sync()
        let second = try await stage.sync()

        #expect(first.added.count == 250)
        #expect(second.added.isEmpty && second.changed.isEmpty)
        #expect(await stage.fake.count(of: .media) == 5)
        #expect(second.requests == 5)
    }

    @Test func newItemsAreReadUntilAKnownPageLinesUp() async throws {
        let stage = try SyncStage(samples(300))
        _ = try await stage.sync()
        let new = RemoteMediaItem.sample("new", createdAt: .sample + .seconds(60))
        await stage.fake.change { $0.items.insert(new, at: 0) }

        let summary = try await stage.sync()

        #expect(summary.added.count == 1)
        #expect(summary.requests == 6)
    }

    @Test func absenceMarksNothing() async throws {
        let stage = try SyncStage(samples(20))
        _ = try await stage.sync()
        await stage.fake.change { $0.items.removeFirst(10) }

        let summary = try await stage.sync()

        #expect(summary.changed.isEmpty)
        #expect(try stage.library.overview().itemsByPresence == [.remote: 20])
    }

    @Test func itemsThatAppearAndVanishWhilePagingHideNoOther() async throws {
        let stage = try SyncStage(samples(400))
        let kept = samples(400)
        let remote = OddListing(fake: stage.fake) { offset, request in
            // Each request finds five more gone from the front and one new there.
            var items = Array(kept.dropFirst(request * 5))
            items.insert(.sample("new\(request)", createdAt: .sample + .seconds(request)), at: 0)
            let page = items.dropFirst(offset).prefix(100)
            return Page(elements: Array(page), hasMore: offset + page.count < items.count)
        }

        _ = try await stage.sync(through: remote)

        let known = try stage.library.knownMediaIDs(among: kept.map(\.mediaID))
        #expect(known.count == 400)
    }

    @Test func aPageThatIsRepeatedForEverEndsTheReading() async throws {
        let stage = try SyncStage(samples(100))
        let page = samples(100)
        let remote = OddListing(fake: stage.fake) { _, _ in Page(elements: page, hasMore: true) }

        let summary = try await stage.sync(through: remote)

        #expect(summary.added.count == 100)
        #expect(summary.warnings.count == 1)
        #expect(await stage.fake.count(of: .media) < 10)
        #expect(try stage.library.state(.mediaReadToTheEnd) == nil)
    }

    @Test func twoPagesInTurnForEverEndTheReadingToo() async throws {
        let stage = try SyncStage()
        let items = samples(200)
        let remote = OddListing(fake: stage.fake) { _, request in
            Page(elements: Array(request % 2 == 0 ? items.prefix(100) : items.suffix(100)))
        }

        let summary = try await stage.sync(through: remote)

        #expect(summary.added.count == 200)
        #expect(await stage.fake.count(of: .media) < 60)
        #expect(try stage.library.state(.mediaReadToTheEnd) == nil)
    }

    @Test func aShortPageInTheMiddleIsNotTheEnd() async throws {
        let stage = try SyncStage()
        let items = samples(350)
        let remote = OddListing(fake: stage.fake) { offset, request in
            Page(elements: Array(items.dropFirst(offset).prefix(request == 1 ? 7 : 100)))
        }

        let summary = try await stage.sync(through: remote)

        #expect(summary.added.count == 350)
        #expect(try stage.library.state(.mediaReadToTheEnd) != nil)
    }

    @Test func aClampedLimitIsNotTheEnd() async throws {
        let stage = try SyncStage()
        let items = samples(130)
        let remote = OddListing(fake: stage.fake) { offset, _ in
            Page(elements: Array(items.dropFirst(offset).prefix(20)))
        }

        #expect(try await stage.sync(through: remote).added.count == 130)
    }

    @Test func whatCannotBeReadIsKeptAndReported() async throws {
        let stage = try SyncStage()
        let remote = OddListing(fake: stage.fake) { _, _ in
            Page(
                elements: samples(2),
                undecodable: [UndecodableElement(raw: #"{"media_id":7}"#, reason: "no id")],
                hasMore: false)
        }

        let summary = try await stage.sync(through: remote)

        #expect(summary.added.count == 2)
        #expect(summary.undecodable == 1)
        #expect(try stage.library.overview().undecodable == 1)
    }

    @Test func aPendingItemIsAskedForUntilItSettles() async throws {
        let stage = try SyncStage([.sample("video", kind: .video, state: .processing)])
        _ = try await stage.sync()
        #expect(try stage.library.item(mediaID: "video")?.state == .processing)
        await stage.fake.change { $0.items[0].state = .ready }

        _ = try await stage.sync()
        _ = try await stage.sync()

        #expect(try stage.library.item(mediaID: "video")?.state == .ready)
        #expect(await stage.fake.count(of: .mediaItem) <= 2)
    }

    @Test func anOfferedFileBecomesTheOriginal() async throws {
        let url = "https://files.invalid/boat.png"
        let stage = try SyncStage([.sample("boat", url: url)])
        await stage.fake.change { $0.files[url] = .init("pixels".utf8) }

        let summary = try await stage.sync(SyncOptions(downloads: .missing))

        #expect(summary.downloads.count == 1)
        #expect(try stage.library.item(mediaID: "boat")?.presence == .both)
    }

    @Test func aFileThatCannotBeFetchedIsAWarning() async throws {
        let stage = try SyncStage([.sample("boat", url: "https://files.invalid/boat.png")])

        let summary = try await stage.sync(SyncOptions(downloads: .missing))

        #expect(summary.downloads.isEmpty)
        #expect(summary.warnings.count == 1)
    }
}
