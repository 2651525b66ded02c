import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation
import Testing

/// A dry run says what the next sync does, and changes nothing.
@Suite struct DryRunTests {
    private static let readings: Set<FakeRemote.CallName> = [
        .me, .media, .mediaItem, .accounts, .posts, .post, .postResults,
    ]

    /// What a step comes to, without ids that are drawn by chance.
    private func steps(
        _ summary: SyncSummary, _ library: Library
    ) throws -> [String] {
        var steps: [String] = []
        try summary.forEachStep(in: library) { step in
            let reason = [.waits, .parked].contains(step.kind) ? step.entry?.lastError : nil
            let due = step.entry?.notBefore?.iso8601
            let what = [
                step.kind.rawValue, step.mediaID, step.postID, step.entry?.action.name, reason, due,
                step.entry.map { "\($0.id)" },
            ]
            steps.append(what.compactMap(\.self).joined(separator: " "))
        }
        return steps
    }

    private func plan(_ stage: SyncStage) async throws -> [String] {
        try await DryRun.over(stage.library) { dryRun in
            let summary = try await SyncEngine(
                library: dryRun.copy,
                remote: dryRun.planning(stage.fake, now: { stage.time.now }),
                originals: dryRun.planning(stage.files),
                baseURL: "https://remote.invalid/api/v1", now: { stage.time.now }
            ).run()
            return try steps(summary, dryRun.copy)
        }
    }

    /// The plan, after looking that nothing has changed, and what the sync then does.
    private func planAndSync(_ stage: SyncStage) async throws -> (plan: [String], done: [String]) {
        let before = try contents(of: stage.folder)
        let asked = await stage.fake.calls.count
        let plan = try await plan(stage)
        #expect(try contents(of: stage.folder) == before)
        let calls = await stage.fake.calls.dropFirst(asked)
        #expect(calls.allSatisfy { Self.readings.contains($0) })
        let summary = try await stage.sync()
        return (plan, try steps(summary, stage.library))
    }

    /// Every row of every table, by the tool that anyone has, and the names of all files.
    private func contents(of folder: URL) throws -> [String] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        process.arguments = [folder.appendingPathComponent("library.sqlite").path, ".dump"]
        process.standardOutput = pipe
        try process.run()
        let dump = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { !$0.hasSuffix(".lock") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        return dump.split(separator: "\n").map(String.init).filter { !$0.contains("\"request") }
            + files.sorted()
    }

    private func queue(
        _ stage: SyncStage, _ actions: OutboxEntry.Action...
    ) throws {
        for action in actions { _ = try stage.library.enqueue(action, now: stage.time.now) }
    }

    @Test func aFirstReadingIsPlannedAsItIsDone() async throws {
        let stage = try SyncStage(samples(230))
        await stage.fake.change { fake in
            fake.allPosts = (0..<5).map { .sample("post\($0)", updatedAt: .sample) }
        }

        let (plan, done) = try await planAndSync(stage)

        #expect(plan.count == 235)
        #expect(plan == done)
    }

    @Test func newAndChangedItemsAndPostsArePlanned() async throws {
        let stage = try SyncStage(samples(50))
        _ = try await stage.sync()
        await stage.fake.change { fake in
            fake.items[3].state = .failed
            fake.items[3].raw = "{\"status\":\"failed\"}"
            fake.items.insert(.sample("new", createdAt: .sample + .seconds(60)), at: 0)
            fake.allPosts = [.sample("post", updatedAt: .sample)]
        }

        let (plan, done) = try await planAndSync(stage)

        #expect(plan.count == 3)
        #expect(plan == done)
        #expect(try await self.plan(stage).isEmpty)
    }

    @Test func aPostThatWaitsForAnUploadIsPlannedWithIt() async throws {
        let stage = try SyncStage()
        let item = try stage.localItem()
        _ = try stage.library.queuePost(
            content: "Out at sea", itemIDs: [item.id], accountIDs: [1],
            scheduledFor: stage.time.now + .seconds(90_000), timezone: nil, draft: false,
            useQueue: false, now: stage.time.now)
        try queue(stage, .upload(itemID: item.id, mediaID: nil))

        let (plan, done) = try await planAndSync(stage)

        #expect(plan.contains { $0.hasPrefix("sent upload") }, "\(plan)")
        #expect(plan.contains { $0.hasPrefix("sent createPost") })
        #expect(plan == done)
    }

