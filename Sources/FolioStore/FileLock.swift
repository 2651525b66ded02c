package import Foundation

/// A lock between processes that the kernel releases when its holder ends, however it ends.
///
/// The order is `sync.lock`, `paid.lock`, then a transaction. Never wait for a lock inside a
/// transaction.
package final class FileLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Takes the lock without waiting, or returns `nil` where another process or another part of
    /// this one holds it.
    package static func take(_ file: URL) throws -> FileLock? {
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LibraryError.unreadable(path: file.path, reason: String(cString: strerror(errno)))
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw LibraryError.unreadable(
                    path: file.path, reason: String(cString: strerror(code)))
            }
            return nil
        }
        return FileLock(descriptor: descriptor)
    }

    /// Joins the holders of a shared lock.
    ///
    /// Waits only while someone holds the whole lock, which is for one transaction at most.
    package static func share(_ file: URL) throws -> FileLock {
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LibraryError.unreadable(path: file.path, reason: String(cString: strerror(errno)))
        }
        while flock(descriptor, LOCK_SH) != 0 {
            let code = errno
            if code == EINTR { continue }
            close(descriptor)
            throw LibraryError.unreadable(path: file.path, reason: String(cString: strerror(code)))
        }
        return FileLock(descriptor: descriptor)
    }
}

extension Library {
    /// Shared by all processes that send outbox entries. Nothing else tells an entry that is being
    /// sent from one that a killed process left behind.
    package func joinSenders() throws -> FileLock {
        try FileLock.share(sendersFile)
    }

    /// The whole lock of ``joinSenders()``, or `nil` while any process is sending.
    package func excludeSenders() throws -> FileLock? {
        try FileLock.take(sendersFile)
    }

    private var sendersFile: URL { folder.appendingPathComponent("push.lock") }

    /// Held while the library is being made to agree with the remote.
    package func takeSyncLock() throws -> FileLock? {
        try FileLock.take(folder.appendingPathComponent("sync.lock"))
    }

    /// Held from before a paid call's journal row until after its outcome. Only its holder may
    /// judge rows that are `sent`.
    package func takePaidLock() throws -> FileLock? {
        try FileLock.take(folder.appendingPathComponent("paid.lock"))
    }
}
