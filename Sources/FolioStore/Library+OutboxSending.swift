package import FolioModel
import Foundation
import GRDB

/// What sending the outbox writes down.
extension Library {
    /// An entry in whatever state.
    ///
    /// - Throws: ``LibraryError/noSuch(thing:name:)`` among others.
    package func outboxEntry(_ id: OutboxEntry.ID) throws -> OutboxEntry {
        let found = try read { try Self.entries(where: "id = \(id)", in: $0) }
        guard let entry = found.first else {
            throw LibraryError.noSuch(thing: "outbox entry", name: "\(id)")
        }
        return entry
    }

    /// Puts a claimed entry back for a later try.
    ///
    /// `countsAsTry` is `false` where nothing about the entry was at fault: no network, a wait.
    package func putBack(
        _ id: OutboxEntry.ID, reason: String, notBefore: Timestamp?, countsAsTry: Bool
    ) throws {
        try write { db in
            try db.execute(
                literal: """
                    UPDATE outbox SET state = 'pending', lastError = \(reason),
                        notBefore = \(notBefore?.milliseconds),
                        attempts = max(0, attempts - \(countsAsTry ? 0 : 1))
                    WHERE id = \(id) AND state = 'sending'
                    """)
        }
    }

    /// Takes back what was not sent, or what the user decides about: `pending`, `parked` and
    /// `unknown` entries. Returns whether it was one. An edit of a post shows no more.
    package func cancel(_ id: OutboxEntry.ID, reason: String, now: Timestamp) throws -> Bool {
        try write { db in
            try db.execute(
                literal: """
                    UPDATE outbox SET state = 'cancelled', lastError = \(reason),
                        settledAt = \(now.milliseconds)
                    WHERE id = \(id) AND state IN ('pending', 'parked', 'unknown')
                    """)
            guard db.changesCount == 1 else { return false }
            try Self.showPost(without: id, in: db)
            return true
        }
    }

    /// Lets a parked entry be tried again from the start. Returns whether it was parked. An edit of
    /// a post shows again.
    package func unpark(_ id: OutboxEntry.ID) throws -> Bool {
        try write { db in
            // A decision about one is none about the others of a copy.
            try Self.holdBackCopiedEntries(in: db)
            try db.execute(
                literal: """
                    UPDATE outbox SET state = 'pending', attempts = 0, notBefore = NULL,
                        settledAt = NULL
                    WHERE id = \(id) AND state = 'parked'
                    """)
            guard db.changesCount == 1 else { return false }
            // Whoever tries again says ours; what it meets then is another conflict.
            try db.execute(
                literal: """
                    UPDATE conflict SET settledAs = 'ours', settledAt = at
                    WHERE entry = \(id) AND settledAs IS NULL
                    """)
            if let row = try Self.postChanged(by: id, in: db) {
                try Self.overlayWaitingEdits(on: row, in: db)
            }
            return true
        }
    }

    /// Judges entries that a killed process was sending.
    ///
    /// What may have published something becomes `unknown`, with its post; what can be repeated
    /// waits again. Only the holder of the whole lock of ``excludeSenders()`` may ask for it.
    /// Returns those entries as they were.
    package func settleAbandonedEntries(holding lock: FileLock) throws -> [OutboxEntry] {
        let abandoned = try outbox(in: [.sending])
        try write { db in
            for entry in abandoned {
                let state: OutboxEntry.State = entry.action.isSentOnce ? .unknown : .pending
                try db.execute(
                    literal: """
                        UPDATE outbox SET state = \(state.rawValue),
                            lastError = 'Folio ended before the reply arrived'
                        WHERE id = \(entry.id) AND state = 'sending'
                        """)
                if case .createPost(let post, _, _) = entry.action, state == .unknown {
                    try db.execute(
                        literal: """
                            UPDATE post SET status = 'unknown'
                            WHERE id = \(post) AND postId IS NULL
                            """)
                }
            }
        }
        return abandoned
    }

