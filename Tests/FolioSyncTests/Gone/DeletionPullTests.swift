import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct DeletionPullTests {
    /// A library that knows `count` items and has rested for an hour.
    private func stage(_ count: Int) async throws -> SyncStage {
        let stage = try SyncStage(samples(count))
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(3_600))
        return stage
    }

    private func delete(_ mediaID: String, _ stage: SyncStage) async {
        await stage.fake.change { $0.items.removeAll { $0.mediaID == mediaID } }
    }

    private func presence(_ mediaID: String, _ stage: SyncStage) throws -> MediaItem.Presence? {
        try stage.library.item(mediaID: mediaID)?.presence
    }

    @Test func anItemIsGoneAfterTwoProofsInTwoSyncsAndStays() async throws {
        let stage = try await stage(300)
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
        let stage = try await stage(300)
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
        let stage = try await stage(300)
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
        let stage = try await stage(300)
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
        let stage = try await stage(300)
        await delete("m150", stage)
        let options = SyncOptions(confirmationDelay: .seconds(1))
        _ = try await stage.sync(options)
        stage.time.advance(by: .seconds(1))

        #expect(try await stage.sync(options).confirmedGone.count == 1)
    }

    @Test func aNotFoundOfAnotherKindProvesNothing() async throws {
        let stage = try await stage(300)
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
        let stage = try await stage(300)
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
        let stage = try await stage(300)
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
        let stage = try await stage(300)
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
        let stage = try await stage(300)
        await delete("m150", stage)
        _ = try await stage.sync()
        await stage.fake.change { $0.items = samples(300) }
        stage.time.advance(by: .seconds(601))

        let summary = try await stage.sync()

        #expect(summary.confirmedGone.isEmpty)
        #expect(summary.cleared.count == 1)
        #expect(try stage.library.missingCount() == 0)
    }

    @Test func tooManyMissingItemsStopTheSyncAndMarkNothing() async throws {
        let stage = try await stage(300)
        await stage.fake.change { $0.items.removeSubrange(100..<160) }

        await #expect(throws: SyncError.massDeletion(missing: 60, known: 300, limit: 50)) {
            try await stage.sync()
        }
        #expect(try stage.library.missingCount() == 0)

        let summary = try await stage.sync(SyncOptions(maximumDeletions: 60))
        #expect(summary.suspects.count == 60)
    }

    @Test func aRemoteThatListsNothingStopsTheSync() async throws {
        let stage = try await stage(20)
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
        let stage = try await stage(80)
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
        let stage = try await stage(80)
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
        let stage = try await stage(80)
        _ = try stage.localItem()
        stage.time.advance(by: .seconds(60))

        let summary = try await stage.sync(SyncOptions(pushes: false))

        #expect(summary.suspects.isEmpty)
    }

    @Test func anItemMadeHereAndDeletedBeforeAnyListingIsFound() async throws {
        let stage = try await stage(80)
        let made = RemoteMediaItem.sample("made", createdAt: .sample - .seconds(90))
        _ = try stage.library.learn([made], isListed: false, now: stage.time.now)
        stage.time.advance(by: .seconds(60))

        #expect(try await stage.sync().suspects.count == 1)
    }

    @Test func anItemThatWasDeletedFromHereIsNoSuspect() async throws {
        let stage = try await stage(80)
        let id = try #require(try stage.library.item(mediaID: "m7")?.id)
        _ = try await stage.media().delete(id)

        let summary = try await stage.sync()

        #expect(try stage.library.item(id).presence == .gone)
        #expect(summary.suspects.isEmpty)
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
