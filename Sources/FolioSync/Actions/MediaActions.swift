package import FolioModel
package import FolioRemote
package import FolioStore

/// What people do with media items on the remote: written down here first, then tried at once.
///
/// Every action throws what refused it, and library and outbox are then as they were.
package struct MediaActions: Sendable {
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

    /// Sends the held original of an item to the remote, also of one that was deleted there. An
    /// upload that waits already is tried.
    package func upload(_ reference: MediaItem.ID) async throws -> MediaOutcome {
        let item = try library.item(reference)
        let waiting = try openUploads(of: item).first
        // A listing may show a place that is reserved and still empty.
        guard [.local, .gone].contains(item.presence) || waiting != nil else {
            return .sent(item)
        }
        guard item.sha256 != nil else { throw SendRefusal.originalMissing(item.id) }
        // Not `waiting ?? enqueue`: optimised, that destroyed an entry twice where it throws.
        guard let waiting else {
            let entry = try library.enqueue(.upload(itemID: item.id, mediaID: nil), now: now())
            return try await submit(entry, item.id)
        }
        if waiting.state == .parked { _ = try library.unpark(waiting.id) }
        return try await submit(waiting, item.id, isNew: false)
    }

    /// Deletes an item on the remote. It stays here, with all that is known of it.
    ///
    /// Refused while posts that are not published show it, unless `force`.
    package func delete(
        _ reference: MediaItem.ID, force: Bool = false
    ) async throws -> MediaOutcome {
        let item = try library.item(reference)
        guard item.presence != .local else { return try cancelUpload(of: item) }
        guard item.presence != .gone else {
            return try openUploads(of: item).isEmpty ? .sent(item) : cancelUpload(of: item)
        }
        let using = try library.posts(using: item.id)
            .filter { [.queued, .scheduled, .unknown].contains($0.status) }
        guard force || using.isEmpty else {
            throw PostRefusal.itemInUse(item.id, posts: using.map(\.id))
        }
        let entry = try library.enqueue(.deleteMedia(itemID: item.id, force: force), now: now())
        return try await submit(entry, item.id)
    }

    private func openUploads(of item: MediaItem) throws -> [OutboxEntry] {
        try library.outbox(in: [.pending, .parked, .sending]).filter {
            if case .upload(item.id, _) = $0.action { true } else { false }
        }
    }

    /// What the remote does not have is not deleted there; its upload is taken back.
    private func cancelUpload(of item: MediaItem) throws -> MediaOutcome {
        let uploads = try openUploads(of: item)
        guard !uploads.isEmpty else { throw SendRefusal.notOnRemote(item.id) }
        for upload in uploads {
            guard try library.cancel(upload.id, reason: "taken back", now: now()) else {
                throw PostRefusal.isBeingSent(item.id)
            }
        }
        return .sent(item)
    }

    private func submit(
        _ entry: OutboxEntry, _ id: MediaItem.ID, isNew: Bool = true
    ) async throws -> MediaOutcome {
        let end = try await Submission(sender: sender, baseURL: baseURL)
            .submit(entry, before: nil, mayQueue: true, isNew: isNew)
        let item = try library.item(id)
        return switch end {
        case .done: .sent(item)
        case .queued(let reason), .unknown(let reason):
            .queued(item, try library.outboxEntry(entry.id), reason: reason)
        }
    }
}
