package import FolioModel
package import FolioRemote
package import FolioStore

/// Fetches the originals of certain items, where the remote offers the files.
///
/// Each is complete and durable before the library says that it is held, and an item that has its
/// original is passed over: whatever ends it, doing it again goes on.
package struct OriginalFetch {
    private let library: Library
    private let pull: DownloadPull

    package init(
        library: Library, remote: any Remote, originals: any OriginalFiles,
        now: @escaping @Sendable () -> Timestamp,
        report: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) {
        self.library = library
        pull = DownloadPull(
            library: library, remote: remote, originals: originals, now: now, report: report)
    }

    /// What became of an item.
    package enum Outcome: Hashable, Sendable {
        case fetched
        /// In words.
        case failed(String)
        /// The remote has told no address of the file, or it is none that Folio fetches.
        case notOffered
        case heldAlready
    }

    /// What would be done, without a request.
    package func plan(_ items: [MediaItem]) throws -> [(MediaItem, Outcome)] {
        try items.map { ($0, try pull.expectation(for: $0)) }
    }

    /// Fetches one after another, in order; a failure of one keeps no other from being fetched.
    package func run(_ items: [MediaItem]) async throws -> [(MediaItem, Outcome)] {
        var outcomes: [(MediaItem, Outcome)] = []
        let wanted = try items.count { try pull.expectation(for: $0) == .fetched }
        var done = 0
        for item in items {
            var outcome = try pull.expectation(for: item)
            if outcome == .fetched {
                try Task.checkCancellation()
                pull.report(.downloading(done, of: wanted))
                outcome = try await pull.fetch(item).map(Outcome.failed) ?? .fetched
                done += 1
            }
            outcomes.append((try library.item(item.id), outcome))
        }
        return outcomes
    }
}

extension DownloadPull {
    /// ``OriginalFetch/Outcome/fetched`` where the item can be fetched.
    fileprivate func expectation(for item: MediaItem) throws -> OriginalFetch.Outcome {
        if try library.item(item.id).sha256 != nil { return .heldAlready }
        guard item.kind == .image, try library.downloadURL(of: item.id) != nil else {
            return .notOffered
        }
        return .fetched
    }
}
