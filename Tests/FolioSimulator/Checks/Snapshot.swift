import FolioStore
import Foundation
import GRDB

/// All that must never be lost, as it stands in the library file: read past Folio's own code.
struct Snapshot: Sendable {
    struct Item: Hashable, Sendable {
        var mediaID: String?
        var state: String
        var presence: String
        var prompt: String?
        var hasOriginal: Bool
    }

    struct Post: Hashable, Sendable {
        var postID: String?
        var status: String
        var content: String
        var scheduledFor: Int64?
    }

    struct Entry: Hashable, Sendable {
        var action: String
        var state: String
        var item: String?
        var post: String?
        var json: String
        var notBefore: Int64?
    }

    struct Call: Hashable, Sendable {
        var kind: String
        var state: String
        var prompt: String
        var credits: Int?
        var item: String?
        var evidence: String?
        var startedAt: Int64
    }

    var items: [String: Item] = [:]
    /// Item and tag.
    var tags: Set<[String]> = []
    var posts: [String: Post] = [:]
    var entries: [Int64: Entry] = [:]
    var calls: [String: Call] = [:]
    /// Charges in credits, by call.
    var charges: [String: Int] = [:]

    /// Local id by media id.
    var itemOf: [String: String] {
        Dictionary(
            items.compactMap { id, item in item.mediaID.map { ($0, id) } },
            uniquingKeysWith: { first, _ in first })
    }
}

/// Reads snapshots over a connection of its own.
final class SnapshotReader: Sendable {
    private let database: DatabaseQueue

    init(_ file: URL) throws {
        var configuration = Configuration()
        configuration.readonly = true
        database = try DatabaseQueue(path: file.path, configuration: configuration)
    }

    func read() throws -> Snapshot {
        try database.read { db in
            var snapshot = Snapshot()
            try Self.readItems(into: &snapshot, db)
            try Self.readPosts(into: &snapshot, db)
            try Self.readCalls(into: &snapshot, db)
            return snapshot
        }
    }

    /// What SQLite itself says about the file; empty where all is well.
    func defects() throws -> [String] {
        try database.read { db in
            let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check")
            let keys = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "\($0)" }
            return integrity.filter { $0 != "ok" } + keys
        }
    }

    private static func readItems(into snapshot: inout Snapshot, _ db: Database) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT id, mediaId, state, presence, prompt, sha256 IS NOT NULL FROM mediaItem
                    """))
        while let row = try rows.next() {
            let (mediaID, prompt): (String?, String?) = (row[1], row[4])
            snapshot.items[row[0]] = Snapshot.Item(
                mediaID: mediaID, state: row[2], presence: row[3], prompt: prompt,
                hasOriginal: row[5])
        }
        let tags = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT mediaItem.id, tag.name FROM mediaItemTag
                    JOIN mediaItem ON mediaItem.rowid = mediaItemTag.item
                    JOIN tag ON tag.tag = mediaItemTag.tag
                    """))
        while let row = try tags.next() { snapshot.tags.insert([row[0], row[1]]) }
    }

    private static func readPosts(into snapshot: inout Snapshot, _ db: Database) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT id, postId, status, content, scheduledFor FROM post"))
        while let row = try rows.next() {
            let (postID, scheduledFor): (String?, Int64?) = (row[1], row[4])
            snapshot.posts[row[0]] = Snapshot.Post(
                postID: postID, status: row[2], content: row[3], scheduledFor: scheduledFor)
        }
        let entries = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT outbox.id, action, outbox.state, mediaItem.id, post.id, actionJSON, notBefore
                    FROM outbox LEFT JOIN mediaItem ON mediaItem.rowid = outbox.item
                    LEFT JOIN post ON post.rowid = outbox.post
                    """))
        while let row = try entries.next() {
            let (item, post): (String?, String?) = (row[3], row[4])
            let notBefore: Int64? = row[6]
            snapshot.entries[row[0]] = Snapshot.Entry(
                action: row[1], state: row[2], item: item, post: post, json: row[5],
                notBefore: notBefore)
        }
    }

    private static func readCalls(into snapshot: inout Snapshot, _ db: Database) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT generation.id, generation.kind, generation.state, generation.prompt,
                        creditsUsed, mediaItem.id, generation.evidence, startedAt,
                        ledgerEntry.credits
                    FROM generation LEFT JOIN mediaItem ON mediaItem.rowid = generation.item
                    LEFT JOIN ledgerEntry ON ledgerEntry.generation = generation.rowid
                        AND ledgerEntry.kind = 'charge'
                    """))
        while let row = try rows.next() {
            let id: String = row[0]
            let (item, evidence): (String?, String?) = (row[5], row[6])
            let (credits, charge): (Int?, Int?) = (row[4], row[8])
            let call = Snapshot.Call(
                kind: row[1], state: row[2], prompt: row[3], credits: credits, item: item,
                evidence: evidence, startedAt: row[7])
            snapshot.calls[id] = call
            if let charge { snapshot.charges[id] = -charge }
        }
    }
}
