import FolioModel
import FolioRemote
import FolioStore

extension EntrySender {
    /// Creates a post, once. A time that has passed is never sent.
    func createPost(_ id: Post.ID, draft: Bool, useQueue: Bool) async throws {
        let post = try library.post(id)
        guard post.postID == nil else { return }
        try checkTime(post.scheduledFor)
        let request = PostDraft(
            content: post.content, accountIDs: post.accountIDs,
            mediaIDs: try await mediaIDs(of: post.itemIDs), scheduledFor: post.scheduledFor,
            timezone: post.timezone, isDraft: draft, usesQueue: useQueue)
        try await checkReplaced(by: id)
        // Asking about the media took its time.
        try checkTime(post.scheduledFor)
        let created = try await once { try await remote.createPost(request) }
        try library.bind(id, to: created, now: now())
    }

    /// A post that stands in for a deleted one is sent only while the remote denies that one: it
    /// may have been ill before.
    private func checkReplaced(by id: Post.ID) async throws {
        guard let postID = try library.replacedPost(of: id) else { return }
        do {
            throw Ended(.refused(.replacedIsThere), seen: try await remote.post(postID))
        } catch let error as RemoteError where error.failure == .notFound {}
    }

    /// Schedules a draft, or publishes it, once. What is no draft any more tells that it ran.
    func schedulePost(_ id: Post.ID, at moment: Timestamp?) async throws {
        let postID = try remoteID(of: id)
        try checkTime(moment)
        let seen = try await remote.post(postID)
        if seen.isScheduled(at: moment) { return try learn(seen) }
        guard seen.status == nil || seen.status == .draft else {
            throw Ended(
                .refused(.notEditable(seen.status?.rawValue ?? "unknown")), seen: seen)
        }
        try checkTime(moment)
        try learn(try await once { try await remote.schedulePost(postID, at: moment) })
    }

    /// Tries failed destinations again, once; nothing failed, nothing is sent.
    func retryPost(_ id: Post.ID) async throws {
        let postID = try remoteID(of: id)
        let results = try await remote.postResults(postID)
        try library.setDestinations(results, of: id)
        guard results.contains(where: { $0.status == "failed" }) else { return }
        _ = try await once { try await remote.retryPost(postID) }
    }

    /// A repeated deletion meets 404 `not_found`, which is as good as an acknowledgement.
    func deletePost(_ id: Post.ID) async throws {
        let postID = try remoteID(of: id)
        do {
            try await remote.deletePost(postID)
        } catch let error as RemoteError where error.failure == .notFound {}
        try library.setStatus(.gone, of: id)
    }

    func checkTime(_ moment: Timestamp?) throws {
        if let moment, moment <= now() { throw Ended(.refused(.timePassed(moment))) }
    }

    func remoteID(of id: Post.ID) throws -> String {
        guard let postID = try library.post(id).postID else {
            throw Ended(.refused(.postUnsent(id)))
        }
        return postID
    }

    func learn(_ seen: RemotePost) throws {
        _ = try library.learn([seen], now: now())
    }

    /// Media ids of items, once all of them can be used. One that the remote was still working on
    /// is asked about again.
    func mediaIDs(of ids: [MediaItem.ID]) async throws -> [String] {
        let uploads = try library.outbox(in: [.pending, .sending]).compactMap { entry in
            if case .upload(let id, _) = entry.action { id } else { nil }
        }
        var found: [String] = []
        for id in ids {
            var item = try library.item(id)
            if item.state.isPending, item.presence != .local, let mediaID = item.mediaID {
                _ = try library.learn(
                    [try await remote.mediaItem(mediaID)], isListed: false, now: now())
                item = try library.item(id)
            }
            switch ItemReadiness(item, hasOpenUpload: uploads.contains(id)) {
            case .ready(let mediaID): found.append(mediaID)
            case .waits(let reason): throw Ended(.waits(reason))
            case .impossible(let refusal): throw Ended(.refused(refusal))
            }
        }
        return found
    }
}

extension RemotePost {
    /// Whether a draft was already scheduled for `moment`, or published where that is `nil`.
    func isScheduled(at moment: Timestamp?) -> Bool {
        guard let moment else {
            return [.publishing, .published, .partiallyFailed].contains(status)
        }
        return status == .scheduled && scheduledFor.map { $0.isSameSecond(as: moment) } ?? false
    }
}

extension Timestamp {
    /// The remote may keep no fractions of a second.
    func isSameSecond(as other: Timestamp) -> Bool {
        milliseconds / 1_000 == other.milliseconds / 1_000
    }
}
