package import Foundation

/// Writes small files that only their owner may read, whole or not at all.
package enum PrivateFile {
    /// Writes a new file beside the old one, makes it durable and puts it in the old one's place.
    ///
    /// A symbolic link is followed, so that the file it names is replaced and not the link.
    ///
    /// `mode` lets others read what is no secret.
    ///
    /// - Throws: ``PrivateFileError``; the old file is as it was then.
    package static func write(_ data: Data, to file: URL, mode: mode_t = 0o600) throws {
        let target = file.resolvingSymlinksInPath()
        let folder = target.deletingLastPathComponent()
        try createFolder(folder)
        let draft = folder.appendingPathComponent(
            ".\(target.lastPathComponent)-\(UUID().uuidString)")
        // Never follows or reuses a file that someone else has put there.
        let descriptor = open(
            draft.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw PrivateFileError(path: target.path, code: errno) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            // The umask does not apply to it.
            if mode != 0o600 { fchmod(descriptor, mode) }
            try handle.write(contentsOf: data)
            try handle.synchronize()
            try handle.close()
        } catch {
            unlink(draft.path)
            throw PrivateFileError(path: target.path, reason: reason(error))
        }
        guard rename(draft.path, target.path) == 0 else {
            let code = errno
            unlink(draft.path)
            throw PrivateFileError(path: target.path, code: code)
        }
    }

    /// The system's words for why a file cannot be read.
    static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        return underlying.map { String(cString: strerror(Int32($0.code))) }
            ?? error.localizedDescription
    }

    private static func createFolder(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw PrivateFileError(path: folder.path, reason: reason(error))
        }
    }
}

/// Why a private file could not be written.
package struct PrivateFileError: Error, Equatable {
    package let path: String
    /// The system's words.
    package let reason: String

    init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    init(path: String, code: Int32) {
        self.init(path: path, reason: String(cString: strerror(code)))
    }
}
