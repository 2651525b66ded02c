import Crypto
import Foundation

/// The folder `files/`: originals named by the SHA-256 of their bytes, as `ab/abcdef…`.
///
/// A file appears under its name only when all of it is on disk. Below the folder no symbolic
/// link is followed. Files have the mode 0600, folders 0700.
struct ContentStore {
    /// How names of unfinished files begin.
    static let draftPrefix = ".incoming-"

    let folder: URL

    /// Where an original lies, or would.
    func location(of sha256: String) -> URL {
        folder.appendingPathComponent(String(sha256.prefix(2)), isDirectory: true)
            .appendingPathComponent(sha256, isDirectory: false)
    }

    /// A new name for an unfinished file in the folder, which is created where it is missing.
    func draftLocation() throws(FileError) -> URL {
        _ = try openFolder()
        return folder.appendingPathComponent(Self.draftName(), isDirectory: false)
    }

    /// Copies a file in under an unfinished name. `limit` tells how many bytes it may have, given
    /// its first ones.
    func stage(_ source: borrowing SourceFile, name: String, limit: ([UInt8]) throws -> Int) throws
        -> StagedFile
    {
        let staged = try newDraft()
        while true {
            let part = try source.nextPart()
            if part.isEmpty { break }
            try append(part, to: staged, name: name, limit: limit)
        }
        return try finished(staged, name: name)
    }

    /// Writes bytes under an unfinished name; see ``stage(_:name:limit:)``.
    func stage(_ bytes: [UInt8], name: String, limit: ([UInt8]) throws -> Int) throws -> StagedFile
    {
        let staged = try newDraft()
        if !bytes.isEmpty { try append(bytes, to: staged, name: name, limit: limit) }
        return try finished(staged, name: name)
    }

    private func append(
        _ part: [UInt8], to staged: StagedFile, name: String, limit: ([UInt8]) throws -> Int
    ) throws {
        if staged.byteCount == 0 { staged.limit = try limit(part) }
        guard staged.byteCount + part.count <= staged.limit else {
            throw FileError.tooLarge(name: name, limit: staged.limit)
        }
        try staged.append(part)
    }

    private func finished(_ staged: StagedFile, name: String) throws -> StagedFile {
        guard staged.byteCount > 0 else { throw FileError.empty(name: name) }
        try staged.finish()
        return staged
    }

    private func newDraft() throws(FileError) -> StagedFile {
        let folder = try openFolder()
        let name = Self.draftName()
        let number = openat(
            folder.number, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard let file = FileDescriptor(owning: number) else { throw writeFailure() }
        return StagedFile(file, in: folder, name: name, path: self.folder.path)
    }

    private func openFolder() throws(FileError) -> FileDescriptor {
        if mkdir(folder.path, 0o700) == 0 {
            try syncParent()
        } else if errno != EEXIST {
            throw writeFailure()
        }
        let number = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard let descriptor = FileDescriptor(owning: number) else { throw writeFailure() }
        return descriptor
    }

    /// Without it a loss of power could take the new folder, with all that is in it.
    private func syncParent() throws(FileError) {
        let parent = folder.deletingLastPathComponent().path
        let number = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard let descriptor = FileDescriptor(owning: number), fsync(descriptor.number) == 0
        else { throw writeFailure() }
    }

    private func writeFailure() -> FileError {
        FileError(writing: folder.path)
    }

    private static func draftName() -> String {
        draftPrefix + UUID().uuidString
    }
}

extension FileError {
    /// From `errno`.
    init(writing path: String) {
        let (code, reason) = lastSystemError()
        self =
            [ENOSPC, EDQUOT].contains(code)
            ? .diskFull(path: path) : .unwritable(path: path, reason: reason)
    }
}
