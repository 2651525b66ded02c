import FolioFiles
import FolioModel
import FolioRemote
import FolioStore
import Foundation

/// Fetches originals that the remote offers and that are not held here.
struct DownloadPull {
    /// The remote's own limit for images is 25 MB (`remote-api.md` §7.8); videos are not fetched.
    private static let maximumBytes: Int64 = 64 * 1_024 * 1_024

    let library: Library
    let remote: any Remote
    let originals: any OriginalFiles
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncProgress) -> Void

    /// A file that cannot be fetched is a warning: a later sync tries again, and others come first
    /// meanwhile.
    func run(_ options: SyncOptions, _ summary: inout SyncSummary) async throws {
        guard options.downloads != .none else { return }
        let items = try library.itemsWithoutOriginal(
            madeHere: options.downloads == .madeHere, limit: options.downloadLimit, now: now())
        for (index, item) in items.enumerated() {
            try Task.checkCancellation()
            report(.downloading(index, of: items.count))
            if let reason = try await fetch(item) {
                summary.warnings.append("the original of \(item.id) was not fetched: \(reason)")
            } else {
                summary.downloads.append(item.id)
            }
        }
    }

    /// Fetches one; returns in words why it could not be fetched.
    func fetch(_ item: MediaItem) async throws -> String? {
        guard let url = try library.downloadURL(of: item.id) else {
            return "the remote offers no file of it"
        }
        let file = try originals.temporaryFile()
        // What is left of a fetch that failed is of no use to anyone.
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            let type = try await remote.download(url, to: file, maximumBytes: Self.maximumBytes)
            try await originals.keep(file, as: item.id, contentType: type)
            return nil
        } catch let error as any UserFacingError where !error.isOurs {
            try library.recordFailedDownload(of: item.id, error: error.message, now: now())
            return error.message
        }
    }
}

extension UserFacingError {
    /// A failure of this computer, such as a full disk, or the end of the requests that were
    /// allowed: it ends a sync. No item is to blame, so none is put off.
    fileprivate var isOurs: Bool {
        switch self {
        case is LibraryError: true
        case let error as FileError: error.isOfTheDisk
        case let error as RemoteError: error.endsDownloads
        default: false
        }
    }
}

extension RemoteError {
    fileprivate var endsDownloads: Bool {
        switch failure {
        case .requestsUsedUp, .fileFailed, .notBegun: true
        default: false
        }
    }
}
