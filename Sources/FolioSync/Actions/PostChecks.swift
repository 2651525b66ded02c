import FolioModel
import FolioRemote
import FolioStore

/// What can be said about a post before anything is sent.
struct PostChecks {
    let library: Library
    let remote: any Remote
    let now: @Sendable () -> Timestamp

    /// - Throws: ``PostRefusal``; `LibraryError` for items that do not exist.
    func check(_ request: PostRequest) async throws {
        try check(text: request.content)
        guard !request.content.isEmpty || !request.itemIDs.isEmpty else { throw PostRefusal.empty }
        guard request.isDraft || !request.accountIDs.isEmpty else { throw PostRefusal.noAccounts }
        try check(time: request.scheduledFor)
        let items = try check(items: request.itemIDs)
        for account in try await accounts(request.accountIDs) {
            guard account.canPost ?? true, account.isActive ?? true else {
                throw PostRefusal.accountCannotPost(account.id, name: account.name)
            }
            try PlatformLimits.of(account.platform)
                .check(request.content, kinds: items.map(\.kind), platform: account.platform)
        }
    }

    /// An edit meets the limits of the accounts that the post has, as far as they are known.
    func check(_ edit: PostEdit, of post: Post) throws {
        try check(text: edit.content ?? "")
        try check(time: edit.scheduledFor)
        let items = try edit.itemIDs.map { try check(items: $0) }
        guard edit.content != nil || items != nil else { return }
        let kinds = try (items ?? library.items(post.itemIDs)).map(\.kind)
        for account in try library.accounts() where post.accountIDs.contains(account.id) {
            var limits = PlatformLimits.of(account.platform)
            // What the post shows may not be known here.
            if items == nil { (limits.needsMedia, limits.needsVideo) = (false, false) }
            try limits.check(
                edit.content ?? post.content, kinds: kinds, platform: account.platform)
        }
    }

    /// Items must be on the remote and usable, or be going to be: what is being uploaded or
    /// processed is waited for.
    @discardableResult
    func check(items ids: [MediaItem.ID]) throws -> [MediaItem] {
        let uploads = try library.outbox(in: [.pending, .sending]).compactMap { entry in
            if case .upload(let id, _) = entry.action { id } else { nil }
        }
        return try ids.map { id in
            let item = try library.item(id)
            let readiness = ItemReadiness(item, hasOpenUpload: uploads.contains(item.id))
            if case .impossible(let refusal) = readiness { throw PostRefusal.item(refusal) }
            return item
        }
    }

    func check(time: Timestamp?) throws(PostRefusal) {
        if let time, time <= now() { throw .timePassed(time) }
    }

    private func check(text: String) throws(PostRefusal) {
        guard !text.unicodeScalars.contains("\0") else { throw .containsNUL }
    }

    /// Accounts by number; one that is not known is asked for.
    private func accounts(_ ids: [Int]) async throws -> [Account] {
        var known = try library.accounts()
        if !ids.allSatisfy({ id in known.contains { $0.id == id } }) {
            try library.learn(try await remote.accounts())
            known = try library.accounts()
        }
        return try ids.map { id in
            guard let account = known.first(where: { $0.id == id }) else {
                throw PostRefusal.unknownAccount(id)
            }
            return account
        }
    }
}
