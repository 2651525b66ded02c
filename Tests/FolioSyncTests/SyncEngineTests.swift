import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct SyncEngineTests {
    @Test func anotherAccountIsRefusedBeforeAnythingChanges() async throws {
        let stage = try SyncStage()
        _ = try await stage.sync()
        await stage.fake.change {
            $0.identity.organizationID = "organization-2"
            $0.items = samples(3)
        }

        let error = await #expect(throws: SyncError.self) { try await stage.sync() }

        #expect(error?.kind == .needsDecision)
        #expect(try stage.library.overview().items == 0)
    }

    @Test func anotherAddressIsRefused() async throws {
        let stage = try SyncStage()
        _ = try await stage.sync()

        await #expect(throws: SyncError.self) {
            try await stage.sync(baseURL: "https://elsewhere.invalid/api/v1")
        }
    }

    @Test func aSecondSyncAtOnceIsToldSo() async throws {
        let stage = try SyncStage()
        let lock = try stage.library.takeSyncLock()

        let error = await #expect(throws: SyncError.self) { try await stage.sync() }

        #expect(error == .alreadyRunning)
        #expect(await stage.fake.calls.isEmpty)
        withExtendedLifetime(lock) {}
    }

    @Test func theBalanceIsObserved() async throws {
        let stage = try SyncStage()

        let summary = try await stage.sync()

        #expect(summary.balance?.remaining == 100)
        #expect(try stage.library.latestObservation()?.source == .me)
    }

    @Test func anAbandonedPaidCallBecomesUnknownOnlyWhereNobodyIsPaying() async throws {
        let stage = try SyncStage()
        _ = try stage.library.beginGeneration(
            prompt: "a red boat", model: nil, ratio: nil, expectedCredits: 1, now: .sample)
        var paying = try stage.library.takePaidLock()

        _ = try await stage.sync()
        #expect(try stage.library.generations(in: [.sent]).count == 1)
        withExtendedLifetime(paying) {}
        paying = nil
        _ = try await stage.sync()

        #expect(try stage.library.generations(in: [.unknown]).count == 1)
    }

    @Test func postsAreReadFromAlittleBeforeTheCursor() async throws {
        let stage = try SyncStage()
        await stage.fake.change {
            $0.allPosts = (0..<120).map {
                .sample("post\($0)", updatedAt: .sample + .seconds(1_000 * $0))
            }
        }
        let first = try await stage.sync()
        let requests = await stage.fake.count(of: .posts)
        await stage.fake.change {
            $0.allPosts[3].content = "Spring sale"
            $0.allPosts[3].updatedAt = .sample + .seconds(119_990)
        }

        let second = try await stage.sync()

        #expect(first.postsChanged.count == 120)
        #expect(requests == 2)
        #expect(second.postsChanged.count == 1)
        #expect(await stage.fake.count(of: .posts) == 3)
    }

    @Test func anEmptyListOfAccountsTakesNoneAway() async throws {
        let stage = try SyncStage()
        _ = try await stage.sync()
        await stage.fake.change { $0.allAccounts = [] }

        let summary = try await stage.sync()

        #expect(try stage.library.accounts().first?.canPost == true)
        #expect(summary.warnings.count == 1)
    }
}
