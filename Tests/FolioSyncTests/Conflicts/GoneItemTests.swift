import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// An item that was deleted on the remote, and what people still want with it here.
@Suite struct GoneItemTests {
    /// An item with a tag and an original, on the remote until somebody deletes it there.
    private func gone() async throws -> (stage: SyncStage, item: MediaItem) {
        let stage = try SyncStage()
        let local = try stage.localItem()
        _ = try await stage.media().upload(local.id)
        _ = try stage.library.addTags([try TagName("boats")], to: [local.id], now: stage.time.now)
        await stage.fake.change { $0.items = [] }
        try stage.library.markGone(local.id)
        return (stage, try stage.library.item(local.id))
    }

    @Test func anItemDeletedThereKeepsWhatWasChangedHere() async throws {
        let (stage, item) = try await gone()

        _ = try stage.library.addTags([try TagName("sale")], to: [item.id], now: stage.time.now)
        _ = try await stage.sync()

        let after = try stage.library.item(item.id)
        #expect(after.presence == .gone)
        #expect(after.tags == ["boats", "sale"])
        #expect(after.sha256 == item.sha256)
    }

    @Test func anItemDeletedThereIsUploadedAgainFromItsOriginal() async throws {
        let (stage, item) = try await gone()

        let outcome = try await stage.media().upload(item.id)

        let after = try stage.library.item(item.id)
        #expect(outcome == .sent(after))
        #expect(after.presence == .both)
        #expect(after.tags == ["boats"])
        #expect(await stage.fake.items.map(\.mediaID) == [after.mediaID])
        #expect(after.mediaID != item.mediaID)
        #expect(try stage.library.overview().items == 1)
    }

    @Test func anItemDeletedThereWithoutAnOriginalIsNotTakenForSent() async throws {
        let stage = try SyncStage(samples(1))
        _ = try await stage.sync()
        let item = try #require(try stage.library.item(mediaID: "m0"))
        try stage.library.markGone(item.id)

        await #expect(throws: SendRefusal.originalMissing(item.id)) {
            try await stage.media().upload(item.id)
        }
    }

    @Test func aPostWaitsForAnItemThatIsUploadedAgain() async throws {
        let (stage, item) = try await gone()
        await stage.fake.fail(.me, with: RemoteError(.notSent(reason: "no network")))
        _ = try await stage.media().upload(item.id)
        _ = try stage.library.queuePost(
            content: "Sale", itemIDs: [item.id], accountIDs: [1],
            scheduledFor: stage.time.now + .seconds(86_400), timezone: nil, draft: false,
            useQueue: false, now: stage.time.now)

        let summary = try await stage.sync()

        #expect(summary.pushed == ["upload": 1, "createPost": 1])
        #expect(summary.parked.isEmpty)
    }

    @Test func anUploadOfAnItemDeletedThereCanBeTakenBack() async throws {
        let (stage, item) = try await gone()
        await stage.fake.fail(.me, with: RemoteError(.notSent(reason: "no network")))
        _ = try await stage.media().upload(item.id)

        _ = try await stage.media().delete(item.id)
        _ = try await stage.sync()

        #expect(try stage.library.item(item.id).presence == .gone)
        #expect(await stage.fake.items.isEmpty)
    }

    @Test func anItemThatIsListedAgainComesBackWithAllThatWasKnown() async throws {
        let (stage, item) = try await gone()
        let mediaID = try #require(item.mediaID)
        await stage.fake.change { $0.items = [.sample(mediaID)] }

        _ = try await stage.sync()

        let after = try stage.library.item(item.id)
        #expect(after.presence == .both)
        #expect(after.tags == ["boats"])
        #expect(try stage.library.overview().items == 1)
    }
}
