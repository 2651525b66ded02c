/// What one sync is to do.
package struct SyncOptions: Hashable, Sendable {
    package var pulls: Bool
    package var pushes: Bool
    package var downloads: Downloads
    /// At most so many originals in one sync; the next one goes on.
    package var downloadLimit: Int
    /// At most so many pending items are asked for one by one in one sync.
    package var pendingLimit: Int

    package init(
        pulls: Bool = true, pushes: Bool = true, downloads: Downloads = .madeHere,
        downloadLimit: Int = 50, pendingLimit: Int = 50
    ) {
        self.pulls = pulls
        self.pushes = pushes
        self.downloads = downloads
        self.downloadLimit = downloadLimit
        self.pendingLimit = pendingLimit
    }

    /// Which originals are fetched where the remote offers the file.
    package enum Downloads: String, Sendable, CaseIterable {
        case none
        /// Of items that this library paid for.
        case madeHere = "made-here"
        /// Of all items of which none is held.
        case missing
    }
}
