package import FolioFiles
package import FolioModel
package import Foundation

extension Originals: OriginalFiles {
    /// The content's own bytes decide its type; what was said about it does not count.
    package func keep(_ file: URL, as id: MediaItem.ID, contentType: String?) async throws {
        _ = try keep(file, for: id)
    }
}