    /// Records that an entry was sent and its outcome is unknown, and so is its post's.
    package func settleUnknown(
        _ id: OutboxEntry.ID, post: Post.ID?, reason: String, now: Timestamp
    ) throws {
        try write { db in
            try db.execute(
                literal: """
                    UPDATE outbox SET state = 'unknown', lastError = \(reason),
                        settledAt = \(now.milliseconds)
                    WHERE id = \(id)
                    """)
            guard let post else { return }
            try db.execute(
                literal: """
                    UPDATE post SET status = 'unknown' WHERE id = \(post) AND postId IS NULL
                    """)
        }
    }

    /// Remembers the place that was reserved for an upload, in the entry and in the item, before
    /// its first byte is sent.
    ///
    /// Returns `false`, and changes nothing, where the library knows more of that place than a
    /// listing of the remote tells: then it is another item's.
    package func reserve(
        _ mediaID: String, for id: MediaItem.ID, in entry: OutboxEntry.ID
    ) throws -> Bool {
        try write { db in
            let row = try Self.rowOfItem(id, in: db)
            if let learned = try Self.row(mediaID: mediaID, in: db), learned != row {
                guard try Self.isBare(learned, in: db) else { return false }
            }
            let action = OutboxEntry.Action.upload(itemID: id, mediaID: mediaID)
            try db.execute(
                literal: """
                    UPDATE outbox SET actionJSON = \(try JSONColumn.text(action))
                    WHERE id = \(entry)
                    """)
            try Self.adopt(mediaID, into: row, in: db)
            return true
        }
    }

    /// Whether this library created the remote's post, as far as it knows.
    package func hasCreated(remotePost postID: String) throws -> Bool {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT 1 FROM outbox JOIN post ON post.rowid = outbox.post
                    WHERE post.postId = ? AND outbox.action = 'createPost'
                    """, arguments: [postID]) != nil
        }
    }

    /// Whether all that is known of an item came from a listing, so that it may be forgotten. What
    /// rules gave it when it arrived was not said by anybody.
    private static func isBare(_ row: Int64, in db: Database) throws -> Bool {
        let request: SQLRequest<Int> = """
            SELECT 1 FROM mediaItem WHERE rowid = \(row) AND prompt IS NULL AND sha256 IS NULL
                AND NOT EXISTS (SELECT 1 FROM mediaItemTag WHERE item = \(row)
                    AND (at <> addedAt OR tag NOT IN (SELECT tag FROM tagRuleTag)))
                AND NOT EXISTS (SELECT 1 FROM note WHERE item = \(row))
                AND NOT EXISTS (SELECT 1 FROM rating WHERE item = \(row))
                AND NOT EXISTS (SELECT 1 FROM hiddenItem WHERE item = \(row))
                AND NOT EXISTS (SELECT 1 FROM albumItem WHERE item = \(row))
                AND NOT EXISTS (SELECT 1 FROM outbox WHERE item = \(row))
                AND NOT EXISTS (SELECT 1 FROM generation WHERE item = \(row))
                AND NOT EXISTS (SELECT 1 FROM ledgerEntry WHERE item = \(row))
            """
        return try request.fetchOne(db) != nil
    }

    /// Gives an item the remote's id. A listing may have shown that id before: then the item that
    /// it made, which nobody has touched yet, becomes this one.
    private static func adopt(_ mediaID: String, into row: Int64, in db: Database) throws {
        if let learned = try self.row(mediaID: mediaID, in: db), learned != row {
            try db.execute(
                literal: "UPDATE postMedia SET item = \(row) WHERE item = \(learned)")
            try TextIndex(db: db).updating([learned]) {
                try db.execute(literal: "DELETE FROM mediaItem WHERE rowid = \(learned)")
            }
        }
        try db.execute(
            literal: "UPDATE mediaItem SET mediaId = \(mediaID) WHERE rowid = \(row)")
        try linkPosts(to: row, mediaID: mediaID, in: db)
    }
}

extension OutboxEntry.Action {
    /// Whether the remote may publish when it is sent, so that it is sent at most once.
    package var isSentOnce: Bool {
        switch self {
        case .createPost, .schedulePost, .retryPost: true
        case .upload, .deleteMedia, .updatePost, .deletePost, .changeMedia: false
        }
    }
}
