import FolioModel
import FolioRemote

extension RemoteWorld {
    mutating func create(_ draft: PostDraft) throws -> RemotePost {
        guard draft.accountIDs.allSatisfy({ id in accounts.contains { $0.id == id } }),
            draft.isDraft || !draft.accountIDs.isEmpty
        else { throw Self.refusal(400, "invalid_accounts") }
        for mediaID in draft.mediaIDs {
            guard let index = index(of: mediaID), items[index].seen.state == .ready else {
                throw Self.refusal(400, "media_not_ready")
            }
        }
        if !draft.isDraft { try checkFuture(draft.scheduledFor) }
        let isNow = draft.scheduledFor == nil && !draft.usesQueue
        let status: Post.Status = draft.isDraft ? .draft : isNow ? .publishing : .scheduled
        let post = RemotePost(
            postID: chance.uuid(), status: status, content: draft.content,
            scheduledFor: draft.usesQueue ? now + .seconds(7_200) : draft.scheduledFor,
            timezone: draft.timezone ?? "UTC", mediaIDs: draft.mediaIDs,
            accountIDs: draft.accountIDs,
            destinations: draft.accountIDs.map {
                Post.Destination(
                    accountID: $0, platform: "linkedin", status: draft.isDraft ? "draft" : "queued")
            }, createdAt: now, updatedAt: now)
        posts.insert(post, at: 0)
        touch(0)
        books.created[PostMark.of(draft.content), default: []].append(post.postID)
        return posts[0]
    }

    func page(_ filter: PostFilter) -> Page<RemotePost> {
        var matching = posts.filter { post in
            isAfter(filter.updatedAfter, post.updatedAt)
                && isAfter(filter.createdAfter, post.createdAt)
        }
        if filter.sort == "updated_at" {
            matching.sort {
                ($0.updatedAt ?? now, $0.postID) > ($1.updatedAt ?? now, $1.postID)
            }
        }
        if filter.ascending { matching.reverse() }
        let size = min(filter.limit, climate.pageCap)
        let page = Array(matching.dropFirst(filter.offset).prefix(size))
        return Page(
            elements: page,
            hasMore: hasMore(filter.offset + page.count, of: matching.count, page.isEmpty),
            total: climate.tellsTotal ? matching.count : nil)
    }

    func postIndex(_ postID: String) throws -> Int {
        guard let index = posts.firstIndex(where: { $0.postID == postID }) else {
            throw Self.refusal(404, "not_found", .notFound)
        }
        return index
    }

    mutating func update(_ postID: String, _ change: PostChange) throws -> RemotePost {
        let index = try postIndex(postID)
        guard posts[index].status == .draft || posts[index].status == .scheduled else {
            throw Self.refusal(409, "post_not_editable", .conflict)
        }
        if posts[index].status == .scheduled { try checkFuture(change.scheduledFor) }
        for mediaID in change.mediaIDs ?? [] where !has(mediaID) {
            throw Self.refusal(400, "validation_error")
        }
        posts[index].content = change.content ?? posts[index].content
        posts[index].scheduledFor = change.scheduledFor ?? posts[index].scheduledFor
        posts[index].timezone = change.timezone ?? posts[index].timezone
        posts[index].accountIDs = change.accountIDs ?? posts[index].accountIDs
        posts[index].mediaIDs = change.mediaIDs ?? posts[index].mediaIDs
        touch(index)
        return posts[index]
    }

    mutating func deletePost(_ postID: String) throws {
        let index = try postIndex(postID)
        guard [.draft, .scheduled, .failed].contains(posts[index].status) else {
            throw Self.refusal(409, "post_already_published", .conflict)
        }
        posts.remove(at: index)
        books.deletedPosts.insert(postID)
    }

    mutating func schedule(_ postID: String, at moment: Timestamp?) throws -> RemotePost {
        let index = try postIndex(postID)
        // 409 does not prove that nothing was published.
        guard posts[index].status == .draft else {
            throw Self.refusal(409, "post_not_draft", .outcomeUnknown(reason: "status 409"))
        }
        try checkFuture(moment.map { $0 - .seconds(59) })
        guard posts[index].accountIDs?.isEmpty == false else {
            throw Self.refusal(400, "validation_error")
        }
        posts[index].status = moment == nil ? .publishing : .scheduled
        posts[index].scheduledFor = moment
        setDestinations(of: index, to: "queued") { _ in true }
        touch(index)
        books.scheduled[postID, default: 0] += 1
        return posts[index]
    }

    mutating func retry(_ postID: String) throws -> Int {
        let index = try postIndex(postID)
        let failed = posts[index].destinations?.count { $0.status == "failed" } ?? 0
        guard failed > 0 else { return 0 }
        setDestinations(of: index, to: "queued") { $0.status == "failed" }
        posts[index].status = .publishing
        posts[index].scheduledFor = now + .seconds(30)
        touch(index)
        books.retried[postID, default: 0] += 1
        return failed
    }

    /// Posts whose time has come are published; some destinations fail.
    mutating func publishDue() {
        for index in posts.indices {
            guard [.scheduled, .publishing].contains(posts[index].status),
                (posts[index].scheduledFor ?? now) <= now
            else { continue }
            let fails = chance.hits(0.2)
            if fails { shown.append(.failedDestination) }
            setDestinations(of: index, to: fails ? "failed" : "published") { $0.status == "queued" }
            let states = Set(posts[index].destinations?.map(\.status) ?? [])
            posts[index].status =
                !states.contains("failed")
                ? .published : states.contains("published") ? .partiallyFailed : .failed
            touch(index)
        }
    }

    mutating func touch(_ index: Int) {
        posts[index].updatedAt = now
        posts[index].raw =
            #"{"id":"\#(posts[index].postID)","updated_at":\#(now.milliseconds)}"#
        if let content = posts[index].content {
            books.texts[posts[index].postID, default: []].insert(content)
        }
    }

    private mutating func setDestinations(
        of index: Int, to status: String, where isMeant: (Post.Destination) -> Bool
    ) {
        posts[index].destinations = posts[index].destinations?.map {
            guard isMeant($0) else { return $0 }
            var changed = $0
            changed.status = status
            return changed
        }
    }

    private func checkFuture(_ moment: Timestamp?) throws {
        if let moment, moment <= now { throw Self.refusal(400, "past_schedule_time") }
    }

    private func isAfter(_ bound: Timestamp?, _ moment: Timestamp?) -> Bool {
        guard let bound else { return true }
        return moment.map { $0 > bound } ?? false
    }
}

/// The sign by which a post is known on both sides, whatever is done to its text later.
enum PostMark {
    /// Text up to the first `]`, such as `[post 12]`.
    static func of(_ content: String) -> String {
        content.firstIndex(of: "]").map { String(content[...$0]) } ?? content
    }
}
