import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation
import Testing

@Suite struct DownloadTests {
    private let options = SyncOptions(downloads: .missing, downloadLimit: 2)

    /// Items `m0` (the newest) to `m3`, each with an address of its own.
    private func stage(_ kind: MediaItem.Kind = .image) throws -> SyncStage {
        try SyncStage(
            (0..<4).map { index in
                .sample(
                    "m\(index)", kind: index < 2 ? kind : .image,
                    url: "https://files.invalid/m\(index)",
                    createdAt: .sample - .seconds(60 * index))
            })
    }

    private func offer(_ indices: Int..., on stage: SyncStage) async {
        for index in indices {
            await stage.fake.change { $0.files["https://files.invalid/m\(index)"] = Data([1]) }
        }
    }

    private func fetched(_ summary: SyncSummary, _ stage: SyncStage) throws -> [String?] {
        try summary.downloads.map { try stage.library.item($0).mediaID }
    }

    @Test func originalsThatNeverComeDoNotKeepOlderOnesFromBeingFetched() async throws {
        let stage = try stage()
        await offer(2, 3, on: stage)

        let first = try await stage.sync(options)
        stage.time.advance(by: .seconds(60))
        let second = try await stage.sync(options)

        #expect(first.downloads.isEmpty && first.warnings.count == 2)
        #expect(try fetched(second, stage) == ["m2", "m3"])
        #expect(second.warnings.isEmpty)
    }

    @Test func anOriginalThatFailedIsTriedAgainLater() async throws {
        let stage = try stage()
        _ = try await stage.sync(options)
        await offer(0, 1, on: stage)

        let early = try await stage.sync(options)
        stage.time.advance(by: .seconds(601))
        let late = try await stage.sync(options)

        #expect(early.downloads.isEmpty)
        #expect(try fetched(late, stage) == ["m0", "m1"])
    }

    @Test(arguments: [
        RemoteError(.fileFailed(reason: "no space left")), RemoteError(.notBegun(reason: "locked")),
    ])
    func aFailureOfThisComputerEndsTheSyncAndDelaysNoItem(failure: RemoteError) async throws {
        let stage = try stage()
        await offer(0, 1, 2, 3, on: stage)
        await stage.fake.fail(.download, with: failure, times: 1)

        await #expect(throws: failure) { try await stage.sync(options) }
        let next = try await stage.sync(options)

        #expect(try fetched(next, stage) == ["m0", "m1"])
        #expect(next.warnings.isEmpty)
    }

    @Test func eachFailureDoublesTheWaitUpToADay() async throws {
        let stage = try stage()
        var tries: [Duration] = []
        for minute in 0..<(3 * 24 * 60) where minute.isMultiple(of: 10) {
            let summary = try await stage.sync(SyncOptions(downloads: .missing))
            if !summary.warnings.isEmpty { tries.append(.seconds(minute * 60)) }
            stage.time.advance(by: .seconds(600))
        }

        let minutes = zip(tries.dropFirst(), tries).map { ($0 - $1).components.seconds / 60 }
        #expect(minutes == [10, 20, 40, 80, 160, 320, 640, 1_280, 1_440])
    }

    @Test func aClockThatWasWrongDelaysAnOriginalByNoMoreThanADay() async throws {
        let stage = try stage()
        stage.time.advance(by: .seconds(30 * 365 * 86_400))
        _ = try await stage.sync(options)
        await offer(0, 1, on: stage)
        stage.time.advance(by: .seconds(-30 * 365 * 86_400))

        let summary = try await stage.sync(options)

        #expect(try fetched(summary, stage) == ["m0", "m1"])
    }

    @Test func videosTakeNoPlaceOfImages() async throws {
        let stage = try stage(.video)
        await offer(2, 3, on: stage)

        #expect(try fetched(try await stage.sync(options), stage) == ["m2", "m3"])
    }
}