    @Test func whatWaitsAndWhatIsParkedIsPlannedWithItsReason() async throws {
        let stage = try SyncStage(samples(4))
        _ = try await stage.sync()
        let items = try ["m0", "m1", "m2"].map { try #require(try stage.library.item(mediaID: $0)) }
        await stage.fake.change { fake in
            fake.items[2].state = .processing
            fake.items[2].raw = "{\"status\":\"processing\"}"
            fake.allPosts = [
                RemotePost(
                    postID: "scheduled", status: .scheduled, content: "x",
                    scheduledFor: .sample + .seconds(90_000), mediaIDs: ["m0"], accountIDs: [1],
                    createdAt: .sample, updatedAt: .sample)
            ]
        }
        // One is used by a post, one is free, one is not ready, and one is late.
        try queue(
            stage, .deleteMedia(itemID: items[0].id, force: false),
            .deleteMedia(itemID: items[1].id, force: false))
        for (moment, index) in [(90_000, 2), (-5, 1)] {
            _ = try stage.library.queuePost(
                content: "y\(index)", itemIDs: [items[index].id], accountIDs: [1],
                scheduledFor: stage.time.now + .seconds(moment), timezone: nil, draft: false,
                useQueue: false, now: stage.time.now)
        }
        let missing = try stage.localItem()
        try FileManager.default.removeItem(
            at: #require(stage.files.original(sha256: missing.sha256 ?? "")))
        try queue(stage, .upload(itemID: missing.id, mediaID: nil))

        let (plan, done) = try await planAndSync(stage)

        #expect(plan.filter { $0.hasPrefix("parked") }.count == 3)
        #expect(plan.filter { $0.hasPrefix("waits") }.count == 1)
        #expect(plan.filter { $0.hasPrefix("sent") }.count == 1)
        #expect(plan == done)
    }

    @Test func changesOfPostsArePlanned() async throws {
        let stage = try SyncStage(samples(3))
        await stage.fake.change { fake in
            fake.allPosts = ["edit", "remove", "draft"].map { id in
                RemotePost(
                    postID: id, status: id == "draft" ? .draft : .scheduled, content: id,
                    scheduledFor: .sample + .seconds(90_000), mediaIDs: ["m0"], accountIDs: [1],
                    createdAt: .sample, updatedAt: .sample)
            }
        }
        _ = try await stage.sync()
        let post = { (id: String) in try stage.library.post(id).id }
        try queue(
            stage, .updatePost(postID: try post("edit"), PostEdit(content: "new")),
            .changeMedia(
                postID: try post("edit"),
                add: [try #require(try stage.library.item(mediaID: "m1")).id], remove: [],
                first: true),
            .deletePost(postID: try post("remove")),
            .schedulePost(postID: try post("draft"), at: .sample + .seconds(95_000)))

        let (plan, done) = try await planAndSync(stage)

        #expect(plan.filter { $0.hasPrefix("sent") }.count == 4)
        #expect(plan == done)
    }

    @Test func originalsThatWouldBeFetchedAreNamedAndNotFetched() async throws {
        let stage = try SyncStage()
        let address = "https://files.invalid/m"
        await stage.fake.change { fake in
            fake.files[address] = Data([1])
            var item = RemoteMediaItem.sample("m", createdAt: .sample)
            item.url = address
            fake.items = [item]
        }
        let call = try stage.library.beginGeneration(
            prompt: "a red boat", model: "m", ratio: nil, expectedCredits: 1, now: .sample)
        _ = try stage.library.settleMade(
            call.id,
            Library.MadeReply(
                item: .sample("m", createdAt: .sample), mediaIDs: ["m"], echoedPrompt: nil,
                creditsUsed: 1, creditsRemaining: nil), now: .sample)

        let plan = try await plan(stage)
        #expect(await stage.fake.count(of: .download) == 0)
        let summary = try await stage.sync()

        #expect(plan.contains("fetched m"))
        #expect(try steps(summary, stage.library).contains("fetched m"))
    }

    @Test func aSyncThatRunsIsNotPlannedBeside() async throws {
        let stage = try SyncStage()
        let lock = try stage.library.takeSyncLock()

        let error = await #expect(throws: SyncError.self) { try await plan(stage) }

        #expect(error == .alreadyRunning)
        withExtendedLifetime(lock) {}
    }

    @Test func theCopyIsPrivateAndGoesAwayHoweverItEnds() async throws {
        let stage = try SyncStage(samples(3))
        let leftover = stage.folder.appendingPathComponent(".dry-run-old")
        try FileManager.default.createDirectory(at: leftover, withIntermediateDirectories: true)

        await #expect(throws: CancellationError.self) {
            try await DryRun.over(stage.library) { dryRun in
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: dryRun.copy.folder.path)
                #expect(attributes[.posixPermissions] as? Int == 0o700)
                #expect(!FileManager.default.fileExists(atPath: leftover.path))
                throw CancellationError()
            }
        }

        let left = try FileManager.default.contentsOfDirectory(atPath: stage.folder.path)
        #expect(left.filter { $0.hasPrefix(".dry-run") }.isEmpty)
    }
}
