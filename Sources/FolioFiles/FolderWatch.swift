package import Foundation

/// Notices files that appear in a folder, by looking again and again: that works on every file
/// system, network folders included.
package struct FolderWatch {
    private let folder: URL
    /// As the last look found each file.
    private var seen: [String: Look] = [:]
    /// Files that were handed out, as they were then.
    private var done: [String: Look] = [:]

    /// What changes while a file is being written.
    private struct Look: Hashable {
        let device: UInt64
        let inode: UInt64
        let byteCount: Int64
        let seconds: Int
        let nanoseconds: Int
    }

    package init(_ folder: URL) {
        self.folder = folder
    }

    /// All files that are there now, by name.
    ///
    /// - Throws: ``FileError`` where the folder cannot be read.
    package mutating func look() throws(FileError) -> [URL] {
        seen = try files()
        return seen.keys.sorted().map(place)
    }

    /// Treats files as handed out, until they change.
    package mutating func leave(_ files: [URL]) {
        for file in files {
            let name = file.lastPathComponent
            done[name] = seen[name]
        }
    }

    /// Files that are new or have changed, and have not changed any more since the last look. Each
    /// is told once.
    ///
    /// - Throws: ``FileError`` where the folder cannot be read.
    package mutating func settled() throws(FileError) -> [URL] {
        let now = try files()
        let settled = now.filter { seen[$0.key] == $0.value && done[$0.key] != $0.value }
        seen = now
        done = done.filter { now[$0.key] != nil }.merging(settled) { $1 }
        return settled.keys.sorted().map(place)
    }

    private func place(_ name: String) -> URL {
        folder.appendingPathComponent(name, isDirectory: false)
    }

    /// Ordinary files, without hidden ones and those that a browser is still fetching.
    private func files() throws(FileError) -> [String: Look] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw Self.failure(folder.path)
        }
        var files: [String: Look] = [:]
        for name in names where !Self.isUnfinished(name) {
            var status = stat()
            guard lstat(place(name).path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                status.st_size > 0
            else { continue }
            files[name] = Look(
                device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
                byteCount: Int64(status.st_size), seconds: Int(status.st_mtim.tv_sec),
                nanoseconds: Int(status.st_mtim.tv_nsec))
        }
        return files
    }

    private static func isUnfinished(_ name: String) -> Bool {
        name.hasPrefix(".")
            || [".part", ".crdownload", ".download", ".tmp", ".partial"].contains {
                name.lowercased().hasSuffix($0)
            }
    }

    private static func failure(_ path: String) -> FileError {
        var status = stat()
        guard stat(path, &status) == 0 else { return .missing(path: path) }
        return status.st_mode & S_IFMT == S_IFDIR
            ? .unreadable(path: path, reason: String(cString: strerror(EACCES)))
            : .unreadable(path: path, reason: String(cString: strerror(ENOTDIR)))
    }
}
