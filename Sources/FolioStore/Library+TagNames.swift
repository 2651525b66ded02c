package import FolioModel
import GRDB

extension Library {
    /// Renames a tag on every item that carries it. A new name that is in use already takes the
    /// items of both. One step of the history.
    ///
    /// Returns how many items carried the old name.
    package func renameTag(_ old: String, to new: TagName, now: Timestamp) throws -> Int {
        try step("tag rename \(old) \(new.text)", now: now) { db in
            let tag = try Self.tagOf(old, in: db)
            // An alias of this tag would lead back to it.
            try db.execute(
                literal: "DELETE FROM tagAlias WHERE folded = \(new.folded) AND tag = \(tag)")
            if let other = try Self.knownTag(new.folded, in: db), other != tag {
                return try Self.join([tag], into: other, in: db)
            }
            let rows = try Self.items(carrying: [tag], in: db)
            try TextIndex(db: db).updating(rows) {
                try db.execute(
                    literal: """
                        UPDATE tag SET name = \(new.text), folded = \(new.folded) WHERE tag = \(tag)
                        """)
            }
            return rows.count
        }
    }

    /// Makes several tags one. Its name may be one of theirs, another tag's or new. Rules and
    /// other names of the tags become its own. One step of the history.
    ///
    /// Returns how many items carried one of the tags that are no more.
    package func mergeTags(_ names: [String], into name: TagName, now: Timestamp) throws -> Int {
        let summary = "tag merge \(names.joined(separator: " ")) -- \(name.text)"
        return try step(summary, now: now) { db in
            let tags = try names.map { try Self.tagOf($0, in: db) }
            let target = try Self.tagRow(name, in: db)
            return try Self.join(tags.filter { $0 != target }, into: target, in: db)
        }
    }

    /// Makes `alias` another name of a tag, wherever a tag is typed. One step of the history.
    ///
    /// - Throws: ``LibraryError`` where there is no such tag; ``TagNameTaken`` where `alias` is a
    ///   tag itself.
    package func addTagAlias(_ alias: TagName, of name: String, now: Timestamp) throws {
        try step("tag alias \(alias.text) \(name)", now: now) { db in
            let tag = try Self.tagOf(name, in: db)
            let isTaken = try Int.fetchOne(
                db, sql: "SELECT 1 FROM tag WHERE folded = ?", arguments: [alias.folded])
            guard isTaken == nil else { throw TagNameTaken(name: alias.text, wanted: name) }
            try db.execute(
                literal: """
                    INSERT INTO tagAlias (folded, tag) VALUES (\(alias.folded), \(tag))
                    ON CONFLICT (folded) DO UPDATE SET tag = excluded.tag
                    WHERE tag <> excluded.tag
                    """)
        }
    }

    /// Takes another name away from its tag. One step of the history.
    package func removeTagAlias(_ alias: String, now: Timestamp) throws {
        try step("tag unalias \(alias)", now: now) { db in
            let folded = TagName.fold(alias)
            let tag = try Int64.fetchOne(
                db, sql: "SELECT tag FROM tagAlias WHERE folded = ?", arguments: [folded])
            guard let tag else { throw LibraryError.noSuch(thing: "alias", name: alias) }
            try db.execute(literal: "DELETE FROM tagAlias WHERE folded = \(folded)")
            try Self.forgetUnused([tag], in: db)
        }
    }

    private static func tagOf(_ name: String, in db: Database) throws -> Int64 {
        guard let tag = try knownTag(TagName.fold(name), in: db)
        else { throw LibraryError.noSuch(thing: "tag", name: name) }
        return tag
    }

    private static func items(carrying tags: [Int64], in db: Database) throws -> [Int64] {
        let request: SQLRequest<Int64> = """
            SELECT DISTINCT item FROM mediaItemTag WHERE tag IN (\(list(tags))) ORDER BY item
            """
        return try request.fetchAll(db)
    }

    private static func join(
        _ tags: [Int64], into target: Int64, in db: Database
    ) throws -> Int {
        let rows = try items(carrying: tags, in: db)
        try TextIndex(db: db).updating(rows) {
            try db.execute(
                literal: """
                    UPDATE OR IGNORE mediaItemTag SET tag = \(target) WHERE tag IN (\(list(tags)));
                    UPDATE OR IGNORE tagRuleTag SET tag = \(target) WHERE tag IN (\(list(tags)));
                    UPDATE tagAlias SET tag = \(target) WHERE tag IN (\(list(tags)));
                    DELETE FROM tag WHERE tag IN (\(list(tags)))
                    """)
        }
        return rows.count
    }
}

/// Why a name cannot become another name of a tag.
package struct TagNameTaken: UserFacingError, Equatable {
    package let name: String
    /// The tag that it should mean.
    package let wanted: String

    package init(name: String, wanted: String) {
        self.name = name
        self.wanted = wanted
    }

    package var message: String { "“\(name)” is a tag itself" }
    package var hint: String? { "make them one first: folio tag merge \(name) -- \(wanted)" }
    package var kind: FailureKind { .usage }
}
