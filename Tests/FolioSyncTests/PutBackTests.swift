import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation
import Testing

/// A library that was put back from a copy does not publish again what may be published already.
@Suite struct PutBackTests {
    private let inAMonth = Timestamp.sample + .seconds(2_592_000)

    /// A copy of a library in which a post waits, on the same remote.
    private func putBack(moved: Bool) async throws -> (original: SyncStage, copy: Library) {
        let stage = try SyncStage(samples(3))
        _ = try await stage.sync()
        await stage.fake.fail(.me, with: RemoteError(.notSent(reason: "no network")))
        _ = try await stage.posts().createPost(
            PostRequest(content: "Winter sale", accountIDs: [1], scheduledFor: inAMonth))
        let folder = stage.folder.appendingPathComponent("copy")
        try Library.putBackRows(
            of: Library.schema, in: folder, at: moved ? nil : stage.time.now
        ) { add in
            try stage.library.forEachKeptRow { _, line in _ = try add(line) }
        }
        return (stage, try Library.open(folder))
    }

    private func sync(_ library: Library, _ stage: SyncStage) async throws -> SyncSummary {
        try await SyncEngine(
            library: library, remote: stage.fake, originals: stage.files,
            baseURL: "https://remote.invalid/api/v1", now: { [time = stage.time] in time.now }
        ).run(SyncOptions())
    }

    @Test func aPostThatWaitedInTheCopyNeedsADecision() async throws {
        let (stage, copy) = try await putBack(moved: false)
        _ = try await stage.sync()
        #expect(await stage.fake.allPosts.count == 1)

        let summary = try await sync(copy, stage)

        #expect(await stage.fake.allPosts.count == 1)
        let parked = try copy.outbox(in: [.parked])
        #expect(parked.count == 1 && summary.sent.isEmpty)
        #expect(parked.first?.lastError?.contains("put back from a copy") == true)
    }

    @Test func whoDecidesThatItWasNotSentSendsIt() async throws {
        let (stage, copy) = try await putBack(moved: false)
        _ = try await sync(copy, stage)
        let entry = try #require(try copy.outbox(in: [.parked]).first)

        #expect(try copy.unpark(entry.id))
        _ = try await sync(copy, stage)

        #expect(await stage.fake.allPosts.count == 1)
    }

    @Test func aLibraryThatOnlyMovedGoesOn() async throws {
        let (stage, copy) = try await putBack(moved: true)

        let summary = try await sync(copy, stage)

        #expect(summary.sent.count == 1)
        #expect(await stage.fake.allPosts.count == 1)
    }

    @Test func aDecisionBeforeTheFirstSyncIsNoneAboutTheOthers() async throws {
        let (stage, copy) = try await putBack(moved: false)
        let entry = try #require(try copy.outbox(in: [.pending]).first)

        #expect(try !copy.claim(entry.id))
        #expect(try copy.unpark(entry.id))
        _ = try await sync(copy, stage)

        #expect(await stage.fake.allPosts.count == 1)
    }
}
