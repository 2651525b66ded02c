import Foundation

/// Ordinary files of paths that people name, folders with all that is in them, in an order that
/// never changes.
///
/// Links inside a folder are not followed, so that a walk never leaves it. Names that begin with a
/// dot are left out, as is the folder of the library itself.
struct FileWalk {
    /// Folders inside folders.
    private static let depthLimit = 256

    let leftOut: URL

    /// Calls `visit` for each file, or with the reason why a path cannot be walked.
    func walk(_ paths: [URL], _ visit: (URL, FileError?) throws -> Void) throws {
        for path in paths {
            var status = stat()
            guard stat(path.path, &status) == 0 else {
                try visit(path, .missing(path: path.path))
                continue
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                try walk(folder: path.resolvingSymlinksInPath(), depth: 0, visit)
            } else {
                try visit(path, nil)
            }
        }
    }

    private func walk(
        folder: URL, depth: Int, _ visit: (URL, FileError?) throws -> Void
    ) throws {
        guard folder.path != leftOut.resolvingSymlinksInPath().path else { return }
        guard depth < Self.depthLimit,
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else {
            // Why does not matter: the rest of the walk goes on.
            return try visit(
                folder, .unreadable(path: folder.path, reason: "its names cannot be listed"))
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let place = folder.appendingPathComponent(name)
            var status = stat()
            guard lstat(place.path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try walk(folder: place, depth: depth + 1, visit)
            case S_IFREG: try visit(place, nil)
            default: break
            }
        }
    }
}
