package import FolioModel
import FolioStore
import Foundation

extension Originals {
    /// Erases items for good, with their originals and thumbnails. Returns how many there were.
    ///
    /// What they cost stays. A process that is killed in between leaves it to
    /// ``finishForgetting()``. No sync runs meanwhile: it could fetch what is being erased.
    ///
    /// - Throws: ``ForgetError``; nothing has changed then. An error of a later part is one of
    ///   ``finishForgetting()``.
    package func forget(_ ids: [MediaItem.ID], now: Timestamp) throws -> Int {
        guard let lock = try library.takeSyncLock() else { throw ForgetError.syncRunning }
        return try withExtendedLifetime(lock) {
            let count = try library.forget(ids, now: now)
            try finishForgetting()
            return count
        }
    }

    /// Clears away what forgotten items have left in files. Safe to repeat; returns whether there
    /// was anything to do.
    @discardableResult
    package func finishForgetting() throws -> Bool {
        guard let remains = try library.remains() else { return false }
        let held = try library.heldHashes(among: remains.originals)
        for sha256 in remains.originals where !held.contains(sha256) {
            let file = store.location(of: sha256)
            guard unlink(file.path) == 0 || errno == ENOENT || errno == ENOTDIR else {
                throw FileError(writing: file.path)
            }
        }
        try Thumbnails.erase(remains.items, beside: library)
        try library.clearTraces()
        return true
    }
}
