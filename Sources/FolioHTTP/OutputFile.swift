import Foundation

/// The file that a download goes into, open for writing until its owner goes away.
final class OutputFile: Sendable {
    private let path: String
    private let descriptor: Int32

    init(_ file: URL) throws(HTTPError) {
        path = file.path
        // Without waiting, should it turn out to be a pipe.
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { throw Self.unwritable(path, SystemError.text(errno)) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Self.unwritable(path, "it is not a file")
        }
    }

    deinit { close(descriptor) }

    /// Appends all of `bytes`.
    ///
    /// - Returns: why that failed, or `nil`.
    func append(_ bytes: UnsafeRawBufferPointer) -> HTTPError.Kind? {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = write(descriptor, start, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return .file("cannot write \(path): \(SystemError.text(errno))")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return nil
    }

    func remove() {
        unlink(path)
    }

    private static func unwritable(_ path: String, _ reason: String) -> HTTPError {
        HTTPError(.file("cannot write \(path): \(reason)"), nothingWasSent: true)
    }
}
