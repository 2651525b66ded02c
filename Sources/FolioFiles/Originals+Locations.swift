import FolioModel
import FolioStore
package import Foundation

extension Originals {
    /// The file that is held under this SHA-256, or `nil` where it is missing.
    package func original(sha256: String) throws -> URL? {
        try library.items(sha256: sha256).lazy.compactMap(original(of:)).first
    }

    /// A new name for a file that is being fetched, on the file system of the originals.
    ///
    /// What is left of one is removed by ``removeLeftovers(olderThan:)``.
    package func temporaryFile() throws -> URL {
        try store.draftLocation()
    }
}
