import FolioModel
import FolioQuery
import FolioStore
import Foundation

/// A library in a temporary folder, which goes with it.
final class ProofLibrary: Sendable {
    let folder: URL
    let library: Library

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-proof-\(UUID().uuidString)")
        try Library.create(in: folder)
        library = try Library.open(folder)
    }

    deinit {
        // What is left in a temporary folder harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ids that a query finds, newest first.
    func ids(_ query: String, limit: Int? = nil) throws -> [MediaItem.ID] {
        try library.itemIDs(request(query, limit: limit))
    }

    func request(
        _ query: String, limit: Int? = nil, after: MediaItem.ID? = nil
    ) throws -> ItemRequest {
        ItemRequest(
            query: try Query(parsing: query), limit: limit, after: after,
            now: Timestamp(milliseconds: 1_767_225_600_000))
    }
}

extension String {
    /// As one phrase of the query language.
    var quoted: String {
        "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// What stands between spaces and has a letter or a digit, a dozen at most.
    var someWords: [String] {
        split(whereSeparator: \.isWhitespace).map(String.init)
            .filter { $0.contains { $0.isLetter || $0.isNumber } }
            .prefix(12).map { $0 }
    }
}
