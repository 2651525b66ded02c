import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct DeletionPullTests {
    private func delete(_ mediaID: String, _ stage: SyncStage) async {
        await stage.fake.change { $0.items.removeAll { $0.mediaID == mediaID } }
    }

    private func presence(_ mediaID: String, _ stage: SyncStage) throws -> MediaItem.Presence? {
        try stage.library.item(mediaID: mediaID)?.presence
    }

    @Test func anItemIsGoneAfterTwoProofsInTwoSyncsAndStays() async throws {
        let stage = try await SyncStage.rested(300)
        let id = try #require(try stage.library.item(mediaID: "m150")?.id)
        _ = try stage.library.addTags([try TagName("boats")], to: [id], now: stage.time.now)
        await delete("m150", stage)

        let first = try await stage.sync()
        stage.time.advance(by: .seconds(601))
        let second = try await stage.sync()

        #expect(first.suspects == [id])
        #expect(first.confirmedGone.isEmpty)
        #expect(second.confirmedGone == [id])
        #expect(try stage.library.item(id).presence == .gone)
        #expect(try stage.library.item(id).tags == ["boats"])
        #expect(await stage.fake.count(of: .mediaItem) == 6)
    }

    /// An item without a time stays at the head for ever; the audit goes on below it.
    @Test func anElementThatCannotBePlacedDoesNotEndTheAudit() async throws {
        let stage = try await SyncStage.rested(300)
        await stage.fake.change { remote in
            remote.items.insert(RemoteMediaItem(mediaID: "timeless", raw: "{}"), at: 0)
            let place = 250
            // Their number stays the same, so that only the audit can tell.
            let moment = remote.items[place].createdAt
            remote.items[place] = RemoteMediaItem(
                mediaID: "instead", state: .ready, createdAt: moment, raw: "{}")
        }

        for _ in 0..<12 {
            stage.time.advance(by: .seconds(86_400))
            _ = try await stage.sync()
        }

        #expect(try presence("instead", stage) == .remote)
        #expect(try presence("m249", stage) == .gone)
    }

    /// No reading was ever whole, so nothing but time begins the first cycle.
    @Test func aLibraryWhoseFirstReadingProvedNothingIsAuditedToo() async throws {
        let stage = try SyncStage(samples(600))
        await stage.fake.change { remote in
            remote.items.insert(RemoteMediaItem(mediaID: "timeless", raw: "{}"), at: 120)
        }
        _ = try await stage.sync()
        await stage.fake.change { remote in
            let moment = remote.items[350].createdAt
            remote.items[350] = RemoteMediaItem(
                mediaID: "instead", state: .ready, createdAt: moment, raw: "{}")
        }

        for _ in 0..<12 {
            stage.time.advance(by: .seconds(86_400))
            _ = try await stage.sync()
        }

        #expect(try presence("instead", stage) == .remote)
    }

    @Test func nothingIsMarkedBeforeTheDelayAndNoRequestIsWasted() async throws {
        let stage = try await SyncStage.rested(300)
        await delete("m150", stage)
        _ = try await stage.sync()
        let asked = await stage.fake.count(of: .mediaItem)
        stage.time.advance(by: .seconds(599))

        _ = try await stage.sync()

        #expect(try presence("m150", stage) == .remote)
        #expect(await stage.fake.count(of: .mediaItem) == asked)
    }

    /// Ten minutes of our clock in which the remote's shows none.
    @Test func aClockThatWasSetForwardStandsForNoTime() async throws {
        let stage = try await SyncStage.rested(300)
        await delete("m150", stage)
        let before = stage.time.now
        let first = try await stage.sync(remoteTime: before)
        stage.time.advance(by: .seconds(601))

        let second = try await stage.sync(remoteTime: before)
        stage.time.advance(by: .seconds(601))
        let third = try await stage.sync(remoteTime: before + .seconds(601))

        #expect(first.suspects.count == 1)
        #expect(second.confirmedGone.isEmpty)
        #expect(third.confirmedGone.count == 1)
    }

    @Test func theDelayIsASetting() async throws {
        let stage = try await SyncStage.rested(300)
        await delete("m150", stage)
        let options = SyncOptions(confirmationDelay: .seconds(1))
        _ = try await stage.sync(options)
        stage.time.advance(by: .seconds(1))

        #expect(try await stage.sync(options).confirmedGone.count == 1)
    }

    @Test func aNotFoundOfAnotherKindProvesNothing() async throws {
        let stage = try await SyncStage.rested(300)
        await delete("m150", stage)
        let remote = self.remote(stage) { mediaID in
            guard mediaID == "m150" else { return .sample(mediaID) }
            throw RemoteError(.refused, status: 404)
        }

        for _ in 0..<3 {
            _ = try await stage.sync(through: remote)
            stage.time.advance(by: .seconds(3_600))
        }

        #expect(try presence("m150", stage) == .remote)
    }

    @Test func whereALivingItemIsNotFoundNothingIsConcluded() async throws {
        let stage = try await SyncStage.rested(300)
        await delete("m150", stage)
        let remote = self.remote(stage) { _ in throw RemoteError(.notFound, status: 404) }

        for _ in 0..<3 {
            let summary = try await stage.sync(through: remote)
            #expect(summary.warnings.count == 1)
            stage.time.advance(by: .seconds(3_600))
        }

        #expect(try presence("m150", stage) == .remote)
    }

    @Test func anItemThatAnswersLivesAndIsNotAskedForEachTime() async throws {
        let stage = try await SyncStage.rested(300)
        await delete("m150", stage)
        let remote = self.remote(stage) { .sample($0) }
        let summary = try await stage.sync(through: remote)
        let asked = await stage.fake.count(of: .media)

        for _ in 0..<3 {
            stage.time.advance(by: .seconds(3_600))
            _ = try await stage.sync(through: remote)
        }

        #expect(summary.cleared.count == 1)
        #expect(try presence("m150", stage) == .remote)
        #expect(await stage.fake.count(of: .media) - asked <= 9)
        #expect(await stage.fake.count(of: .mediaItem) == 0)
    }

    @Test func anItemThatIsListedAgainComesBack() async throws {
        let stage = try await SyncStage.rested(300)
        await delete("m20", stage)
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(601))
        _ = try await stage.sync()
        #expect(try presence("m20", stage) == .gone)
        await stage.fake.change { $0.items = samples(300) }

        _ = try await stage.sync()

        #expect(try presence("m20", stage) == .remote)
    }

    @Test func aSuspectThatIsListedAgainIsCleared() async throws {
        let stage = try await SyncStage.rested(300)
        await delete("m150", stage)
        _ = try await stage.sync()
        await stage.fake.change { $0.items = samples(300) }
        stage.time.advance(by: .seconds(601))

        let summary = try await stage.sync()

        #expect(summary.confirmedGone.isEmpty)
        #expect(summary.cleared.count == 1)
        #expect(try stage.library.missingCount() == 0)
    }

    /// The fake's listing with answers of another kind about single items.
    private func remote(
        _ stage: SyncStage, item: @escaping @Sendable (String) async throws -> RemoteMediaItem
    ) -> OddListing {
        OddListing(fake: stage.fake, item: item) { offset, _ in
            let items = await stage.fake.items
            let page = items.dropFirst(offset).prefix(100)
            return Page(elements: Array(page), hasMore: offset + page.count < items.count)
        }
    }
}
