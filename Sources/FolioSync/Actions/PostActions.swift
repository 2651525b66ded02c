package import FolioModel
package import FolioRemote
package import FolioStore

/// What people do with posts: written down here first, then tried at once.
///
/// Every action throws what refused it (``PostRefusal``, ``SendRefusal``, `RemoteError`,
/// ``SyncError``, `LibraryError`), and library and outbox are then as they were.
package struct PostActions: Sendable {
    let library: Library
    let sender: EntrySender
    let baseURL: String
    let now: @Sendable () -> Timestamp

    /// Only tests give `rules`.
    package init(
        library: Library, remote: any Remote, originals: any OriginalFiles, baseURL: String,
        rules: EngineRules = .all, now: @escaping @Sendable () -> Timestamp
    ) {
        self.library = library
        self.baseURL = baseURL
        self.now = now
        sender = EntrySender(
            library: library, remote: remote, originals: originals, rules: rules, now: now)
    }

    /// Whether a post that is to be published at once may wait for the next sync.
    package enum Mode: Sendable {
        case online, queueAllowed
    }

    /// The local checks alone, for a dry run.
    package func check(_ request: PostRequest) async throws {
        try await checks.check(request)
    }

    /// Creates a post. With a time, as a draft or for the remote's queue it waits in the outbox
    /// where the remote cannot be reached; one to publish now does not, unless `mode` allows it.
    package func createPost(
        _ request: PostRequest, mode: Mode = .online
    ) async throws -> PostOutcome {
        try await check(request)
        let mayQueue = mode == .queueAllowed || !request.publishesNow
        let (post, entry) = try library.queuePost(
            content: request.content, itemIDs: request.itemIDs, accountIDs: request.accountIDs,
            scheduledFor: request.scheduledFor, timezone: request.timezone,
            draft: request.isDraft, useQueue: request.usesQueue, isHeld: !mayQueue, now: now())
        let end = try await submission.submit(
            entry, before: nil, mayQueue: mayQueue, isHeld: !mayQueue)
        return try outcome(end, post.id, entry)
    }

    /// Shows items in a post, at its end or before what it shows.
    package func attach(
        _ items: [MediaItem.ID], to post: Post.ID, first: Bool = false
    ) async throws -> PostOutcome {
        try checks.check(items: items)
        return try await change(post) {
            .changeMedia(postID: $0, add: items, remove: [], first: first)
        }
    }

    /// Takes items off a post.
    package func detach(
        _ items: [MediaItem.ID], from post: Post.ID
    ) async throws -> PostOutcome {
        try await change(post) { .changeMedia(postID: $0, add: [], remove: items, first: false) }
    }

    /// Changes text, time or media of a post that is not published yet.
    package func update(_ post: Post.ID, _ edit: PostEdit) async throws -> PostOutcome {
        guard edit != PostEdit() else { throw PostRefusal.nothingToChange }
        try checks.check(edit, of: try library.post(post))
        return try await change(post) { .updatePost(postID: $0, edit) }
    }

    /// Schedules a draft, or publishes it now where `moment` is `nil`.
    package func schedule(_ post: Post.ID, at moment: Timestamp?) async throws -> PostOutcome {
        try checks.check(time: moment)
        return try await once(post, mayQueue: moment != nil) {
            .schedulePost(postID: $0, at: moment)
        }
    }

    /// Tries the failed destinations of a post again.
    package func retry(_ post: Post.ID) async throws -> PostOutcome {
        try await once(post, mayQueue: false) { .retryPost(postID: $0) }
    }

    /// Deletes a post on the remote; one that the remote has not seen is forgotten.
    package func delete(_ post: Post.ID) async throws -> PostOutcome {
        let before = try library.post(post)
        guard before.postID != nil else {
            try library.discard(before.id)
            return .changedHere(before)
        }
        guard before.status != .gone else { return .sent(before) }
        let entry = try library.enqueue(.deletePost(postID: before.id), now: now())
        let end = try await submission.submit(entry, before: before, mayQueue: true)
        return try outcome(end, before.id, entry)
    }

    /// What became of a post on each account, from the remote.
    package func results(_ post: Post.ID) async throws -> [Post.Destination] {
        let post = try library.post(post)
        guard let postID = post.postID else { throw PostRefusal.postUnsent(post.id) }
        try await IdentityPin.verify(library, sender.remote, baseURL: baseURL)
        let results = try await sender.remote.postResults(postID)
        try library.setDestinations(results, of: post.id)
        return results
    }
}

extension PostActions {
    private var checks: PostChecks {
        PostChecks(library: library, remote: sender.remote, now: now)
    }

    private var submission: Submission { Submission(sender: sender, baseURL: baseURL) }

    private func change(
        _ reference: Post.ID, _ action: (Post.ID) -> OutboxEntry.Action
    ) async throws -> PostOutcome {
        let before = try library.post(reference)
        guard before.status.isEditable || before.status == .unknown else {
            throw PostRefusal.notEditable(before.id, before.status.rawValue)
        }
        let (post, entry) = try library.queueChange(action(before.id), now: now())
        guard let entry else { return .changedHere(post) }
        let end = try await submission.submit(entry, before: before, mayQueue: true)
        return try outcome(end, post.id, entry)
    }

    private func once(
        _ reference: Post.ID, mayQueue: Bool, _ action: (Post.ID) -> OutboxEntry.Action
    ) async throws -> PostOutcome {
        let before = try library.post(reference)
        guard before.postID != nil else { throw PostRefusal.postUnsent(before.id) }
        let entry = try library.enqueue(action(before.id), isHeld: !mayQueue, now: now())
        let end = try await submission.submit(
            entry, before: before, mayQueue: mayQueue, isHeld: !mayQueue)
        return try outcome(end, before.id, entry)
    }

    private func outcome(
        _ end: Submission.End, _ id: Post.ID, _ entry: OutboxEntry
    ) throws -> PostOutcome {
        let post = try library.post(id)
        return switch end {
        case .done: .sent(post)
        case .queued(let reason): .queued(post, try library.outboxEntry(entry.id), reason: reason)
        case .unknown(let reason):
            .unknown(post, try library.outboxEntry(entry.id), reason: reason)
        }
    }
}
