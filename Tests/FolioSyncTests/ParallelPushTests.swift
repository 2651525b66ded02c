import FolioHTTP
import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// Several entries are sent at once: `docs/sync.md`, *Push*.
@Suite struct ParallelPushTests {
    let stage: SyncStage

    init() throws {
        stage = try SyncStage()
    }

    private func queueUploads(_ count: Int) throws -> [MediaItem.ID] {
        try (0..<count).map { number in
            let item = try stage.localItem("boat \(number).png")
            _ = try stage.library.enqueue(
                .upload(itemID: item.id, mediaID: nil), now: .sample)
            return item.id
        }
    }

    /// Sends what waits, and no more than `limit` requests.
    private func push(
        to server: CrowdedServer, limit: Int? = nil
    ) async throws -> SyncSummary {
        let remote = HTTPRemote(
            baseURL: server.baseURL, key: Secret("pe_test_key"), client: HTTPClient(),
            limiter: RateLimiter(time: stage.time.source, maximumRequests: limit),
            time: stage.time.source)
        return try await SyncEngine(
            library: stage.library, remote: remote, originals: stage.files,
            baseURL: server.baseURL, requestCount: { remote.requestCount },
            now: { [time = stage.time] in time.now }
        ).run(SyncOptions(pulls: false, maximumRequests: limit))
    }

    @Test func fourEntriesAreUnderWayAtOnceAndNoMore() async throws {
        let server = try CrowdedServer(crowd: 4, at: "POST /media/upload")
        let items = try queueUploads(7)

        let summary = try await push(to: server)

        #expect(summary.pushed == ["upload": 7])
        #expect(server.books.most[ServerBooks.anything] == 4)
        #expect(try items.allSatisfy { try stage.library.item($0).presence == .both })
        #expect(server.books.completed.values.allSatisfy { $0 == 1 })
        #expect(summary.sent.map(\.id) == summary.sent.map(\.id).sorted())
    }

    @Test func entriesOfOnePostKeepTheirOrderWhileOthersGoOn() async throws {
        let server = try CrowdedServer(crowd: 3, at: "GET /posts/")
        let names = ["p1", "p2", "p3"]
        _ = try stage.library.learn(
            names.map { .sample($0, content: "first") }, now: stage.time.now)
        for text in ["second", "third", "last"] {
            for post in try stage.library.posts() {
                _ = try stage.library.queueChange(
                    .updatePost(postID: post.id, PostEdit(content: text)), now: .sample)
            }
        }

        let summary = try await push(to: server)

        #expect(summary.pushed == ["updatePost": 9])
        #expect(server.books.most[ServerBooks.anything] == 3)
        for name in names {
            #expect(server.books.texts[name] == ["second", "third", "last"])
            #expect(server.books.most[name] == 1)
        }
    }

    @Test(arguments: [6, 11, 25])
    func soManyRequestsAreSentAndNoMoreAndEachSyncBringsItFurther(limit: Int) async throws {
        let server = try CrowdedServer()
        let items = try queueUploads(9)
        var left = items.count

        while left > 0 {
            let before = server.books.requests
            let summary = try await push(to: server, limit: limit)

            #expect(server.books.requests - before <= limit)
            #expect(summary.requests == server.books.requests - before)
            #expect(summary.stoppedAfter == (summary.waiting.isEmpty ? nil : limit))
            try #require(summary.waiting.count < left)
            left = summary.waiting.count
        }

        #expect(try items.allSatisfy { try stage.library.item($0).presence == .both })
        #expect(server.books.completed.values.allSatisfy { $0 == 1 })
    }

    @Test func anEntryThatFailsAndOneThatIsParkedHoldUpNoOther() async throws {
        let items = try queueUploads(6)
        await stage.fake.fail(.reserveUpload, with: RemoteError(.refused, status: 422))
        await stage.fake.fail(
            .completeUpload, with: RemoteError(.refused, status: 400), times: 1)
        await stage.fake.fail(
            .sendUpload, with: RemoteError(.unavailable(reason: "it is tired"), status: 503))

        let summary = try await stage.sync()

        #expect(summary.pushed == ["upload": 3])
        #expect(summary.parked.count == 2)
        #expect(summary.waiting.count == 1)
        #expect(summary.warnings == ["upload failed: \(summary.waiting[0].lastError ?? "")"])
        #expect(try items.count { try stage.library.item($0).presence == .both } == 3)
    }

    @Test func whatEndsThePushingLetsThoseUnderWayComeToTheirEnd() async throws {
        _ = try queueUploads(9)
        await stage.fake.fail(
            .reserveUpload, with: RemoteError(.rateLimited(wait: .seconds(90)), status: 429))

        await #expect(throws: RemoteError.self) { try await stage.sync() }

        let states = try stage.library.outbox(in: [.pending, .sending, .done]).map(\.state)
        #expect(!states.contains(.sending))
        #expect(states.contains(.pending))
        #expect(states.count == 9)
        stage.time.advance(by: .seconds(91))
        #expect(try await stage.sync().waiting.isEmpty)
    }

    @Test func anItemIsDeletedAfterWhatTookItOffItsPost() async throws {
        await stage.fake.change { remote in
            remote.items = samples(2)
            remote.allPosts = [.sample("p", mediaIDs: ["m0", "m1"])]
        }
        _ = try await stage.sync()
        let item = try #require(try stage.library.item(mediaID: "m0"))
        let other = try #require(try stage.library.item(mediaID: "m1"))
        let post = try #require(try stage.library.posts().first)
        _ = try stage.library.queueChange(
            .updatePost(postID: post.id, PostEdit(itemIDs: [other.id])), now: .sample)
        _ = try stage.library.enqueue(
            .deleteMedia(itemID: item.id, force: false), now: .sample)

        let summary = try await stage.sync()

        #expect(summary.sent.map(\.action.name) == ["updatePost", "deleteMedia"])
        #expect(try stage.library.item(item.id).presence == .gone)
    }

    @Test(.timeLimit(.minutes(2)))
    func aCancelledPushLeavesNothingBehindThatIsBeingSent() async throws {
        let server = try CrowdedServer(crowd: 5, at: "POST /media/upload")
        _ = try queueUploads(6)

        let task = Task { try await push(to: server) }
        while server.books.most[ServerBooks.anything] != 4 { await Task.yield() }
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }

        let states = try stage.library.outbox(in: [.pending, .sending]).map(\.state)
        #expect(states == Array(repeating: .pending, count: 6))
    }
}
