package import FolioModel
import Foundation
import GRDB

/// What the remote last said of a post: the base of edits, apart from edits that wait on top.
extension Library {
    /// Where that is not known, the oldest edit that is open knows it, and without one the post
    /// shows it.
    static func base(of row: Int64, in db: Database) throws -> PostBase {
        if let kept = try keptBase(of: row, in: db) { return kept }
        let oldest = try entries(
            where: """
                post = \(row) AND baseJSON IS NOT NULL
                AND state IN ('pending', 'sending', 'parked')
                """, in: db
        ).first?.base
        return try oldest ?? PostBase(postRecord(row, in: db).post)
    }

    /// Remembers what a reply said of a post; what it leaves out stays. Edits that wait must not
    /// be on top of the row yet where the reply tells a field.
    static func keepBase(of row: Int64, as seen: RemotePost, in db: Database) throws {
        var base = try keptBase(of: row, in: db) ?? PostBase(postRecord(row, in: db).post)
        base.content = seen.content ?? base.content
        base.scheduledFor = seen.scheduledFor ?? base.scheduledFor
        base.timezone = seen.timezone ?? base.timezone
        base.mediaIDs = seen.mediaIDs ?? base.mediaIDs
        try db.execute(
            literal: """
                UPDATE post SET baseJSON = \(try JSONColumn.text(base)) WHERE rowid = \(row)
                """)
    }

    /// Takes what an edit has made of a post into the bases of those that follow it: they were
    /// made on top of it.
    static func carryOn(from id: OutboxEntry.ID, in db: Database) throws {
        guard let done = try entries(where: "id = \(id)", in: db).first,
            done.action.changesPost, let post = done.action.postID
        else { return }
        let row = try postRow(post, in: db)
        let later = try entries(
            where: """
                post = \(row) AND id > \(id) AND baseJSON IS NOT NULL
                AND state IN ('pending', 'sending', 'parked')
                """, in: db)
        for entry in later {
            guard let base = entry.base else { continue }
            let carried = try base.changed(by: done.action) { ids in
                try ids.compactMap { item in
                    try String.fetchOne(
                        db, sql: "SELECT mediaId FROM mediaItem WHERE id = ?", arguments: [item])
                }
            }
            try db.execute(
                literal: """
                    UPDATE outbox SET baseJSON = \(try JSONColumn.text(carried))
                    WHERE id = \(entry.id)
                    """)
        }
    }

    /// Shows what the remote last said again, with the edits on top that still wait.
    static func showBase(of row: Int64, in db: Database) throws {
        let base = try base(of: row, in: db)
        try db.execute(
            literal: """
                UPDATE post SET content = \(base.content),
                    scheduledFor = \(base.scheduledFor?.milliseconds), timezone = \(base.timezone)
                WHERE rowid = \(row)
                """)
        try PostRecord.setMedia(base.mediaIDs, of: row, in: db)
        try overlayWaitingEdits(on: row, in: db)
    }

    /// Shows a post without that edit, where the entry is one.
    static func hideEdit(_ id: OutboxEntry.ID, in db: Database) throws {
        guard let entry = try entries(where: "id = \(id)", in: db).first,
            entry.action.changesPost, let post = entry.action.postID
        else { return }
        try showBase(of: postRow(post, in: db), in: db)
    }

    private static func keptBase(of row: Int64, in db: Database) throws -> PostBase? {
        try String.fetchOne(db, sql: "SELECT baseJSON FROM post WHERE rowid = ?", arguments: [row])
            .map { try JSONDecoder().decode(PostBase.self, from: Data($0.utf8)) }
    }
}

extension OutboxEntry.Action {
    /// Whether it edits a post that the remote has.
    package var changesPost: Bool {
        switch self {
        case .updatePost, .changeMedia: true
        case .upload, .deleteMedia, .createPost, .deletePost, .schedulePost, .retryPost: false
        }
    }
}

extension PostBase {
    /// As an edit leaves it. `mediaIDs` names items as the remote does.
    fileprivate func changed(
        by action: OutboxEntry.Action, mediaIDs names: ([MediaItem.ID]) throws -> [String]
    ) rethrows -> PostBase {
        var base = self
        switch action {
        case .updatePost(_, let edit):
            base.content = edit.content ?? base.content
            base.scheduledFor = edit.scheduledFor ?? base.scheduledFor
            base.timezone = edit.timezone ?? base.timezone
            if let items = edit.itemIDs { base.mediaIDs = try names(items) }
        case .changeMedia(_, let add, let remove, let first):
            let removed = try names(remove)
            let kept = base.mediaIDs.filter { !removed.contains($0) }
            let new = try names(add).filter { !kept.contains($0) }
            base.mediaIDs = first ? new + kept : kept + new
        default: break
        }
        return base
    }
}
