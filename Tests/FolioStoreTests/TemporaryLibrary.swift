import FolioModel
import FolioQuery
import FolioStore
import Foundation
import GRDB
import Synchronization
import Testing

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

extension TemporaryLibrary {
    /// Makes an item as a paid call does.
    @discardableResult
    func generate(
        _ prompt: String, credits: Int?, minutes: Int64 = 0, mediaID: String? = nil,
        tags: [String] = []
    ) throws -> MediaItem {
        let at = Self.now + .seconds(60 * minutes)
        let call = try library.beginGeneration(
            prompt: prompt, model: "flux-schnell", ratio: "16:9", tags: try tags.map(TagName.init),
            expectedCredits: 3, now: at)
        return try library.settleMade(
            call.id, .sample(mediaID ?? "media-of-\(call.id)", credits: credits), now: at)
    }

    /// Runs SQL as another program would.
    func sql(_ text: String) throws {
        // The folder must not go away meanwhile.
        try withExtendedLifetime(self) {
            let database = try DatabaseQueue(path: library.file.path)
            try database.write { try $0.execute(sql: text) }
        }
    }

    /// How SQLite would run a query, a line for each table.
    func plan(of query: String) throws -> [String] {
        try withExtendedLifetime(self) {
            let database = try DatabaseQueue(path: library.file.path)
            return try database.read {
                try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN \(query)").map { $0["detail"] }
            }
        }
    }

    /// - Throws: `DatabaseError` where the index differs from the rows.
    func checkIndex() throws {
        for table in ["mediaText", "termTrigram"] {
            try sql("INSERT INTO \(table) (\(table), rank) VALUES ('integrity-check', 1)")
        }
    }
}

extension Library.MadeReply {
    static func sample(
        _ mediaID: String, credits: Int? = 3, remaining: Int? = 97
    ) -> Library.MadeReply {
        Library.MadeReply(
            item: RemoteMediaItem(mediaID: mediaID, width: 1_920, height: 1_080),
            mediaIDs: [mediaID], echoedPrompt: nil, creditsUsed: credits,
            creditsRemaining: remaining, status: 201, requestID: "req-1", raw: "{}")
    }
}

extension Library {
    /// Counts a request, whatever was sent before.
    func recordRequest(at now: Timestamp) throws {
        let wait: Duration? = try takeRequest(at: now) { _ in nil }
        #expect(wait == nil)
    }
}
