import FolioFiles
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation
import Testing

/// Requests and CPU time of syncs with a hundred thousand items on the remote. The figures are
/// printed for `docs/benchmarks.md`.
@Suite(.proof) struct BulkSyncTests {
    private let store: ProofLibrary
    private let fake = FakeRemote(BulkLibrary.listing)
    private let time = FakeTime()

    init() throws {
        store = try ProofLibrary()
    }

    @Test func aFirstSyncAndADeletionTakeFewRequests() async throws {
        let first = try await sync("first sync")
        #expect(first.added.count == BulkLibrary.count)
        #expect(first.requests <= (BulkLibrary.count + 89) / 90 + 10)

        time.advance(by: .seconds(600))
        let idle = try await sync("idle sync")
        #expect(idle.requests <= 6)
        await fake.change { _ = $0.items.remove(at: 61_803) }
        time.advance(by: .seconds(600))
        let found = try await sync("one deletion found, first proof")
        #expect(found.suspects.count == 1)
        #expect(found.requests <= 13 + 3 + 3)
        time.advance(by: .seconds(601))
        let gone = try await sync("second proof")
        #expect(gone.confirmedGone == found.suspects)

        await fake.change { remote in
            var numbers = SeededGenerator(seed: 100)
            for _ in 0..<100 {
                remote.items.remove(at: Int.random(in: 0..<remote.items.count, using: &numbers))
            }
        }
        time.advance(by: .seconds(600))
        let scattered = try await sync("100 scattered deletions found, first proof")
        #expect(scattered.suspects.count == 100)
        #expect(scattered.requests <= 320 + 102 + 6)
        time.advance(by: .seconds(601))
        #expect(try await sync("their second proof").confirmedGone.count == 100)
    }

    private func sync(_ what: String) async throws -> SyncSummary {
        let before = Self.cpuMilliseconds
        let summary = try await SyncEngine(
            library: store.library, remote: fake, originals: Originals(store.library),
            baseURL: "https://remote.invalid/api/v1", now: { [time] in time.now }
        ).run(SyncOptions(downloads: .none, maximumDeletions: 1_000))
        print(
            "100,000 items, \(what): \(summary.requests) requests, "
                + "\(Self.cpuMilliseconds - before) ms of CPU")
        return summary
    }

    /// User and system time of this process.
    private static var cpuMilliseconds: Int {
        Int(clock() / (CLOCKS_PER_SEC / 1_000))
    }
}
