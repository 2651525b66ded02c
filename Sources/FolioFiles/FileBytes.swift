import FolioMetadata
import Foundation

/// An open file of which parts are read where they are wanted.
final class FileBytes: ByteSource {
    private let descriptor: FileDescriptor
    let byteCount: Int

    init(_ descriptor: consuming FileDescriptor) {
        var status = stat()
        byteCount = fstat(descriptor.number, &status) == 0 ? Int(status.st_size) : 0
        self.descriptor = descriptor
    }

    /// - Throws: ``FileError``.
    init(_ file: URL) throws(FileError) {
        let number = open(file.path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard let descriptor = FileDescriptor(owning: number) else {
            throw .unreadable(path: file.path, reason: lastSystemError().reason)
        }
        var status = stat()
        byteCount = fstat(descriptor.number, &status) == 0 ? Int(status.st_size) : 0
        self.descriptor = descriptor
    }

    func bytes(at position: Int, count: Int) -> [UInt8] {
        guard position >= 0, position < byteCount, count > 0 else { return [] }
        let wanted = min(count, byteCount - position)
        return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            while filled < wanted {
                let count = pread(
                    descriptor.number, start + filled, wanted - filled, off_t(position + filled))
                if count < 0, errno == EINTR { continue }
                // A file that shrank meanwhile has fewer bytes than it said.
                guard count > 0 else { return }
                filled += count
            }
        }
    }
}
