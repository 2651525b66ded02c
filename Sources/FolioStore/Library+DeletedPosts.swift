package import FolioModel
import GRDB

/// Edits of posts that were deleted on the remote meanwhile. A conflict without a value of theirs
/// tells of one.
extension Library {
    static func isOfDeletedPost(_ entry: OutboxEntry, in db: Database) throws -> Bool {
        try entry.state == .parked && entry.action.changesPost
            && fields(where: "entry = \(entry.id) AND settledAs IS NULL", in: db)
                .contains { $0.conflict.theirs == nil }
    }

    /// Theirs accepts the deletion; ours is a new post, made of the old one with all edits that
    /// wait for it. Either way those edits are settled with this one, so that no second post comes
    /// of them, and the old post stays here with its text.
    func resolve(
        _ entry: OutboxEntry, ofDeletedPostBy decision: ConflictDecision, now: Timestamp,
        in db: Database
    ) throws -> OutboxEntry {
        guard let id = entry.action.postID else { throw ConflictError.notOpen(entry.id) }
        let row = try Self.postRow(id, in: db)
        let edits = try Self.entries(
            where: """
                post = \(row) AND state IN ('pending', 'parked')
                AND action IN ('updatePost', 'changeMedia')
                """, in: db)
        var successor: OutboxEntry?
        if decision != .theirs {
            for edit in edits { try Self.overlay(edit.action, on: row, in: db) }
            successor = try replace(row, text: decision.replacement, now: now, in: db)
        }
        for edit in edits {
            try db.execute(
                literal: """
                    UPDATE outbox SET state = 'cancelled', notBefore = NULL,
                        lastError = \(successor == nil ? "given up" : "sent as a new post"),
                        settledAt = \(now.milliseconds)
                    WHERE id = \(edit.id)
                    """)
            try db.execute(
                literal: """
                    UPDATE conflict SET settledAs = \(decision.word),
                        settledAt = \(now.milliseconds)
                    WHERE entry = \(edit.id) AND settledAs IS NULL
                    """)
        }
        try db.execute(literal: "UPDATE post SET status = 'gone' WHERE rowid = \(row)")
        if let successor { return successor }
        guard let after = try Self.entries(where: "id = \(entry.id)", in: db).first else {
            throw ConflictError.notOpen(entry.id)
        }
        return after
    }

    /// A post without a time becomes a draft: it must not be published at once.
    private func replace(
        _ row: Int64, text: String?, now: Timestamp, in db: Database
    ) throws -> OutboxEntry {
        let old = try Self.postRecord(row, in: db).post
        let (post, entry) = try queuePost(
            content: text ?? old.content, itemIDs: old.itemIDs, accountIDs: old.accountIDs,
            scheduledFor: old.scheduledFor, timezone: old.timezone,
            draft: old.scheduledFor == nil || old.status == .draft, useQueue: false, now: now,
            in: db)
        try db.execute(
            literal: "UPDATE post SET replaces = \(old.postID) WHERE id = \(post.id)")
        return entry
    }

    /// The remote's id of the deleted post that this one stands in for; `nil` for most.
    package func replacedPost(of id: Post.ID) throws -> String? {
        try read { db in
            try String.fetchOne(db, sql: "SELECT replaces FROM post WHERE id = ?", arguments: [id])
        }
    }
}

extension ConflictDecision {
    fileprivate var replacement: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
