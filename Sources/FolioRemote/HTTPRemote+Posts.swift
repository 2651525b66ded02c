import FolioHTTP
package import FolioModel

extension HTTPRemote {
    package func createPost(_ draft: PostDraft) async throws -> RemotePost {
        let isForLater = draft.scheduledFor.map { $0 > time.now() } ?? false
        return try await publish("/posts", NewPostBody(draft), isForLater ? nil : .post)
    }

    package func schedulePost(_ postID: String, at moment: Timestamp?) async throws -> RemotePost {
        let body = ScheduleBody(
            scheduled_for: moment?.iso8601, publish_now: moment == nil ? true : nil)
        return try await publish(Call.path("posts", postID, "schedule"), body)
    }

    package func retryPost(_ postID: String) async throws -> Int {
        let (data, reply) = try await send(Call.path("posts", postID, "retry"), nil)
        let count =
            data.int("retried_count", "retried", in: Bounds.count)
            ?? data.array("destinations")?.count
        return try reply.readingOnce(count, or: "it does not say how many were tried again")
    }

    package func posts(_ filter: PostFilter) async throws -> Page<RemotePost> {
        let offset = max(filter.offset, 0)
        let (data, reply) = try await perform(.get("/posts", filter.query))
        return try reply.reading(
            Page(data, keys: ["posts", "items"], offset: offset) { RemotePost($0) },
            or: "it has no list of posts")
    }

    package func post(_ postID: String) async throws -> RemotePost {
        let (data, reply) = try await perform(.get(Call.path("posts", postID)))
        let post = try reply.reading(RemotePost(data), or: "it has no post id")
        guard post.postID.lowercased() == postID.lowercased() else {
            throw reply.error(.unreadable(reason: "it is about another post"))
        }
        return post
    }

    /// Not repeated: after a lost reply the caller reads the post again.
    package func updatePost(_ postID: String, _ change: PostChange) async throws -> RemotePost {
        let call = try Call.sending(
            .patch, Call.path("posts", postID), ChangeBody(change), .never)
        let (data, reply) = try await perform(call)
        return try reply.reading(RemotePost(data), or: "it has no post id")
    }

    package func deletePost(_ postID: String) async throws {
        try await delete(
            Call(method: .delete, path: Call.path("posts", postID), repetition: .harmless))
    }

    package func postResults(_ postID: String) async throws -> [Post.Destination] {
        let (data, reply) = try await perform(.get(Call.path("posts", postID, "results")))
        let results = data.array("results", "destinations")
        return try reply.reading(
            results?.compactMap(Post.Destination.init), or: "it has no results")
    }

    private func publish(
        _ path: String, _ body: any Encodable, _ kind: RequestClass? = nil
    ) async throws -> RemotePost {
        let (data, reply) = try await send(path, body, kind)
        return try reply.readingOnce(RemotePost(data), or: "it has no post id")
    }

    private func send(
        _ path: String, _ body: (any Encodable)?, _ kind: RequestClass? = nil
    ) async throws -> (data: JSONValue, reply: Reply) {
        var call = try Call.sending(.post, path, body, .paid)
        call.silence = paidSilence
        call.kind = kind
        return try await perform(call)
    }
}
