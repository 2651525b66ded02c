import FolioModel
import FolioRemote
import FolioStore

/// Settles posts whose creation was sent and whose outcome is unknown, by what the remote shows.
/// Nothing is ever sent again.
struct UnknownPosts {
    /// How much earlier than the entry a post may seem to be created: clocks differ.
    private static let skew = Duration.seconds(600)
    private static let pageLimit = 20

    let library: Library
    let remote: any Remote
    let rules: EngineRules
    let now: @Sendable () -> Timestamp

    /// Exactly one post that fits settles an entry; none or several leave it unknown, and so does
    /// a remote that cannot tell: other entries do not wait for that.
    func settle(_ summary: inout SyncSummary) async throws {
        try settleBound()
        let entries = try library.outbox(in: [.unknown])
        let creations = entries.filter { if case .createPost = $0.action { true } else { false } }
        if let oldest = creations.map(\.createdAt).min() {
            try await trying(&summary) { summary in
                let candidates = try await candidates(since: oldest - Self.skew)
                for entry in creations { try settle(entry, by: candidates, &summary) }
            }
        }
        for entry in entries { try await trying(&summary) { _ in try await settleByState(entry) } }
    }

    /// A process may end after it wrote down which post it created, and before it said so of the
    /// entry.
    private func settleBound() throws {
        for entry in try library.outbox(in: [.unknown]) {
            guard case .createPost(let id, _, _) = entry.action,
                try library.post(id).postID != nil
            else { continue }
            try library.settle(entry.id, as: .done, now: now())
        }
    }

    private func trying(
        _ summary: inout SyncSummary, _ body: (inout SyncSummary) async throws -> Void
    ) async throws {
        do {
            try await body(&summary)
        } catch let error as RemoteError where !error.stopsSync {
            summary.warnings.append("what became of a post is still unknown: \(error.message)")
        }
    }

    private func candidates(since moment: Timestamp) async throws -> [RemotePost] {
        var filter = PostFilter(limit: ListingReader.limit, createdAfter: moment)
        var found: [String: RemotePost] = [:]
        for _ in 0..<Self.pageLimit {
            let page = try await remote.posts(filter)
            for post in page.elements { found[post.postID] = post }
            guard page.count > 0, page.hasMore ?? (page.count == filter.limit) else { break }
            filter.offset += max(1, page.count - 10)
        }
        return try found.values.filter { try !library.hasCreated(remotePost: $0.postID) }
    }

    private func settle(
        _ entry: OutboxEntry, by candidates: [RemotePost], _ summary: inout SyncSummary
    ) throws {
        guard case .createPost(let id, let draft, _) = entry.action else { return }
        let post = try library.post(id)
        let fitting = try candidates.filter { seen in
            guard
                PostMatch.fits(seen, post, isDraft: draft, since: entry.createdAt - Self.skew)
            else { return false }
            return try !library.hasCreated(remotePost: seen.postID)
        }
        guard fitting.count == 1 || !rules.contains(.onlyMatch), let match = fitting.first else {
            return
        }
        let formerID = try library.bind(id, to: match, now: now()).formerID
        try library.settle(entry.id, as: .done, now: now())
        // What this sync read as somebody else's post is ours.
        summary.postsChanged = summary.postsChanged.map { $0 == formerID ? id : $0 }
    }

    /// A draft that is no draft any more was scheduled or published; results that show no failure
    /// any more were tried again. Otherwise the entry stays unknown.
    private func settleByState(_ entry: OutboxEntry) async throws {
        let isSettled: Bool
        switch entry.action {
        case .schedulePost(let id, let moment):
            guard let postID = try library.post(id).postID else { return }
            let seen = try await remote.post(postID)
            _ = try library.learn([seen], now: now())
            isSettled = seen.isScheduled(at: moment)
        case .retryPost(let id):
            guard let postID = try library.post(id).postID else { return }
            let results = try await remote.postResults(postID)
            try library.setDestinations(results, of: id)
            isSettled = !results.isEmpty && !results.contains { $0.status == "failed" }
        default: return
        }
        if isSettled { try library.settle(entry.id, as: .done, now: now()) }
    }
}

/// Whether a remote post is the one that was sent.
enum PostMatch {
    /// Text, media and time must be equal; the accounts where the remote tells them.
    static func fits(
        _ seen: RemotePost, _ post: Post, isDraft: Bool, since earliest: Timestamp
    ) -> Bool {
        guard let content = seen.content, content.trimmed == post.content.trimmed,
            seen.mediaIDs ?? [] == post.mediaIDs,
            seen.createdAt.map({ $0 >= earliest }) ?? true
        else { return false }
        if let accounts = seen.accountIDs, !accounts.isEmpty, !post.accountIDs.isEmpty {
            guard Set(accounts) == Set(post.accountIDs) else { return false }
        }
        if isDraft, let status = seen.status { guard status == .draft else { return false } }
        guard let wanted = post.scheduledFor else { return true }
        return seen.scheduledFor.map { $0.isSameSecond(as: wanted) } ?? false
    }
}

extension String {
    /// Without white space at both ends, which a remote may drop.
    var trimmed: Substring {
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        var rest = drop(while: isSpace)
        while rest.last.map(isSpace) ?? false { rest.removeLast() }
        return rest
    }
}
