import FolioModel
import FolioQuery
import FolioStore
import Foundation
import Synchronization

/// A library in a folder of its own, which goes away with it.
final class TemporaryLibrary: Sendable {
    let folder: URL
    let library: Library

    /// 2026-04-15T12:00:00Z.
    static let now = Timestamp(milliseconds: 1_776_254_400_000)

    init() throws {
        folder = Self.newFolder()
        try Library.create(in: folder)
        let ids = CountedIDs()
        library = try Library.open(folder, makeID: { ids.next() })
    }

    deinit {
        // A folder that stays behind harms no later test: each has its own.
        try? FileManager.default.removeItem(at: folder)
    }

    static func newFolder() -> URL {
        FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-store-\(UUID().uuidString)", isDirectory: true)
    }

    /// Adds an item made so many minutes after ``now``.
    @discardableResult
    func add(
        _ prompt: String?, minutes: Int64 = 0, tags: [String] = [],
        change: (inout MediaItem) -> Void = { _ in }
    ) throws -> MediaItem {
        var item = MediaItem(
            id: "", presence: .local, prompt: prompt,
            createdAt: Self.now + .seconds(60 * minutes), tags: tags)
        change(&item)
        return try library.addLocalItem(item, now: Self.now)
    }

    /// Ids that the query finds, newest first.
    func ids(_ query: String) throws -> [MediaItem.ID] {
        try library.itemIDs(request(query))
    }

    /// Prompts, or else file names, of what the query finds, newest first.
    func prompts(_ query: String) throws -> [String] {
        try library.items(request(query)).items.map { $0.item.prompt ?? $0.item.fileName ?? "" }
    }

    func request(
        _ query: String, order: ItemRequest.Order = .newestFirst, limit: Int? = nil,
        after: MediaItem.ID? = nil
    ) throws -> ItemRequest {
        ItemRequest(
            query: try Query(parsing: query), order: order, limit: limit, after: after,
            now: Self.now)
    }
}

/// Ids in an order that is the same on each run.
final class CountedIDs: Sendable {
    private let count = Mutex(0)

    func next() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let digits = String(number, radix: 10)
        return "7" + String(repeating: "0", count: 7 - digits.count) + digits
    }
}
