import FolioModel
import FolioQuery
import FolioStore
import FolioTestSupport
import Foundation

/// A folder for the files of one test.
final class Desk: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-desk-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        // What is left in a temporary folder harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }

    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    /// Of everything in it, hidden files as well.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
}

extension Library {
    /// Ids that the query finds, newest first, hidden ones left out.
    func search(_ query: String) throws -> [MediaItem.ID] {
        try itemIDs(ItemRequest(query: try Query(parsing: query), now: .sample))
    }
}
