import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// What a listing makes a suspect, what it does not, and what stops a sync.
@Suite struct SuspectTests {
    @Test func tooManyMissingItemsStopTheSyncAndMarkNothing() async throws {
        let stage = try await SyncStage.rested(300)
        await stage.fake.change { $0.items.removeSubrange(100..<160) }

        await #expect(throws: SyncError.massDeletion(missing: 60, known: 300, limit: 50)) {
            try await stage.sync()
        }
        #expect(try stage.library.missingCount() == 0)

        let summary = try await stage.sync(SyncOptions(maximumDeletions: 60))
        #expect(summary.suspects.count == 60)
    }

    @Test func aRemoteThatListsNothingStopsTheSync() async throws {
        let stage = try await SyncStage.rested(20)
        await stage.fake.change { $0.items = [] }

        await #expect(throws: SyncError.emptied(known: 20)) { try await stage.sync() }

        _ = try await stage.sync(SyncOptions(maximumDeletions: 20))
        #expect(try stage.library.overview().itemsByPresence == [.remote: 20])

        stage.time.advance(by: .seconds(601))
        let second = try await stage.sync(SyncOptions(maximumDeletions: 20))
        #expect(second.confirmedGone.count == 20)
        #expect(try stage.library.overview().itemsByPresence == [.gone: 20])
    }

    @Test func aPageWithUnreadableElementsProvesNothing() async throws {
        let stage = try await SyncStage.rested(80)
        let shown = Array(samples(80).dropFirst(10))
        let remote = OddListing(fake: stage.fake) { offset, _ in
            let page = shown.dropFirst(offset)
            return Page(
                elements: Array(page),
                undecodable: [UndecodableElement(raw: "{}", reason: "it has no usable id")],
                hasMore: false)
        }

        let summary = try await stage.sync(through: remote)

        #expect(summary.suspects.isEmpty)
        #expect(!summary.warnings.isEmpty)
    }

    @Test(arguments: ["shuffled", "doubled", "undated"])
    func aPageThatContradictsItselfProvesNothing(defect: String) async throws {
        let stage = try await SyncStage.rested(80)
        var shown = Array(samples(80).dropFirst(10))
        switch defect {
        case "shuffled": shown.swapAt(3, 40)
        case "doubled": shown.append(shown[69])
        default: shown[5].createdAt = nil
        }
        let page = shown
        let remote = OddListing(fake: stage.fake) { offset, _ in
            Page(elements: Array(page.dropFirst(offset)), hasMore: false)
        }

        let summary = try await stage.sync(through: remote)

        #expect(summary.suspects.isEmpty)
        #expect(!summary.warnings.isEmpty)
    }

    @Test func itemsOfTheFutureAndFromBefore1970AreFoundMissingToo() async throws {
        let odd: [RemoteMediaItem] = [
            .sample("future", createdAt: .sample + .seconds(4_000_000_000)), .sample("now"),
            .sample("kept", createdAt: .sample - .seconds(60)),
            .sample("old", createdAt: Timestamp(milliseconds: -5_000_000_000_000)),
        ]
        let stage = try SyncStage(odd)
        _ = try await stage.sync()
        await stage.fake.change { $0.items = [odd[1], odd[2]] }
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(601))

        let summary = try await stage.sync()

        #expect(summary.confirmedGone.count == 2)
    }

    @Test func whatNoListingHasShownYetAndWaitsForUploadIsNoSuspect() async throws {
        let stage = try await SyncStage.rested(80)
        _ = try stage.localItem()
        stage.time.advance(by: .seconds(60))

        let summary = try await stage.sync(SyncOptions(pushes: false))

        #expect(summary.suspects.isEmpty)
    }

    @Test func anItemMadeHereAndDeletedBeforeAnyListingIsFound() async throws {
        let stage = try await SyncStage.rested(80)
        let made = RemoteMediaItem.sample("made", createdAt: .sample - .seconds(90))
        _ = try stage.library.learn([made], isListed: false, now: stage.time.now)
        stage.time.advance(by: .seconds(60))

        #expect(try await stage.sync().suspects.count == 1)
    }

    @Test func anItemMadeHereThatWouldBeTheNewestIsFoundToo() async throws {
        let stage = try await SyncStage.rested(80)
        let made = RemoteMediaItem.sample("made", createdAt: .sample + .seconds(30))
        _ = try stage.library.learn([made], isListed: false, now: stage.time.now)
        stage.time.advance(by: .seconds(60))

        #expect(try await stage.sync().suspects.count == 1)
    }

    @Test func anItemThatWasDeletedFromHereIsNoSuspect() async throws {
        let stage = try await SyncStage.rested(80)
        let id = try #require(try stage.library.item(mediaID: "m7")?.id)
        _ = try await stage.media().delete(id)

        let summary = try await stage.sync()

        #expect(try stage.library.item(id).presence == .gone)
        #expect(summary.suspects.isEmpty)
    }
}
