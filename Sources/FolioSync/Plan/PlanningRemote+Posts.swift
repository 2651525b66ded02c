import FolioModel
import FolioRemote

extension PlanningRemote {
    func posts(_ filter: PostFilter) async throws -> Page<RemotePost> {
        try await remote.posts(filter)
    }

    func post(_ postID: String) async throws -> RemotePost {
        if deletedPosts.contains(postID) { throw Self.notFound }
        if let planned = plannedPosts[postID] { return planned }
        return try await remote.post(postID)
    }

    func postResults(_ postID: String) async throws -> [Post.Destination] {
        if deletedPosts.contains(postID) { throw Self.notFound }
        if let planned = plannedPosts[postID]?.destinations { return planned }
        return try await remote.postResults(postID)
    }

    func createPost(_ draft: PostDraft) async throws -> RemotePost {
        let isScheduled = draft.scheduledFor != nil || draft.usesQueue
        let post = RemotePost(
            postID: newID(),
            status: draft.isDraft ? .draft : isScheduled ? .scheduled : .publishing,
            content: draft.content, scheduledFor: draft.scheduledFor, timezone: draft.timezone,
            mediaIDs: draft.mediaIDs, accountIDs: draft.accountIDs,
            destinations: draft.accountIDs.map {
                Post.Destination(accountID: $0, status: "queued")
            },
            createdAt: now(), updatedAt: now())
        plannedPosts[post.postID] = post
        return post
    }

    func updatePost(_ postID: String, _ change: PostChange) async throws -> RemotePost {
        var post = try await post(postID)
        post.content = change.content ?? post.content
        post.scheduledFor = change.scheduledFor ?? post.scheduledFor
        post.timezone = change.timezone ?? post.timezone
        post.accountIDs = change.accountIDs ?? post.accountIDs
        post.mediaIDs = change.mediaIDs ?? post.mediaIDs
        post.updatedAt = now()
        plannedPosts[postID] = post
        return post
    }

    func deletePost(_ postID: String) async throws {
        deletedPosts.insert(postID)
    }

    func retryPost(_ postID: String) async throws -> Int {
        let failed = try await postResults(postID).filter { $0.status == "failed" }
        return failed.count
    }

    func schedulePost(_ postID: String, at moment: Timestamp?) async throws -> RemotePost {
        var post = try await post(postID)
        post.status = moment == nil ? .publishing : .scheduled
        post.scheduledFor = moment
        post.updatedAt = now()
        plannedPosts[postID] = post
        return post
    }
}
