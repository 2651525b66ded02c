import FolioHTTP
import FolioModel
import FolioRemote
import FolioSandbox
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct SandboxSyncTests {
    @Test func aSyncWithTheSandboxPullsPushesAndThenFindsNothingToDo() async throws {
        var options = SandboxOptions()
        options.imageSize = 32
        let stage = try SyncStage()
        try await withSandbox(options) { sandbox in
            let remote = HTTPRemote(
                baseURL: sandbox.baseURL, key: Secret(sandbox.apiKey), client: HTTPClient())
            _ = try await remote.generateImage(.sample())
            let engine = SyncEngine(
                library: stage.library, remote: remote, originals: stage.files,
                baseURL: sandbox.baseURL, requestCount: { remote.requestCount },
                now: { TimeSource.system.now() })

            let first = try await engine.run()
            let item = try #require(first.added.first)
            _ = try stage.library.queuePost(
                content: "Winter sale", itemIDs: [item], accountIDs: [1],
                scheduledFor: TimeSource.system.now() + .seconds(86_400), timezone: nil,
                draft: false, useQueue: false, now: TimeSource.system.now())
            let second = try await engine.run()
            let third = try await engine.run()

            #expect(first.added.count == 1)
            #expect(second.pushed == ["createPost": 1])
            #expect(try stage.library.posts().map(\.status) == [.scheduled])
            #expect(third.added.isEmpty && third.pushed.isEmpty)
            #expect(third.requests <= 6)
        }
    }
}
