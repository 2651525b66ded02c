package import FolioModel
package import Foundation

/// The originals under `files/`, as far as a sync needs them.
package protocol OriginalFiles: Sendable {
    /// The held original of this SHA-256, or `nil` where it is missing.
    func original(sha256: String) throws -> URL?

    /// A name for a file that is being fetched, on the same file system as the originals.
    func temporaryFile() throws -> URL

    /// Takes a fetched file over as the original of an item, thumbnail included.
    func keep(_ file: URL, as id: MediaItem.ID, contentType: String?) async throws
}
