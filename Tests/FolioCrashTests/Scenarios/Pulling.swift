import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation

extension CrashScenario {
    /// What a sync learns.
    static let pulling = [
        CrashScenario(
            "the first pages are read", stage: { try CrashStage(boats(250)) }, act: syncAll,
            finish: syncAll),
        CrashScenario(
            "new items, changed states and posts are read", stage: { try CrashStage(boats(30)) },
            prepare: { stage in
                try await syncAll(stage)
                await stage.fake.change { remote in
                    remote.items[3].state = .processing
                    remote.items.insert(contentsOf: boats(3, prefix: "new", later: true), at: 0)
                    remote.allPosts = [.sample("post-1"), .sample("post-2", content: "Spring")]
                }
            },
            act: syncAll, finish: syncAll),
        CrashScenario(
            "an original is fetched",
            prepare: { stage in
                await stage.fake.change { remote in
                    remote.items = [.sample("media-9", fileName: "boat.png", url: address)]
                }
                let bytes = Data(try picture)
                await stage.fake.change { $0.files[address] = bytes }
            },
            act: fetch, finish: fetch),
    ]

    private static let address = "https://files.invalid/boat.png"

    static let syncAll: Step = { stage in try await stage.sync(try stage.open()) }

    private static let fetch: Step = { stage in
        try await stage.sync(try stage.open(), SyncOptions(downloads: .missing))
    }

    /// Newest first, one a minute.
    static func boats(
        _ count: Int, prefix: String = "boat", later: Bool = false
    ) -> [RemoteMediaItem] {
        (0..<count).map { number in
            .sample(
                "\(prefix)-\(number)", fileName: "\(prefix)-\(number).png",
                createdAt: .sample + .seconds(later ? 600 - number : -60 * number))
        }
    }
}
