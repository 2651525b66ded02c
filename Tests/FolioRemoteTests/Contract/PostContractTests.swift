import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

@Suite struct PostContractTests {
    /// An item, and a moment a month after it was made.
    private func prepared(_ remote: any Remote) async throws -> (mediaID: String, later: Timestamp)
    {
        let reply = try await remote.generateImage(.sample())
        let item = try await remote.mediaItem(reply.mediaID)
        let made = try #require(item.createdAt)
        return (reply.mediaID, made + .seconds(30 * 86_400))
    }

    @Test(arguments: Side.allCases)
    func aScheduledPostKeepsItsItemFromGoing(side: Side) async throws {
        try await side.withRemote { remote in
            let (mediaID, later) = try await prepared(remote)

            let post = try await remote.createPost(
                PostDraft(
                    content: "Winter sale", accountIDs: [1], mediaIDs: [mediaID],
                    scheduledFor: later))
            let error = try await remoteError {
                try await remote.deleteMedia(mediaID, force: false)
            }

            let read = try await remote.post(post.postID)
            #expect(post.status == .scheduled)
            #expect(error.failure == .mediaInUse(postIDs: [post.postID]))
            #expect(read.content == "Winter sale")
            #expect(read.mediaIDs == [mediaID])
            #expect(read.accountIDs == [1])
            #expect(read.scheduledFor == later)
            #expect(read.destinations?.map(\.accountID) == [1])
            try await remote.deleteMedia(mediaID, force: true)
            #expect(try await remote.media(offset: 0, limit: 10).count == 0)
        }
    }

    @Test(arguments: Side.allCases)
    func aPostInThePastOrOfAnUnknownAccountIsRefused(
        side: Side
    ) async throws {
        try await side.withRemote { remote in
            let (mediaID, later) = try await prepared(remote)
            let past = PostDraft(
                content: "x", accountIDs: [1], mediaIDs: [mediaID],
                scheduledFor: later - .seconds(60 * 86_400))
            let stranger = PostDraft(content: "x", accountIDs: [99], scheduledFor: later)

            for draft in [past, stranger] {
                let error = try await remoteError { try await remote.createPost(draft) }
                #expect(error.failure == .refused)
                #expect(error.status == 400)
            }
            #expect(try await remote.posts(PostFilter()).count == 0)
        }
    }

    @Test(arguments: Side.allCases)
    func aPostIsChangedAndDeleted(side: Side) async throws {
        try await side.withRemote { remote in
            let (mediaID, later) = try await prepared(remote)
            let post = try await remote.createPost(
                PostDraft(content: "x", accountIDs: [1], scheduledFor: later))

            _ = try await remote.updatePost(
                post.postID, PostChange(content: "y", mediaIDs: [mediaID]))
            let changed = try await remote.post(post.postID)
            try await remote.deletePost(post.postID)

            #expect(changed.content == "y")
            #expect(changed.mediaIDs == [mediaID])
            #expect(changed.scheduledFor == later)
            let error = try await remoteError { try await remote.post(post.postID) }
            #expect(error.failure == .notFound)
        }
    }

    @Test(arguments: Side.allCases)
    func aDraftIsScheduledOnce(side: Side) async throws {
        try await side.withRemote { remote in
            let (_, later) = try await prepared(remote)
            let draft = try await remote.createPost(
                PostDraft(content: "x", accountIDs: [1], isDraft: true))

            let scheduled = try await remote.schedulePost(draft.postID, at: later)
            let again = try await remoteError {
                try await remote.schedulePost(draft.postID, at: later)
            }

            #expect(draft.status == .draft)
            #expect(scheduled.status == .scheduled)
            #expect(again.failure.isOutcomeUnknown)
            #expect(again.status == 409)
            #expect(try await remote.post(draft.postID).scheduledFor == later)
            #expect(try await remote.postResults(draft.postID).map(\.accountID) == [1])
        }
    }

    @Test(arguments: Side.allCases)
    func postsAreListedByTheirLastChange(side: Side) async throws {
        try await side.withRemote { remote in
            let (_, later) = try await prepared(remote)
            for content in ["a", "b", "c"] {
                _ = try await remote.createPost(
                    PostDraft(content: content, accountIDs: [1], scheduledFor: later))
            }

            let page = try await remote.posts(PostFilter(limit: 2, sort: "updated_at"))

            #expect(page.count == 2)
            #expect(page.hasMore == true)
            #expect(page.elements.allSatisfy { $0.updatedAt != nil })
        }
    }
}
