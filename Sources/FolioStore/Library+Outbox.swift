package import FolioModel
import Foundation
import GRDB

extension Library {
    /// Writes down an intention for the next sync.
    ///
    /// With `isHeld` the entry is parked: no sync sends it, only who claims it from there. That is
    /// for what must not happen late if this process dies.
    package func enqueue(
        _ action: OutboxEntry.Action, isHeld: Bool = false, now: Timestamp
    ) throws -> OutboxEntry {
        try write { db in
            let entry = try Self.enqueue(action, now: now, in: db)
            return isHeld ? try Self.hold(entry, now: now, in: db) : entry
        }
    }

    /// Entries in these states, in the order in which they were made.
    package func outbox(in states: [OutboxEntry.State]) throws -> [OutboxEntry] {
        try read { db in
            let words = try JSONColumn.text(states.map(\.rawValue))
            let condition: SQL = "state IN (SELECT value FROM json_each(\(words)))"
            // Word for word the condition of the index `outboxOpen`.
            let isOpen: SQL = "state IN ('pending', 'sending', 'parked', 'unknown')"
            let areOpen = !states.contains(.done) && !states.contains(.cancelled)
            return try Self.entries(
                where: areOpen ? "\(isOpen) AND \(condition)" : condition, in: db)
        }
    }

    /// Claims an entry for sending.
    ///
    /// Returns `false` where another process was first or the entry is no longer in `state`.
    package func claim(
        _ id: OutboxEntry.ID, from state: OutboxEntry.State = .pending
    ) throws -> Bool {
        try write { db in
            guard try !Self.isHeldBack(id, in: db) else { return false }
            try db.execute(
                literal: """
                    UPDATE outbox SET state = 'sending', attempts = attempts + 1
                    WHERE id = \(id) AND state = \(state.rawValue)
                    """)
            return db.changesCount == 1
        }
    }

    /// Records how an entry's try ended. `pending` puts it back for a later try. Edits of the same
    /// post that follow one that is done go by what it has made of the post; one that is not sent
    /// shows no more.
    package func settle(
        _ id: OutboxEntry.ID, as state: OutboxEntry.State, error: String? = nil,
        notBefore: Timestamp? = nil, now: Timestamp
    ) throws {
        try write { db in
            let isOpen = [.pending, .sending].contains(state)
            try db.execute(
                literal: """
                    UPDATE outbox SET state = \(state.rawValue), lastError = \(error),
                        notBefore = \(notBefore?.milliseconds),
                        settledAt = \(isOpen ? nil : now.milliseconds)
                    WHERE id = \(id)
                    """)
            switch state {
            case .done: try Self.carryOn(from: id, in: db)
            case .parked, .cancelled: try Self.showPost(without: id, in: db)
            case .pending, .sending, .unknown: break
            }
        }
    }

    /// Replaces an open entry's action, for example once an upload has its place reserved.
    package func setAction(_ action: OutboxEntry.Action, of id: OutboxEntry.ID) throws {
        try write { db in
            try db.execute(
                literal: """
                    UPDATE outbox SET actionJSON = \(try JSONColumn.text(action)) WHERE id = \(id)
                    """)
        }
    }

    /// Records that the remote deleted an item: it stays here with all that is known of it.
    package func markGone(_ id: MediaItem.ID) throws {
        try write { db in
            let row = try Self.rowOfItem(id, in: db)
            try TextIndex(db: db).updating([row]) {
                try db.execute(
                    literal: "UPDATE mediaItem SET presence = 'gone' WHERE rowid = \(row)")
            }
        }
    }
}

extension Library {
    static func enqueue(
        _ action: OutboxEntry.Action, base: PostBase? = nil, now: Timestamp, in db: Database
    ) throws -> OutboxEntry {
        let item = try action.itemID.map { try rowOfItem($0, in: db) }
        let post = try action.postID.map { try postRow($0, in: db) }
        try db.execute(
            literal: """
                INSERT INTO outbox (action, item, post, actionJSON, baseJSON, state, createdAt)
                VALUES (\(action.name), \(item), \(post), \(try JSONColumn.text(action)),
                    \(try base.map { try JSONColumn.text($0) }), 'pending', \(now.milliseconds))
                """)
        return OutboxEntry(
            id: db.lastInsertedRowID, action: action, state: .pending, createdAt: now, base: base)
    }

    static func entries(where condition: SQL, in db: Database) throws -> [OutboxEntry] {
        let request = SQLRequest<Row>(
            literal: """
                SELECT id, actionJSON, state, attempts, notBefore, lastError, createdAt, baseJSON,
                    (SELECT post.id FROM post WHERE post.rowid = outbox.post)
                FROM outbox WHERE \(condition) ORDER BY id
                """, cached: true)
        return try Row.fetchCursor(db, request).map(entry).collect()
    }

    private static func entry(_ row: Row) throws -> OutboxEntry {
        let json: String = row[1]
        var action = try JSONDecoder().decode(OutboxEntry.Action.self, from: Data(json.utf8))
        // A post that a sync saw first may have become another one's since, with that one's id.
        if let post = row[8] as String? { action = action.about(post: post) }
        return OutboxEntry(
            id: row[0], action: action, state: .init(rawValue: row[2]) ?? .parked,
            attempts: row[3], notBefore: (row[4] as Int64?).map(Timestamp.init(milliseconds:)),
            lastError: row[5], createdAt: Timestamp(milliseconds: row[6]),
            base: try (row[7] as String?).map {
                try JSONDecoder().decode(PostBase.self, from: Data($0.utf8))
            })
    }
}

extension OutboxEntry.Action {
    /// The word for this kind of action in the outbox and in what people read.
    package var name: String {
        switch self {
        case .upload: "upload"
        case .deleteMedia: "deleteMedia"
        case .createPost: "createPost"
        case .updatePost: "updatePost"
        case .deletePost: "deletePost"
        case .schedulePost: "schedulePost"
        case .retryPost: "retryPost"
        case .changeMedia: "changeMedia"
        }
    }

    /// The same for the post of that id, where it is about a post.
    func about(post id: Post.ID) -> Self {
        switch self {
        case .upload, .deleteMedia: self
        case .createPost(_, let draft, let useQueue):
            .createPost(postID: id, draft: draft, useQueue: useQueue)
        case .updatePost(_, let edit): .updatePost(postID: id, edit)
        case .deletePost: .deletePost(postID: id)
        case .schedulePost(_, let moment): .schedulePost(postID: id, at: moment)
        case .retryPost: .retryPost(postID: id)
        case .changeMedia(_, let add, let remove, let first):
            .changeMedia(postID: id, add: add, remove: remove, first: first)
        }
    }

    /// The item that it is about.
    package var itemID: MediaItem.ID? {
        switch self {
        case .upload(let id, _), .deleteMedia(let id, _): id
        default: nil
        }
    }

    /// The post that it is about.
    package var postID: Post.ID? {
        switch self {
        case .upload, .deleteMedia: nil
        case .createPost(let id, _, _), .updatePost(let id, _), .deletePost(let id),
            .schedulePost(let id, _), .retryPost(let id), .changeMedia(let id, _, _, _):
            id
        }
    }
}
