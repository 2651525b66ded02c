/// What one sync is to do.
package struct SyncOptions: Hashable, Sendable {
    package var pulls: Bool
    package var pushes: Bool
    package var downloads: Downloads
    /// At most so many originals in one sync; the next one goes on.
    package var downloadLimit: Int
    /// At most so many pending items are asked for one by one in one sync.
    package var pendingLimit: Int
    /// Compares everything with the remote now, whatever was compared before.
    package var verifies: Bool
    /// At most so many items may be missing or be marked gone; `nil` for more than 50 and a tenth.
    package var maximumDeletions: Int?
    /// The remote lets no more than so many requests through, all of them counted as the engine
    /// counts; `nil` for any number. Who makes the remote sees to it; here it only tells how many
    /// changes of ours are worth beginning at once.
    package var maximumRequests: Int?
    /// How long after the first proof that an item is gone the second may follow.
    package var confirmationDelay: Duration

    package init(
        pulls: Bool = true, pushes: Bool = true, downloads: Downloads = .madeHere,
        downloadLimit: Int = 50, pendingLimit: Int = 50, verifies: Bool = false,
        maximumDeletions: Int? = nil, maximumRequests: Int? = nil,
        confirmationDelay: Duration = .seconds(600)
    ) {
        self.pulls = pulls
        self.pushes = pushes
        self.downloads = downloads
        self.downloadLimit = downloadLimit
        self.pendingLimit = pendingLimit
        self.verifies = verifies
        self.maximumDeletions = maximumDeletions
        self.maximumRequests = maximumRequests
        self.confirmationDelay = confirmationDelay
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
