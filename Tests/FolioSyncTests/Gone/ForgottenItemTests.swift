import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// Items that were forgotten here while the remote goes on listing them.
@Suite struct ForgottenItemTests {
    private func forget(_ mediaIDs: [String], _ stage: SyncStage) throws {
        let ids = try mediaIDs.map { try #require(try stage.library.item(mediaID: $0)).id }
        #expect(try stage.library.forget(ids, now: stage.time.now) == ids.count)
    }

    private func delete(_ mediaID: String, _ stage: SyncStage) async {
        await stage.fake.change { $0.items.removeAll { $0.mediaID == mediaID } }
    }

    @Test func theyDoNotComeBackAndCostNoRequests() async throws {
        let stage = try await SyncStage.rested(300)
        try forget(["m0", "m5", "m150", "m299"], stage)

        let quiet = try await stage.sync()
        let whole = try await stage.sync(SyncOptions(verifies: true))

        #expect(quiet.added.isEmpty && whole.added.isEmpty)
        #expect(quiet.suspects.isEmpty && whole.suspects.isEmpty)
        #expect(quiet.forgotten.isSuperset(of: ["m0", "m5"]))
        #expect(whole.forgotten == ["m0", "m5", "m150", "m299"])
        #expect(try stage.library.overview().items == 296)
        stage.time.advance(by: .seconds(3_600))
        let before = await stage.fake.count(of: .media)
        _ = try await stage.sync()
        // The head, the end, and the head again.
        #expect(await stage.fake.count(of: .media) - before <= 3)
    }

    @Test func aDeletionBesideThemIsStillFound() async throws {
        let stage = try await SyncStage.rested(300)
        try forget(["m149", "m151"], stage)
        await delete("m150", stage)
        let id = try #require(try stage.library.item(mediaID: "m150")?.id)

        let first = try await stage.sync()
        stage.time.advance(by: .seconds(601))
        let second = try await stage.sync()

        #expect(first.suspects == [id])
        #expect(second.confirmedGone == [id])
    }

    @Test func oneThatTheRemoteDeletesIsExpectedNoMore() async throws {
        let stage = try await SyncStage.rested(300)
        try forget(["m150"], stage)
        _ = try await stage.sync()
        await delete("m150", stage)

        for _ in 0..<3 {
            stage.time.advance(by: .seconds(3_600))
            let summary = try await stage.sync()
            #expect(summary.suspects.isEmpty && summary.added.isEmpty)
        }

        #expect(try stage.library.listedCount() == 299)
    }
}
