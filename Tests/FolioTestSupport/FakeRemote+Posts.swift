package import FolioModel
package import FolioRemote
package import Foundation

extension FakeRemote {
    package func accounts() async throws -> [Account] {
        try run(.accounts) { allAccounts }
    }

    package func platformRules() async throws -> [String: Data] {
        try run(.platformRules) { ["linkedin": Data(#"{"character_limit":3000}"#.utf8)] }
    }

    package func analyticsSummary() async throws -> AnalyticsSummary {
        try run(.analyticsSummary) {
            var counts = ["total": allPosts.count]
            for post in allPosts { counts[post.status?.rawValue ?? "", default: 0] += 1 }
            return AnalyticsSummary(posts: counts, creditsUsed: charges.reduce(0, +))
        }
    }

    package func createPost(_ draft: PostDraft) async throws -> RemotePost {
        try run(.createPost) {
            guard draft.accountIDs.allSatisfy({ id in allAccounts.contains { $0.id == id } }),
                draft.isDraft || !draft.accountIDs.isEmpty
            else { throw Self.refusal(400, "invalid_accounts") }
            for mediaID in draft.mediaIDs {
                guard items.contains(where: { $0.mediaID == mediaID && $0.state == .ready })
                else { throw Self.refusal(400, "media_not_ready") }
            }
            if !draft.isDraft { try checkFuture(draft.scheduledFor) }
            let status: Post.Status =
                draft.isDraft
                ? .draft : draft.scheduledFor == nil && !draft.usesQueue ? .publishing : .scheduled
            let post = newPost(draft, status)
            allPosts.insert(post, at: 0)
            return post
        }
    }

    package func posts(_ filter: PostFilter) async throws -> Page<RemotePost> {
        try run(.posts) {
            var matching = allPosts.filter { post in
                isAfter(filter.updatedAfter, post.updatedAt)
                    && isAfter(filter.createdAfter, post.createdAt)
            }
            if filter.sort == "updated_at" {
                matching.sort { ($0.updatedAt ?? now) > ($1.updatedAt ?? now) }
            }
            if filter.ascending { matching.reverse() }
            let limit = min(filter.limit, postPageCap ?? filter.limit)
            let page = matching.dropFirst(filter.offset).prefix(limit)
            guard postPageCap == nil else { return Page(elements: Array(page), hasMore: nil) }
            return Page(
                elements: Array(page), hasMore: filter.offset + page.count < matching.count,
                total: matching.count)
        }
    }

    package func post(_ postID: String) async throws -> RemotePost {
        try run(.post) { allPosts[try index(postID)] }
    }

    package func updatePost(_ postID: String, _ change: PostChange) async throws -> RemotePost {
        try run(.updatePost) {
            let index = try index(postID)
            guard allPosts[index].status?.isEditable == true else {
                throw Self.refusal(409, "conflict", .conflict)
            }
            try checkFuture(change.scheduledFor)
            var post = allPosts[index]
            post.content = change.content ?? post.content
            post.scheduledFor = change.scheduledFor ?? post.scheduledFor
            post.timezone = change.timezone ?? post.timezone
            post.accountIDs = change.accountIDs ?? post.accountIDs
            post.mediaIDs = change.mediaIDs ?? post.mediaIDs
            post.updatedAt = now
            allPosts[index] = post
            return post
        }
    }

    package func deletePost(_ postID: String) async throws {
        try run(.deletePost) { _ = allPosts.remove(at: try index(postID)) }
    }

    package func postResults(_ postID: String) async throws -> [Post.Destination] {
        try run(.postResults) { allPosts[try index(postID)].destinations ?? [] }
    }

    package func retryPost(_ postID: String) async throws -> Int {
        try run(.retryPost) {
            let index = try index(postID)
            var destinations = allPosts[index].destinations ?? []
            let failed = destinations.indices.filter { destinations[$0].status == "failed" }
            for position in failed { destinations[position].status = "queued" }
            allPosts[index].destinations = destinations
            return failed.count
        }
    }

    package func schedulePost(_ postID: String, at moment: Timestamp?) async throws -> RemotePost {
        try run(.schedulePost) {
            let index = try index(postID)
            // The remote answers 409, which does not prove that nothing was published.
            guard allPosts[index].status == .draft else {
                throw Self.refusal(409, "conflict", .outcomeUnknown(reason: "status 409"))
            }
            try checkFuture(moment)
            allPosts[index].status = moment == nil ? .publishing : .scheduled
            allPosts[index].scheduledFor = moment
            allPosts[index].updatedAt = now
            return allPosts[index]
        }
    }

    private func newPost(_ draft: PostDraft, _ status: Post.Status) -> RemotePost {
        RemotePost(
            postID: newID("post"), status: status, content: draft.content,
            scheduledFor: draft.scheduledFor, timezone: draft.timezone ?? "UTC",
            mediaIDs: draft.mediaIDs, accountIDs: draft.accountIDs,
            destinations: draft.accountIDs.map { id in
                let platform = allAccounts.first { $0.id == id }?.platform
                return Post.Destination(accountID: id, platform: platform, status: "queued")
            }, createdAt: now, updatedAt: now)
    }

    private func checkFuture(_ moment: Timestamp?) throws {
        if let moment, moment <= now { throw Self.refusal(400, "past_schedule_time") }
    }

    private func isAfter(_ bound: Timestamp?, _ moment: Timestamp?) -> Bool {
        guard let bound else { return true }
        return moment.map { $0 > bound } ?? false
    }

    private func index(_ postID: String) throws -> Int {
        guard let index = allPosts.firstIndex(where: { $0.postID == postID }) else {
            throw Self.refusal(404, "not_found", .notFound)
        }
        return index
    }
}
