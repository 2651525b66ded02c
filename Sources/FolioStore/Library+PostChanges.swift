package import FolioModel
import Foundation
import GRDB

/// Changes of posts by the user: what this library shows and what the outbox intends, in one
/// transaction.
extension Library {
    /// Adds a post that the remote has not seen, with the intention to create it there.
    ///
    /// With `isHeld` the entry is parked: no sync sends it, only who claims it from there. That is
    /// for a post to publish at once, which must not go out late if its process dies.
    package func queuePost(
        content: String, itemIDs: [MediaItem.ID], accountIDs: [Int], scheduledFor: Timestamp?,
        timezone: String?, draft: Bool, useQueue: Bool, isHeld: Bool = false, now: Timestamp
    ) throws -> (post: Post, entry: OutboxEntry) {
        try write { db in
            try queuePost(
                content: content, itemIDs: itemIDs, accountIDs: accountIDs,
                scheduledFor: scheduledFor, timezone: timezone, draft: draft, useQueue: useQueue,
                isHeld: isHeld, now: now, in: db)
        }
    }

    func queuePost(
        content: String, itemIDs: [MediaItem.ID], accountIDs: [Int], scheduledFor: Timestamp?,
        timezone: String?, draft: Bool, useQueue: Bool, isHeld: Bool = false, now: Timestamp,
        in db: Database
    ) throws -> (post: Post, entry: OutboxEntry) {
        let id = try newID { try Self.isFree($0, in: "post", db) }
        let items = try itemIDs.map { try Self.rowOfItem($0, in: db) }
        try db.execute(
            literal: """
                INSERT INTO post (id, status, content, scheduledFor, timezone, accountIdsJSON,
                    createdAt)
                VALUES (\(id), 'queued', \(content), \(scheduledFor?.milliseconds),
                    \(timezone), \(try JSONColumn.text(accountIDs)), \(now.milliseconds))
                """)
        let row = db.lastInsertedRowID
        try PostRecord.setMedia([], orItems: items, of: row, in: db)
        let entry = try Self.enqueue(
            .createPost(postID: id, draft: draft, useQueue: useQueue), now: now, in: db)
        return (
            try Self.postRecord(row, in: db).post,
            isHeld ? try Self.hold(entry, now: now, in: db) : entry
        )
    }

    /// Changes a post here and writes down the intention to change it on the remote.
    ///
    /// A post that the remote has not seen is only changed here, and there is no entry: what is
    /// going to be created is the post as it is then. One that was parked waits again.
    ///
    /// - Throws: ``PostChangeError/isBeingSent`` where its creation is under way or unknown.
    package func queueChange(
        _ action: OutboxEntry.Action, now: Timestamp
    ) throws -> (post: Post, entry: OutboxEntry?) {
        guard let id = action.postID else {
            throw LibraryError.unexpected("\(action.name) changes no post")
        }
        return try write { db in
            let row = try Self.postRow(id, in: db)
            let base = try Self.base(of: row, in: db)
            let entry =
                try Self.isOnRemote(row, in: db)
                ? Self.enqueue(action, base: base, now: now, in: db) : nil
            if entry == nil { try Self.reopenCreation(of: row, in: db) }
            try Self.overlay(action, on: row, in: db)
            return (try Self.postRecord(row, in: db).post, entry)
        }
    }

    /// Takes an entry back that did not happen, and gives the post its former values.
    ///
    /// Only while the entry is in `state`: another process may have claimed it, and then nothing
    /// changes. Returns whether it was taken back.
    package func takeBack(
        _ id: OutboxEntry.ID, from state: OutboxEntry.State, restoring post: Post?, error: String,
        now: Timestamp
    ) throws -> Bool {
        try write { db in
            try db.execute(
                literal: """
                    UPDATE outbox SET state = 'cancelled', lastError = \(error), notBefore = NULL,
                        settledAt = \(now.milliseconds)
                    WHERE id = \(id) AND state = \(state.rawValue)
                    """)
            guard db.changesCount == 1 else { return false }
            guard let post else { return true }
            let row = try Self.postRow(post.id, in: db)
            try db.execute(
                literal: """
                    UPDATE post SET status = \(post.status.rawValue), content = \(post.content),
                        scheduledFor = \(post.scheduledFor?.milliseconds),
                        timezone = \(post.timezone)
                    WHERE rowid = \(row)
                    """)
            try PostRecord.setMedia(post.mediaIDs, of: row, in: db)
            try Self.overlayWaitingEdits(on: row, in: db)
            return true
        }
    }

