package import FolioModel
import FolioStore
package import Foundation

extension Originals {
    /// Where an item's original lies, or `nil` where none is held or the file is not there.
    ///
    /// The file is there as an ordinary one of the right length; that its bytes are the right
    /// ones is for ``state(of:)``.
    package func original(of item: MediaItem) -> URL? {
        guard let sha256 = item.sha256 else { return nil }
        let file = store.location(of: sha256)
        var status = stat()
        guard lstat(file.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            item.byteCount.map({ $0 == Int(status.st_size) }) ?? true
        else { return nil }
        return file
    }

    /// Reads an item's original and compares it with its hash; `nil` where none is held.
    package func state(of item: MediaItem) -> OriginalState? {
        guard let sha256 = item.sha256 else { return nil }
        let number = open(
            store.location(of: sha256).path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard let file = FileDescriptor(owning: number) else {
            let (code, reason) = lastSystemError()
            return code == ENOENT || code == ENOTDIR ? .missing : .unreadable(reason: reason)
        }
        return file.sha256() == sha256 ? .sound : .damaged
    }

    /// Originals that are not as they should be, in the items' order. Reads every file.
    package func verify(_ items: some Sequence<MediaItem>) -> [DefectiveOriginal] {
        items.compactMap { item in
            guard let state = state(of: item), state != .sound else { return nil }
            return DefectiveOriginal(item: item, state: state)
        }
    }

    /// Originals that items hold and that are not there.
    package func missingCount() throws -> Int {
        var missing = 0
        try library.forEachHeldHash { sha256 in
            var status = stat()
            if lstat(store.location(of: sha256).path, &status) != 0 { missing += 1 }
        }
        return missing
    }

    /// Paths of files below the folder of originals that no item names, in order, unfinished ones
    /// left out. Nothing is changed.
    package func extraFiles() throws -> [String] {
        let named = Set(try library.heldHashes().map { "\($0.prefix(2))/\($0)" })
        // Without the folder there are no files.
        guard let paths = FileManager.default.enumerator(atPath: store.folder.path) else {
            return []
        }
        return paths.compactMap { $0 as? String }.filter { path in
            !named.contains(path) && !path.hasPrefix(ContentStore.draftPrefix)
                && !isFolder(store.folder.appendingPathComponent(path))
        }.sorted().map { store.folder.appendingPathComponent($0).path }
    }

    private func isFolder(_ file: URL) -> Bool {
        var status = stat()
        return lstat(file.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Removes files that a process which was killed had not finished.
    /// Younger ones than `moment` may be in use and stay. Returns how many were removed.
    package func removeLeftovers(olderThan moment: Timestamp) throws -> Int {
        var removed = 0
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: store.folder.path)
        } catch CocoaError.fileReadNoSuchFile {
            return 0
        }
        for name in names where name.hasPrefix(ContentStore.draftPrefix) {
            let path = store.folder.appendingPathComponent(name).path
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                Int64(status.st_mtim.tv_sec) * 1_000 < moment.milliseconds
            else { continue }
            if unlink(path) == 0 { removed += 1 }
        }
        return removed
    }
}

/// How a held original was found.
package enum OriginalState: Hashable, Sendable {
    case sound
    case missing
    /// Its bytes are not those that were kept.
    case damaged
    case unreadable(reason: String)
}

/// An original that is not as it should be.
package struct DefectiveOriginal: Hashable, Sendable {
    package let item: MediaItem
    package let state: OriginalState
}
