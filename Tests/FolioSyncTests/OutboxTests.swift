import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct OutboxTests {
    private static let lost = RemoteError(.outcomeUnknown(reason: "the reply was lost"))

    @Test func anUploadIsReservedSentAndCompleted() async throws {
        let stage = try SyncStage()
        let item = try stage.localItem()

        let outcome = try await stage.media().upload(item.id)

        #expect(outcome == .sent(try stage.library.item(item.id)))
        #expect(try stage.library.item(item.id).presence == .both)
        #expect(await stage.fake.items.map(\.state) == [.ready])
    }

    @Test func aLostReplyToCompleteIsSettledByAskingFirst() async throws {
        let stage = try SyncStage()
        let item = try stage.localItem()
        await stage.fake.fail(.completeUpload, with: Self.lost, .afterWork)

        _ = try await stage.media().upload(item.id)

        #expect(try stage.library.item(item.id).presence == .both)
        #expect(await stage.fake.count(of: .completeUpload) == 1)
    }

    @Test func completeIsRepeatedOnlyWhileTheItemStillWaits() async throws {
        let stage = try SyncStage()
        let item = try stage.localItem()
        await stage.fake.fail(.completeUpload, with: Self.lost)

        _ = try await stage.media().upload(item.id)

        #expect(try stage.library.item(item.id).presence == .both)
        #expect(await stage.fake.count(of: .completeUpload) == 2)
    }

    @Test func anUploadWhosePlaceIsDeniedForAWhileIsTriedAgain() async throws {
        let stage = try SyncStage()
        let item = try stage.localItem()
        let denied = RemoteError(.notFound, status: 404, code: "not_found")
        await stage.fake.fail(.completeUpload, with: denied)
        await stage.fake.fail(.mediaItem, with: denied)

        let outcome = try await stage.media().upload(item.id)
        guard case .queued = outcome else {
            Issue.record("\(outcome)")
            return
        }
        stage.time.advance(by: .seconds(60))
        let summary = try await stage.sync()

        #expect(summary.pushed == ["upload": 1])
        #expect(try stage.library.item(item.id).presence == .both)
        #expect(await stage.fake.items.map(\.state) == [.ready])
    }

    @Test func anUploadKilledAfterItsReservationStartsAnew() async throws {
        let stage = try SyncStage()
        let item = try stage.localItem()
        let entry = try stage.library.enqueue(
            .upload(itemID: item.id, mediaID: nil), now: .sample)
        let slot = try await stage.fake.reserveUpload(
            UploadRequest(fileName: "boat.png", contentType: "image/png", byteCount: 6))
        #expect(try stage.library.claim(entry.id))
        #expect(try stage.library.reserve(slot.mediaID, for: item.id, in: entry.id))

        let summary = try await stage.sync()

        let now = try stage.library.item(item.id)
        #expect(summary.pushed == ["upload": 1])
        #expect(now.presence == .both)
        #expect(now.mediaID != slot.mediaID)
        #expect(await stage.fake.count(of: .reserveUpload) == 2)
        #expect(await stage.fake.items.map(\.state) == [.ready])
        #expect(try stage.library.overview().items == 1)
    }

    @Test func anExpiredPlaceIsReservedAgain() async throws {
        let stage = try SyncStage()
        let item = try stage.localItem()
        await stage.fake.fail(.sendUpload, with: RemoteError(.forbidden, status: 403))

        _ = try await stage.media().upload(item.id)

        #expect(try stage.library.item(item.id).presence == .both)
    }

    @Test func aDeletionThatIsRefusedIsParkedAndBlocksNothing() async throws {
        let stage = try SyncStage(samples(2))
        await stage.fake.change { $0.allPosts = [.sample("p", mediaIDs: ["m0"])] }
        _ = try await stage.sync()
        for mediaID in ["m0", "m1"] {
            let item = try #require(try stage.library.item(mediaID: mediaID))
            _ = try stage.library.enqueue(
                .deleteMedia(itemID: item.id, force: false), now: .sample)
        }

        let summary = try await stage.sync()

        #expect(summary.parked.count == 1)
        #expect(summary.parked.first?.lastError?.contains("p") == true)
        #expect(summary.pushed == ["deleteMedia": 1])
        #expect(try stage.library.item(mediaID: "m0")?.presence == .remote)
        #expect(try stage.library.item(mediaID: "m1")?.presence == .gone)
    }

    @Test func aDeletionThatRanBeforeIsDone() async throws {
        let stage = try SyncStage(samples(1))
        _ = try await stage.sync()
        await stage.fake.fail(.deleteMedia, with: Self.lost, .afterWork)
        let item = try #require(try stage.library.item(mediaID: "m0"))

        guard case .queued = try await stage.media().delete(item.id) else {
            Issue.record("the deletion does not wait")
            return
        }
        stage.time.advance(by: .seconds(3_600))
        _ = try await stage.sync()

        #expect(try stage.library.item(item.id).presence == .gone)
        #expect(try stage.library.outbox(in: [.pending, .sending, .parked]).isEmpty)
    }

    @Test func anEntryThatKeepsFailingIsParked() async throws {
        let stage = try SyncStage(samples(1))
        _ = try await stage.sync()
        let item = try #require(try stage.library.item(mediaID: "m0"))
        _ = try stage.library.enqueue(.deleteMedia(itemID: item.id, force: false), now: .sample)
        let failure = RemoteError(.unavailable(reason: "status 500"), status: 500)
        await stage.fake.fail(.deleteMedia, with: failure, times: 9)

        for _ in 0..<6 {
            _ = try await stage.sync()
            stage.time.advance(by: .seconds(86_400))
        }

        #expect(try stage.library.outbox(in: [.parked]).count == 1)
        #expect(await stage.fake.count(of: .deleteMedia) == 5)
    }

    @Test func aFileThatCannotBeReadDelaysNoOtherUpload() async throws {
        let stage = try SyncStage()
        let items = try [stage.localItem("a.png"), stage.localItem("b.png")]
        for item in items {
            _ = try stage.library.enqueue(.upload(itemID: item.id, mediaID: nil), now: .sample)
        }
        let failure = RemoteError(.fileFailed(reason: "cannot read the file"))
        await stage.fake.fail(.sendUpload, with: failure, times: 1)

        _ = try await stage.sync()

        // Which of the two is sent first is left open.
        let presences = try items.map { try stage.library.item($0.id).presence }
        #expect(Set(presences) == [.both, .local])
        #expect(try stage.library.outbox(in: [.pending]).count == 1)
    }

    @Test func anItemThatAWaitingPostShowsIsNotDeleted() async throws {
        let stage = try SyncStage(samples(1))
        await stage.fake.change { $0.allPosts = [.sample("p", mediaIDs: ["m0"])] }
        _ = try await stage.sync()
        let item = try #require(try stage.library.item(mediaID: "m0"))

        await #expect(throws: PostRefusal.self) { try await stage.media().delete(item.id) }

        #expect(await stage.fake.count(of: .deleteMedia) == 0)
        #expect(try stage.library.outbox(in: OutboxEntry.State.allCases).isEmpty)
    }
}
