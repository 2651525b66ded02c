package import FolioModel
import GRDB

/// An entry of the outbox that needs a decision, with the values of both sides.
package struct KeptConflict: Hashable, Sendable {
    package var entry: OutboxEntry
    /// Empty where the remote refused it, or its outcome is not known.
    package var fields: [PostConflict]
    /// When it was found.
    package var at: Timestamp
    /// How it was settled; `nil` while it waits.
    package var settledAs: String?

    /// Whether the remote has the post no more that was edited here.
    package var isOfDeletedPost: Bool { fields.contains { $0.theirs == nil } }
}

/// Why a decision cannot be carried out.
package enum ConflictError: UserFacingError, Equatable {
    /// No entry of this number waits for a decision.
    case notOpen(Int64)
    /// It may have published, and would perhaps do so twice.
    case mayHaveRun(Int64)
    /// The entry is no edit of a text.
    case hasNoText(Int64)
    /// The remote has nothing of this post: giving it up means to delete it here.
    case postUnsent(Int64, Post.ID)

    package var message: String {
        switch self {
        case .notOpen(let id): "no entry \(id) waits for a decision"
        case .mayHaveRun(let id):
            "what became of entry \(id) is not known: sending it again might publish twice"
        case .hasNoText(let id): "entry \(id) changes no text"
        case .postUnsent(let id, _): "the remote has nothing of the post of entry \(id)"
        }
    }

    package var hint: String? {
        switch self {
        case .notOpen: "see what does: folio conflicts"
        case .mayHaveRun(let id):
            "let folio sync look for it, or give it up: folio resolve \(id) --theirs"
        case .postUnsent(let id, let post):
            "try it again: folio resolve \(id) --ours; or delete it: folio post delete \(post)"
        case .hasNoText(let id): "decide with --ours or --theirs: folio resolve \(id) --ours"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .notOpen: .notFound
        case .mayHaveRun: .outcomeUnknown
        case .hasNoText, .postUnsent: .usage
        }
    }
}

extension Library {
    /// Parks an entry that is being sent, with the values of both sides.
    package func keep(
        _ conflicts: [PostConflict], of entry: OutboxEntry.ID, reason: String, now: Timestamp
    ) throws {
        try write { db in
            for conflict in conflicts {
                try db.execute(
                    literal: """
                        INSERT INTO conflict (entry, field, base, ours, theirs, at)
                        VALUES (\(entry), \(conflict.field.rawValue), \(conflict.base),
                            \(conflict.ours), \(conflict.theirs), \(now.milliseconds))
                        """)
            }
            try db.execute(
                literal: """
                    UPDATE outbox SET state = 'parked', lastError = \(reason), notBefore = NULL,
                        settledAt = \(now.milliseconds)
                    WHERE id = \(entry) AND state = 'sending'
                    """)
            try Self.showPost(without: entry, in: db)
        }
    }

    /// What waits for a decision, oldest first; with `settled` the conflicts of values that were
    /// settled instead.
    package func conflicts(settled: Bool = false) throws -> [KeptConflict] {
        try read { db in
            guard !settled else { return try Self.settledConflicts(in: db) }
            let open = try Self.entries(where: "state IN ('parked', 'unknown')", in: db)
            return try open.map { entry in
                let fields = try Self.fields(
                    where: "entry = \(entry.id) AND settledAs IS NULL", in: db)
                return KeptConflict(
                    entry: entry, fields: fields.map(\.conflict),
                    at: fields.first?.at ?? entry.createdAt)
            }
        }
    }

    /// Carries a decision out here; the next sync sends what is to be sent.
    ///
    /// Ours, or another text, is sent only while the remote still shows the values that were seen.
    /// An entry without a conflict of values is tried again, or given up.
    ///
    /// - Throws: ``ConflictError``; nothing has changed then.
    package func resolve(
        _ id: OutboxEntry.ID, _ decision: ConflictDecision, now: Timestamp
    ) throws -> OutboxEntry {
        try write { db in
            guard
                let entry = try Self.entries(
                    where: "id = \(id) AND state IN ('parked', 'unknown')", in: db
                ).first
            else { throw ConflictError.notOpen(id) }
            if try Self.isOfDeletedPost(entry, in: db) {
                return try self.resolve(entry, ofDeletedPostBy: decision, now: now, in: db)
            }
            switch decision {
            case .theirs:
                try Self.giveUp(entry, now: now, in: db)
            case .ours:
                try Self.rebase(entry, now: now, in: db)
            case .text(let text):
                try Self.rewrite(entry, as: text, in: db)
                try Self.rebase(entry, now: now, in: db)
            }
            try db.execute(
                literal: """
                    UPDATE conflict SET settledAs = \(decision.word),
                        settledAt = \(now.milliseconds)
                    WHERE entry = \(id) AND settledAs IS NULL
                    """)
            if let post = entry.action.postID {
                let row = try Self.postRow(post, in: db)
                try Self.overlayWaitingEdits(on: row, in: db)
            }
            guard let after = try Self.entries(where: "id = \(id)", in: db).first else {
                throw ConflictError.notOpen(id)
            }
            return after
        }
    }
}

