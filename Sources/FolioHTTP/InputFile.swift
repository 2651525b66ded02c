import Foundation

/// A file that is read while it is sent. Used on one thread.
///
/// Its length is fixed when it is opened, because the server is told it first.
final class InputFile {
    /// Bytes to send.
    let length: Int64
    /// Why reading failed; set at most once.
    private(set) var failure: HTTPError.Kind?

    private let path: String
    private let start: Int64
    private let descriptor: Int32
    private var position: Int64 = 0

    init(_ file: URL, offset: Int64 = 0) throws(HTTPError) {
        path = file.path
        start = offset
        // Without waiting, should it turn out to be a pipe.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw Self.unreadable(path, SystemError.text(errno))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            offset >= 0, offset <= status.st_size
        else {
            close(descriptor)
            throw Self.unreadable(path, "it is not a file of at least \(offset) bytes")
        }
        length = Int64(status.st_size) - offset
    }

    deinit { close(descriptor) }

    /// Fills `buffer` with what comes next.
    ///
    /// - Returns: how many bytes, 0 at the end, `nil` after a failure.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        let wanted = min(buffer.count, Int(length - position))
        guard wanted > 0 else { return 0 }
        var count = pread(descriptor, buffer.baseAddress, wanted, off_t(start + position))
        while count < 0, errno == EINTR {
            count = pread(descriptor, buffer.baseAddress, wanted, off_t(start + position))
        }
        guard count > 0 else {
            let reason = count < 0 ? SystemError.text(errno) : "it became shorter meanwhile"
            failure = .file("cannot send \(path): \(reason)")
            return nil
        }
        position += Int64(count)
        return count
    }

    /// Goes to a byte counted from where sending starts.
    func seek(to offset: Int64) -> Bool {
        guard (0...length).contains(offset) else { return false }
        position = offset
        return true
    }

    private static func unreadable(_ path: String, _ reason: String) -> HTTPError {
        HTTPError(.file("cannot read \(path): \(reason)"), nothingWasSent: true)
    }
}
