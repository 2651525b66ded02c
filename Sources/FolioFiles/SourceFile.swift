import FolioModel
import Foundation

/// A file to be taken in, open for reading: an ordinary file, whatever its name pretends.
///
/// What counts is what was opened, not what lies at the path a moment before or after.
struct SourceFile: ~Copyable {
    let path: String
    private let descriptor: FileDescriptor

    /// Follows symbolic links, since the path is the user's own.
    ///
    /// - Throws: ``FileError``.
    init(_ file: URL) throws(FileError) {
        // Without O_NONBLOCK a pipe that nobody writes to would wait for ever.
        let number = open(file.path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard let descriptor = FileDescriptor(owning: number) else {
            throw Self.failure(opening: file.path)
        }
        if let defect = Self.defect(of: descriptor, path: file.path) { throw defect }
        path = file.path
        self.descriptor = descriptor
    }

    private static func defect(
        of descriptor: borrowing FileDescriptor, path: String
    ) -> FileError? {
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else {
            return .unreadable(path: path, reason: lastSystemError().reason)
        }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: .isFolder(path: path)
        default: .notAFile(path: path)
        }
    }

    /// The next part; empty at the end.
    borrowing func nextPart() throws(FileError) -> [UInt8] {
        guard let part = descriptor.read(atMost: 1 << 20) else {
            throw .unreadable(path: path, reason: lastSystemError().reason)
        }
        return part
    }

    /// All that was not read yet.
    borrowing func contents() throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let part = try nextPart()
            if part.isEmpty { return bytes }
            bytes += part
        }
    }

    /// As it is now.
    var byteCount: Int {
        get throws(FileError) { Int(try status.st_size) }
    }

    /// When it was last written.
    var modifiedAt: Timestamp {
        get throws(FileError) {
            let moment = try status.st_mtim
            return Timestamp(
                milliseconds: Int64(moment.tv_sec) * 1_000 + Int64(moment.tv_nsec) / 1_000_000)
        }
    }

    private var status: stat {
        get throws(FileError) {
            var status = stat()
            guard fstat(descriptor.number, &status) == 0 else {
                throw .unreadable(path: path, reason: lastSystemError().reason)
            }
            return status
        }
    }

    /// Of all that was not read yet, lowercase hexadecimal.
    borrowing func sha256() throws(FileError) -> String {
        guard let hash = descriptor.sha256() else {
            throw .unreadable(path: path, reason: lastSystemError().reason)
        }
        return hash
    }

    private static func failure(opening path: String) -> FileError {
        let (code, reason) = lastSystemError()
        return switch code {
        case ENOENT, ENOTDIR: .missing(path: path)
        case ENXIO, ENODEV: .notAFile(path: path)
        default: .unreadable(path: path, reason: reason)
        }
    }
}
