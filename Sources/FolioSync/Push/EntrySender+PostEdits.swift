import FolioModel
import FolioRemote
import FolioStore

extension EntrySender {
    /// Sets the fields that the edit names, after reading the post as it is now.
    func updatePost(_ id: Post.ID, _ edit: PostEdit, _ entry: OutboxEntry) async throws {
        let postID = try remoteID(of: id)
        try checkTime(edit.scheduledFor)
        let seen = try await editablePost(postID, entry)
        var change = PostChange(
            content: edit.content, scheduledFor: edit.scheduledFor, timezone: edit.timezone)
        if let items = edit.itemIDs { change.mediaIDs = try await mediaIDs(of: items) }
        let merge = PostMerge(base: entry.base, remote: seen, editedAt: entry.createdAt)
        switch merge.decide(change) {
        case .send(let change): try await apply(change, to: seen)
        case .conflict(let conflicts): throw Ended(.refused(.changedThere(conflicts)), seen: seen)
        }
    }

    /// Adds items to the remote's own list at this time, and takes others off.
    func changeMedia(
        _ id: Post.ID, add: [MediaItem.ID], remove: [MediaItem.ID], first: Bool,
        _ entry: OutboxEntry
    ) async throws {
        let postID = try remoteID(of: id)
        let seen = try await editablePost(postID, entry)
        let added = try await mediaIDs(of: add)
        let removed = try remove.compactMap { try library.item($0).mediaID }
        // A reply that lists no media at all says nothing about them.
        let shown = try seen.mediaIDs ?? library.post(id).mediaIDs
        let mediaIDs = MediaList.changing(shown, add: added, remove: removed, first: first)
        try await apply(PostChange(mediaIDs: mediaIDs), to: seen)
    }

    /// A post that was deleted there is a conflict: what was written here is shown and kept.
    private func editablePost(
        _ postID: String, _ entry: OutboxEntry
    ) async throws -> RemotePost {
        let seen: RemotePost
        do {
            seen = try await remote.post(postID)
        } catch let error as RemoteError where error.failure == .notFound {
            throw Ended(.refused(.changedThere([try deletion(met: entry)])))
        }
        guard seen.status?.isEditable ?? true else {
            throw Ended(
                .refused(.notEditable(seen.status?.rawValue ?? "unknown")), seen: seen)
        }
        return seen
    }

    private func deletion(met entry: OutboxEntry) throws -> PostConflict {
        var ours: String?
        if case .updatePost(_, let edit) = entry.action { ours = edit.content }
        let shown = try entry.action.postID.map { try library.post($0).content }
        return PostConflict(
            field: .content, base: entry.base?.content, ours: ours ?? shown ?? "", theirs: nil)
    }

    /// Sends only what differs, so that a repeat after a lost reply sends nothing.
    private func apply(_ change: PostChange, to seen: RemotePost) async throws {
        guard change.differs(from: seen) else { return try learn(seen) }
        try learn(try await remote.updatePost(seen.postID, change))
    }
}

/// What a post shows, as media ids in display order.
enum MediaList {
    /// An item that is already there keeps its place.
    static func changing(
        _ shown: [String], add: [String], remove: [String], first: Bool
    ) -> [String] {
        let kept = shown.filter { !remove.contains($0) }
        let new = add.filter { !kept.contains($0) }
        return first ? new + kept : kept + new
    }
}

extension PostChange {
    /// Whether the remote's post does not have these values yet.
    func differs(from seen: RemotePost) -> Bool {
        let isSameTime =
            scheduledFor.map { wanted in
                seen.scheduledFor.map { wanted.isSameSecond(as: $0) } ?? false
            } ?? true
        return !(content.map { $0 == seen.content } ?? true)
            || !(timezone.map { $0 == seen.timezone } ?? true)
            || !(mediaIDs.map { $0 == seen.mediaIDs } ?? true)
            || !(accountIDs.map { Set($0) == Set(seen.accountIDs ?? []) } ?? true)
            || !isSameTime
    }
}
