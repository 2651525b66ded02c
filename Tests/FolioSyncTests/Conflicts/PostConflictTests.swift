import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

@Suite struct PostConflictTests {
    private let inAMonth = Timestamp.sample + .seconds(2_592_000)

    /// A scheduled post that was edited here without a network, and then there.
    private func conflict() async throws -> (SyncStage, Post.ID) {
        let stage = try SyncStage(samples(3))
        _ = try await stage.sync()
        let outcome = try await stage.posts().createPost(
            PostRequest(content: "Winter sale", accountIDs: [1], scheduledFor: inAMonth))
        guard case .sent(let post) = outcome else { throw NotSent() }
        await stage.fake.fail(.me, with: RemoteError(.notSent(reason: "no network")))
        _ = try await stage.posts().update(post.id, PostEdit(content: "Last day"))
        await stage.fake.change {
            $0.allPosts[0].content = "Two days left"
            $0.allPosts[0].updatedAt = $0.now + .seconds(60)
        }
        return (stage, post.id)
    }

    private struct NotSent: Error {}

    @Test func aPostEditedOnBothSidesKeepsBothTextsAndSendsNothing() async throws {
        let (stage, post) = try await conflict()

        let summary = try await stage.sync()

        #expect(summary.parked.count == 1)
        #expect(await stage.fake.allPosts.map(\.content) == ["Two days left"])
        #expect(try stage.library.post(post).content == "Two days left")
        let kept = try #require(try stage.library.conflicts().first)
        #expect(
            kept.fields == [
                PostConflict(
                    field: .content, base: "Winter sale", ours: "Last day",
                    theirs: "Two days left")
            ])
        #expect(try await stage.sync().parked.isEmpty)
        #expect(await stage.fake.count(of: .updatePost) == 0)
    }

    @Test(arguments: [
        (ConflictDecision.ours, "Last day"), (.theirs, "Two days left"), (.text("Ends"), "Ends"),
    ])
    func aConflictEndsAsTheUserDecides(decision: ConflictDecision, text: String) async throws {
        let (stage, post) = try await conflict()
        _ = try await stage.sync()
        let kept = try #require(try stage.library.conflicts().first)

        _ = try stage.library.resolve(kept.entry.id, decision, now: stage.time.now)
        #expect(try stage.library.post(post).content == text)
        _ = try await stage.sync()

        #expect(await stage.fake.allPosts.map(\.content) == [text])
        #expect(try stage.library.post(post).content == text)
        #expect(try stage.library.conflicts().isEmpty)
        let settled = try stage.library.conflicts(settled: true)
        #expect(settled.flatMap(\.fields).map(\.ours) == ["Last day"])
        #expect(settled.flatMap(\.fields).map(\.theirs) == ["Two days left"])
    }

    @Test func whatOnlyWeChangedIsSentThoughTheirTextStands() async throws {
        let (stage, post) = try await conflict()
        let later = inAMonth + .seconds(3_600)
        await stage.fake.fail(.me, with: RemoteError(.notSent(reason: "no network")))
        _ = try await stage.posts().update(
            post, PostEdit(content: "Ends tonight", scheduledFor: later))
        _ = try await stage.sync()
        for kept in try stage.library.conflicts() {
            _ = try stage.library.resolve(kept.entry.id, .theirs, now: stage.time.now)
        }

        _ = try await stage.sync()

        #expect(await stage.fake.allPosts.map(\.content) == ["Two days left"])
        #expect(await stage.fake.allPosts.map(\.scheduledFor) == [later])
    }

    @Test func aPostThatTheRemoteNeverSawIsNotGivenUpByHalves() async throws {
        let stage = try SyncStage()
        let (post, entry) = try stage.library.queuePost(
            content: "Winter sale", itemIDs: [], accountIDs: [1], scheduledFor: inAMonth,
            timezone: nil, draft: false, useQueue: false, isHeld: true, now: stage.time.now)

        #expect(throws: ConflictError.postUnsent(entry.id, post.id)) {
            try stage.library.resolve(entry.id, .theirs, now: stage.time.now)
        }
        #expect(
            try stage.library.resolve(entry.id, .ours, now: stage.time.now).state == .pending)
    }

    @Test func oursIsNotSentOverValuesThatNobodySaw() async throws {
        let (stage, _) = try await conflict()
        _ = try await stage.sync()
        let kept = try #require(try stage.library.conflicts().first)
        _ = try stage.library.resolve(kept.entry.id, .ours, now: stage.time.now)
        await stage.fake.change { $0.allPosts[0].content = "Sold out" }

        _ = try await stage.sync()

        #expect(await stage.fake.allPosts.map(\.content) == ["Sold out"])
        #expect(try stage.library.conflicts().first?.fields.map(\.theirs) == ["Sold out"])
    }

    @Test func anEditTypedOnlineOverAnotherTextIsKeptAsAConflict() async throws {
        let (stage, post) = try await conflict()
        _ = try await stage.sync()
        let kept = try #require(try stage.library.conflicts().first)
        _ = try stage.library.resolve(kept.entry.id, .theirs, now: stage.time.now)
        await stage.fake.change { $0.allPosts[0].content = "Sold out" }

        await #expect(throws: SendRefusal.self) {
            try await stage.posts().update(post, PostEdit(content: "Ends tonight"))
        }

        #expect(try stage.library.post(post).content == "Sold out")
        #expect(try stage.library.conflicts().flatMap(\.fields).map(\.ours) == ["Ends tonight"])
    }

    @Test func anUnknownEntryCanOnlyBeGivenUp() async throws {
        let (stage, post) = try await conflict()
        let entry = try stage.library.enqueue(.retryPost(postID: post), now: stage.time.now)
        try stage.library.settleUnknown(
            entry.id, post: post, reason: "the reply was lost", now: stage.time.now)

        #expect(throws: ConflictError.mayHaveRun(entry.id)) {
            try stage.library.resolve(entry.id, .ours, now: stage.time.now)
        }
        #expect(
            try stage.library.resolve(entry.id, .theirs, now: stage.time.now).state == .cancelled)
        #expect(throws: ConflictError.notOpen(entry.id)) {
            try stage.library.resolve(entry.id, .theirs, now: stage.time.now)
        }
    }

    @Test func anEditOfAPostThatWasPublishedMeanwhileIsKeptAndNotSent() async throws {
        let (stage, post) = try await conflict()
        await stage.fake.change { $0.allPosts[0].status = .published }

        _ = try await stage.sync()

        let kept = try #require(try stage.library.conflicts().first)
        guard case .updatePost(post, let edit) = kept.entry.action else {
            Issue.record("\(kept.entry.action)")
            return
        }
        #expect(edit.content == "Last day")
        #expect(try stage.library.post(post).content == "Two days left")
        #expect(await stage.fake.count(of: .updatePost) == 0)
    }
}