extension Library {
    static func fields(
        where condition: SQL, in db: Database
    ) throws -> [(entry: Int64, conflict: PostConflict, at: Timestamp, settledAs: String?)] {
        let request: SQLRequest<Row> = """
            SELECT entry, field, base, ours, theirs, at, settledAs FROM conflict
            WHERE \(condition) ORDER BY conflict
            """
        return try Row.fetchAll(db, request).map { row in
            let conflict = PostConflict(
                field: .init(rawValue: row[1]) ?? .content, base: row[2], ours: row[3],
                theirs: row[4])
            return (row[0], conflict, Timestamp(milliseconds: row[5]), row[6])
        }
    }

    private static func settledConflicts(in db: Database) throws -> [KeptConflict] {
        try fields(where: "settledAs IS NOT NULL", in: db).compactMap { found in
            try entries(where: "id = \(found.entry)", in: db).first.map {
                KeptConflict(
                    entry: $0, fields: [found.conflict], at: found.at,
                    settledAs: found.settledAs)
            }
        }
    }

    /// The remote's values that were seen become what both sides agreed on.
    private static func rebase(_ entry: OutboxEntry, now: Timestamp, in db: Database) throws {
        guard entry.state == .parked else { throw ConflictError.mayHaveRun(entry.id) }
        var base = entry.base
        for (_, conflict, _, _) in try fields(
            where: "entry = \(entry.id) AND settledAs IS NULL", in: db)
        {
            var known = base ?? PostBase(content: "")
            switch conflict.field {
            case .content: known.content = conflict.theirs ?? ""
            case .scheduledFor:
                known.scheduledFor = conflict.theirs.flatMap { Timestamp(iso8601: $0) }
            }
            base = known
        }
        try db.execute(
            literal: """
                UPDATE outbox SET baseJSON = \(try base.map { try JSONColumn.text($0) }),
                    attempts = 0
                WHERE id = \(entry.id)
                """)
        try finish(entry, state: "pending", reason: nil, now: nil, in: db)
    }

    /// The fields that only we changed are sent all the same.
    private static func giveUp(
        _ entry: OutboxEntry, now: Timestamp, in db: Database
    ) throws {
        if case .createPost(let post, _, _) = entry.action, entry.state == .parked {
            throw ConflictError.postUnsent(entry.id, post)
        }
        let lost = try fields(where: "entry = \(entry.id) AND settledAs IS NULL", in: db)
            .map(\.conflict.field)
        if case .updatePost(let post, var edit) = entry.action, !lost.isEmpty {
            if lost.contains(.content) { edit.content = nil }
            if lost.contains(.scheduledFor) { (edit.scheduledFor, edit.timezone) = (nil, nil) }
            if edit != PostEdit() {
                let rest = OutboxEntry.Action.updatePost(postID: post, edit)
                try setAction(rest, of: entry.id, in: db)
                return try finish(entry, state: "pending", reason: nil, now: nil, in: db)
            }
        }
        try finish(entry, state: "cancelled", reason: "given up", now: now, in: db)
    }

    private static func setAction(
        _ action: OutboxEntry.Action, of id: OutboxEntry.ID, in db: Database
    ) throws {
        try db.execute(
            literal: """
                UPDATE outbox SET actionJSON = \(try JSONColumn.text(action)) WHERE id = \(id)
                """)
    }

    private static func rewrite(_ entry: OutboxEntry, as text: String, in db: Database) throws {
        guard case .updatePost(let post, var edit) = entry.action, edit.content != nil else {
            throw ConflictError.hasNoText(entry.id)
        }
        edit.content = text
        try setAction(.updatePost(postID: post, edit), of: entry.id, in: db)
    }

    private static func finish(
        _ entry: OutboxEntry, state: String, reason: String?, now: Timestamp?, in db: Database
    ) throws {
        try db.execute(
            literal: """
                UPDATE outbox SET state = \(state), lastError = \(reason), notBefore = NULL,
                    settledAt = \(now?.milliseconds)
                WHERE id = \(entry.id)
                """)
    }
}