    /// Forgets a post that the remote has never seen, with its entries.
    ///
    /// - Throws: ``PostChangeError/isBeingSent`` where it may have been sent.
    package func discard(_ id: Post.ID) throws {
        try write { db in
            let row = try Self.postRow(id, in: db)
            guard try !Self.isOnRemote(row, in: db) else {
                throw LibraryError.unexpected("the remote has the post \(id)")
            }
            try Self.checkNotSent(row, in: db)
            try db.execute(literal: "DELETE FROM outbox WHERE post = \(row)")
            try db.execute(literal: "DELETE FROM post WHERE rowid = \(row)")
        }
    }
}

extension Library {
    /// Shows what waits in the outbox for a post on top of what the remote said.
    static func overlayWaitingEdits(on row: Int64, in db: Database) throws {
        let waiting = try String.fetchAll(
            db,
            sql: """
                SELECT actionJSON FROM outbox
                WHERE post = ? AND state IN ('pending', 'sending')
                    AND action IN ('updatePost', 'changeMedia') ORDER BY id
                """, arguments: [row])
        for json in waiting {
            let action = try JSONDecoder().decode(OutboxEntry.Action.self, from: Data(json.utf8))
            try overlay(action, on: row, in: db)
        }
    }

    static func overlay(
        _ action: OutboxEntry.Action, on row: Int64, in db: Database
    ) throws {
        switch action {
        case .updatePost(_, let edit):
            try apply(edit, to: row, in: db)
        case .changeMedia(_, let add, let remove, let first):
            try PostRecord.changeMedia(
                add: add.map { try rowOfItem($0, in: db) },
                remove: remove.map { try rowOfItem($0, in: db) }, first: first, of: row, in: db)
        default: break
        }
    }

    private static func apply(_ edit: PostEdit, to row: Int64, in db: Database) throws {
        try db.execute(
            literal: """
                UPDATE post SET content = ifnull(\(edit.content), content),
                    scheduledFor = ifnull(\(edit.scheduledFor?.milliseconds), scheduledFor),
                    timezone = ifnull(\(edit.timezone), timezone)
                WHERE rowid = \(row)
                """)
        guard let ids = edit.itemIDs else { return }
        let items = try ids.map { try rowOfItem($0, in: db) }
        try PostRecord.setMedia([], orItems: items, of: row, in: db)
    }

    private static func isOnRemote(_ row: Int64, in db: Database) throws -> Bool {
        try String.fetchOne(db, sql: "SELECT postId FROM post WHERE rowid = ?", arguments: [row])
            != nil
    }

    private static func reopenCreation(of row: Int64, in db: Database) throws {
        try checkNotSent(row, in: db)
        try db.execute(
            literal: """
                UPDATE outbox SET state = 'pending', lastError = NULL, settledAt = NULL
                WHERE post = \(row) AND action = 'createPost' AND state = 'parked'
                """)
    }

    private static func checkNotSent(_ row: Int64, in db: Database) throws {
        let sent = try Int.fetchOne(
            db,
            sql: """
                SELECT 1 FROM outbox WHERE post = ? AND action = 'createPost'
                    AND state IN ('sending', 'unknown')
                """, arguments: [row])
        guard sent == nil else { throw PostChangeError.isBeingSent }
    }

    /// Parks a new entry for the process that made it.
    static func hold(_ entry: OutboxEntry, now: Timestamp, in db: Database) throws -> OutboxEntry {
        var held = entry
        held.state = .parked
        held.lastError = "it was interrupted before anything was sent"
        try db.execute(
            literal: """
                UPDATE outbox SET state = 'parked', lastError = \(held.lastError),
                    settledAt = \(now.milliseconds)
                WHERE id = \(entry.id)
                """)
        return held
    }
}

/// Why a post could not be changed here.
package enum PostChangeError: UserFacingError, Equatable {
    /// Its creation is being sent, or its outcome is not known.
    case isBeingSent

    package var message: String { "the post is being sent, and whether it arrived is not known" }
    package var hint: String? { "see what became of it: folio sync, then folio post list" }
    package var kind: FailureKind { .outcomeUnknown }
}
