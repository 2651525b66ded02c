package import FolioModel
package import FolioRemote
package import FolioStore
import Foundation

/// A sync that only says what it would do: the real one, over a copy of the library that goes away
/// and a remote that is only read.
package struct DryRun {
    /// The copy, which the sync may change.
    package let copy: Library
    /// Held for calls and entries that another process has in flight now.
    private let locks: [FileLock]

    /// Runs `body` with a copy of `library`, which is removed however `body` ends.
    ///
    /// No other sync runs meanwhile, since its changes would not be in the plan.
    ///
    /// - Throws: ``SyncError/alreadyRunning``; what `body` throws; an error of the library.
    package static func over<Value>(
        _ library: Library, _ body: (DryRun) async throws -> Value
    ) async throws -> Value {
        guard let lock = try library.takeSyncLock() else { throw SyncError.alreadyRunning }
        defer { withExtendedLifetime(lock) {} }
        try removeLeftovers(in: library)
        let folder = library.folder.appendingPathComponent(
            Library.dryRunPrefix + UUID().uuidString, isDirectory: true)
        // What cannot be removed now is removed by the next sync.
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = try library.copy(to: folder)
        let dryRun = DryRun(copy: copy, locks: try locks(of: library, on: copy))
        defer { withExtendedLifetime(dryRun) {} }
        return try await body(dryRun)
    }

    /// `remote` for reading alone: what is sent is answered as the remote would.
    package func planning(_ remote: any Remote, now: @escaping @Sendable () -> Timestamp)
        -> any Remote
    {
        let copy = copy
        return PlanningRemote(remote, now: now) { mediaID in
            guard let item = try copy.item(mediaID: mediaID) else { return [] }
            return try copy.posts(using: item.id).filter { $0.status == .scheduled }
                .compactMap(\.postID)
        }
    }

    /// `originals` for reading alone: what is fetched goes away with the copy.
    package func planning(_ originals: any OriginalFiles) -> any OriginalFiles {
        PlannedOriginals(originals: originals, folder: copy.folder)
    }

    /// Removes what a dry run left that was killed. Only the holder of the library's sync lock may.
    static func removeLeftovers(in library: Library) throws {
        let files = FileManager.default
        // A folder that cannot be listed cannot be synced either, and that says why.
        let names = (try? files.contentsOfDirectory(atPath: library.folder.path)) ?? []
        for name in names where name.hasPrefix(Library.dryRunPrefix) {
            try? files.removeItem(at: library.folder.appendingPathComponent(name))
        }
    }

    /// Who pays or sends now does not hold the copy's locks, and is not to be judged there either.
    private static func locks(of library: Library, on copy: Library) throws -> [FileLock] {
        var locks: [FileLock] = []
        if try library.takePaidLock() == nil, let lock = try copy.takePaidLock() {
            locks.append(lock)
        }
        if try library.excludeSenders() == nil { locks.append(try copy.joinSenders()) }
        return locks
    }
}

/// Originals that are read where they are and never written.
struct PlannedOriginals: OriginalFiles {
    let originals: any OriginalFiles
    let folder: URL

    func original(sha256: String) throws -> URL? {
        try originals.original(sha256: sha256)
    }

    func temporaryFile() throws -> URL {
        folder.appendingPathComponent(UUID().uuidString)
    }

    func keep(_ file: URL, as id: MediaItem.ID, contentType: String?) async throws {}
}
