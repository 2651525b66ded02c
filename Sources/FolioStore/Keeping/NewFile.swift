package import Foundation

/// A file that appears under its name when it is whole, and takes no other's place.
package enum NewFile {
    /// Lets `fill` write a draft beside `file`, empty and for its owner alone, then gives it its
    /// name. A failure leaves nothing; a process that is killed leaves a draft whose name begins
    /// with a dot.
    ///
    /// - Throws: ``KeepingError/fileExists(path:)`` and ``KeepingError/noFolder(path:)``, among
    ///   others.
    package static func make<Value>(_ file: URL, _ fill: (URL) throws -> Value) throws -> Value {
        let taken = KeepingError.fileExists(path: file.path)
        guard !isThere(file) else { throw taken }
        let folder = file.deletingLastPathComponent()
        guard isThere(folder) else { throw KeepingError.noFolder(path: folder.path) }
        let draft = folder.appendingPathComponent(".folio-\(UUID().uuidString).part")
        defer { unlink(draft.path) }
        try makePrivateFile(at: draft.path)
        let value = try fill(draft)
        try syncFile(draft.path)
        try publish(draft, as: file, orElse: taken)
        return value
    }

    /// Gives a finished file its name, durably, unless there is one of that name.
    ///
    /// A file system without hard links cannot refuse by itself: there the name is looked for.
    static func publish(_ draft: URL, as file: URL, orElse taken: any Error) throws {
        if link(draft.path, file.path) != 0 {
            let code = errno
            guard code != EEXIST, !isThere(file) else { throw taken }
            guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(code) else {
                throw LibraryError(writing: file.path, code)
            }
            guard rename(draft.path, file.path) == 0 else {
                throw LibraryError(writing: file.path, errno)
            }
        }
        try syncFolder(file.deletingLastPathComponent().path)
    }

    /// Whether the name is taken, by whatever it is.
    private static func isThere(_ file: URL) -> Bool {
        var status = stat()
        return lstat(file.path, &status) == 0
    }
}
