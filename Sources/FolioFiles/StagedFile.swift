import Crypto
import Foundation

/// A file on its way into the store, under an unfinished name; removed with its owner unless
/// it was published.
final class StagedFile {
    /// Bytes so far.
    private(set) var byteCount = 0
    /// The first bytes, as many as it takes to tell a format and a size.
    private(set) var head: [UInt8] = []
    /// Bytes that it may have.
    var limit = Int.max

    private static let headLength = 1 << 20

    private let file: FileDescriptor
    private let folder: FileDescriptor
    private let name: String
    private let path: String
    private var hash = SHA256()
    private var isPublished = false

    init(
        _ file: consuming FileDescriptor, in folder: consuming FileDescriptor, name: String,
        path: String
    ) {
        self.file = file
        self.folder = folder
        self.name = name
        self.path = path
    }

    deinit {
        if !isPublished { unlinkat(folder.number, name, 0) }
    }

    func append(_ part: [UInt8]) throws(FileError) {
        guard file.write(part) else { throw FileError(writing: path) }
        hash.update(data: part)
        byteCount += part.count
        if head.count < Self.headLength { head += part.prefix(Self.headLength - head.count) }
    }

    /// Brings the bytes to the disk. A full disk may show only here.
    func finish() throws(FileError) {
        guard fsync(file.number) == 0 else { throw FileError(writing: path) }
    }

    /// Lowercase hexadecimal SHA-256 of what was appended.
    var sha256: String { hash.finalize().hexadecimal }

    /// The file as it is under its unfinished name, open for reading.
    func contents() throws(FileError) -> FileBytes {
        let number = openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard let file = FileDescriptor(owning: number) else { throw FileError(writing: path) }
        return FileBytes(file)
    }

    /// Gives the file its final name, durably. A sound file of the same content stays as it is; a
    /// damaged one is replaced.
    func publish() throws(FileError) {
        let sha256 = sha256
        let shelf = try openShelf(String(sha256.prefix(2)))
        if Self.isSound(sha256, byteCount: byteCount, in: shelf) { return }
        guard renameat(folder.number, name, shelf.number, sha256) == 0 else {
            throw FileError(writing: path)
        }
        isPublished = true
        guard fsync(shelf.number) == 0, fsync(folder.number) == 0 else {
            throw FileError(writing: path)
        }
    }

    private func openShelf(_ shelf: String) throws(FileError) -> FileDescriptor {
        if mkdirat(folder.number, shelf, 0o700) != 0, errno != EEXIST {
            throw FileError(writing: path)
        }
        let number = openat(
            folder.number, shelf, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard let descriptor = FileDescriptor(owning: number) else {
            throw FileError(writing: path)
        }
        return descriptor
    }

    private static func isSound(
        _ sha256: String, byteCount: Int, in shelf: borrowing FileDescriptor
    ) -> Bool {
        let number = openat(shelf.number, sha256, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard let file = FileDescriptor(owning: number) else { return false }
        var status = stat()
        guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            Int(status.st_size) == byteCount
        else { return false }
        return file.sha256() == sha256
    }
}

extension FileDescriptor {
    /// Of everything from here to the end; `nil` where it cannot be read.
    borrowing func sha256() -> String? {
        var hash = SHA256()
        while let part = read(atMost: 1 << 20) {
            if part.isEmpty { return hash.finalize().hexadecimal }
            hash.update(data: part)
        }
        return nil
    }
}

extension Digest {
    /// Lowercase.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }
}
