package import FolioModel
import FolioStore
import Foundation

extension Originals {
    /// Erases items for good, with their originals and thumbnails. Returns how many there were.
    ///
    /// What they cost stays. A process that is killed in between leaves the rest to
    /// ``finishForgetting(now:)``. No sync runs meanwhile: it could fetch what is being erased.
    ///
    /// - Throws: ``ForgetError``.
    package func forget(_ ids: [MediaItem.ID], now: Timestamp) throws -> Int {
        try whileNoSyncRuns {
            let count = try library.forget(ids, now: now)
            do {
                if let remains = try library.remains() { try clear(remains, now: now) }
            } catch let error as any UserFacingError {
                throw ForgetError.tracesLeft(reason: error.message)
            }
            return count
        }
    }

    /// Clears away what forgotten items have left in files. Safe to repeat; returns whether there
    /// was anything to do.
    package func finishForgetting(now: Timestamp) throws -> Bool {
        try whileNoSyncRuns {
            guard let remains = try library.remains() else { return false }
            try clear(remains, now: now)
            return true
        }
    }

    private func whileNoSyncRuns<Value>(_ body: () throws -> Value) throws -> Value {
        guard let lock = try library.takeSyncLock() else { throw ForgetError.syncRunning }
        return try withExtendedLifetime(lock, body)
    }

    private func clear(_ remains: ErasedRemains, now: Timestamp) throws {
        let held = try library.heldHashes(among: remains.originals)
        // A name that is no hash could lead out of the folder.
        for sha256 in remains.originals where !held.contains(sha256) && Self.isHash(sha256) {
            let file = store.location(of: sha256)
            guard unlink(file.path) == 0 || errno == ENOENT || errno == ENOTDIR else {
                throw FileError(writing: file.path)
            }
        }
        try Thumbnails.erase(remains.items, beside: library)
        try library.removeDrafts(olderThan: now - Self.draftAge)
        try library.clearTraces()
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// No restore takes so long; a younger draft may be one that is being filled.
    private static let draftAge = Duration.seconds(86_400)
}
