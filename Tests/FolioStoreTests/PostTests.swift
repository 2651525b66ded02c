import FolioModel
import FolioStore
import Testing

@Suite struct PostTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    @Test func aQueuedPostWaitsInTheOutbox() throws {
        let item = try store.add("boat")
        let post = try store.queue([item.id])

        #expect(post.status == .queued)
        #expect(post.itemIDs == [item.id])
        #expect(try library.posts(using: item.id) == [post])
        #expect(try library.postIDs(using: [item.id]) == [item.id: [post.id]])
        #expect(
            try library.outbox(in: [.pending]).map(\.action) == [
                .createPost(postID: post.id, draft: false, useQueue: false)
            ])
    }

    @Test func oneOfTwoClaimsAnEntry() async throws {
        let item = try store.add("boat")
        let entry = try library.enqueue(.deleteMedia(itemID: item.id, force: false), now: now)
        let folder = store.folder

        let claims = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 { group.addTask { try Library.open(folder).claim(entry.id) } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(claims == 1)
        try library.settle(entry.id, as: .pending, error: "later", notBefore: now, now: now)
        let waiting = try #require(try library.outbox(in: [.pending]).first)
        #expect(waiting.attempts == 1)
        #expect(waiting.lastError == "later")
        #expect(try library.claim(entry.id))
        try library.settle(entry.id, as: .done, now: now)
        #expect(try !library.claim(entry.id))
    }

    @Test func whatAReplyLeavesOutOfAPostStays() throws {
        _ = try library.learn(
            [
                RemotePost(
                    postID: "p1", status: .scheduled, content: "Sale", scheduledFor: now,
                    mediaIDs: ["m1"], accountIDs: [1, 2])
            ], now: now)
        let changed = try library.learn([RemotePost(postID: "p1", status: .published)], now: now)

        let post = try library.post("last")
        #expect(changed == [post.id])
        #expect(post.content == "Sale")
        #expect(post.accountIDs == [1, 2])
        #expect(post.mediaIDs == ["m1"])
        #expect(try library.learn([RemotePost(postID: "p1")], now: now).isEmpty)
        #expect(try library.post("p1").id == post.id)
    }

    @Test func aPostLearnedBeforeItsPictureIsTiedToItLater() throws {
        _ = try library.learn([RemotePost(postID: "p1", mediaIDs: ["m1"])], now: now)
        _ = try library.learn([RemoteMediaItem(mediaID: "m1")], now: now)

        #expect(try library.posts(using: library.item("last").id).count == 1)
        #expect(try store.ids("used:1").count == 1)
    }

    @Test func aPostThatASyncSawFirstIsNotDoubled() throws {
        let item = try store.add("boat")
        let post = try store.queue([item.id])
        let learned = try library.learn([RemotePost(postID: "p1", content: "Sale")], now: now)
        let seenFirst = try #require(learned.first)
        let entry = try library.enqueue(.schedulePost(postID: seenFirst, at: now), now: now)

        let (bound, formerID) = try library.bind(
            post.id, to: RemotePost(postID: "p1", status: .published), now: now)
        #expect(bound.id == post.id)
        #expect(formerID == seenFirst)
        #expect(try library.outboxEntry(entry.id).action == .schedulePost(postID: post.id, at: now))
        #expect(bound.itemIDs == [item.id])
        #expect(try library.posts().count == 1)
    }

    @Test func postsArePagedNewestFirst() throws {
        let posts = try (0..<5).map { number in
            try library.queuePost(
                content: "\(number)", itemIDs: [], accountIDs: [1], scheduledFor: nil,
                timezone: nil, draft: true, useQueue: false, now: now + .seconds(number / 2)
            ).post
        }

        let first = try library.posts(limit: 2)
        #expect(first == [posts[4], posts[3]])
        #expect(try library.posts(limit: 2, after: posts[3].id) == [posts[2], posts[1]])
    }

    @Test func anAccountThatIsNoLongerListedCannotPost() throws {
        let first = Account(
            id: 1, platform: "x", name: "a", isActive: true, canPost: true, seenAt: now)
        let second = Account(
            id: 2, platform: "linkedin", isActive: true, canPost: true, seenAt: now)
        try library.learn([first, second])
        try library.learn([second])

        #expect(try library.accounts().map(\.canPost) == [false, true])
        #expect(try library.accounts().first?.name == "a")
    }
}

extension TemporaryLibrary {
    @discardableResult
    func queue(_ ids: [MediaItem.ID]) throws -> Post {
        try library.queuePost(
            content: "Sale", itemIDs: ids, accountIDs: [1], scheduledFor: nil, timezone: nil,
            draft: false, useQueue: false, now: Self.now
        ).post
    }
}
