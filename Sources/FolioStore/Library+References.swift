import FolioModel
import GRDB

extension Library {
    static func record(_ reference: String, in db: Database) throws -> MediaItemRecord {
        if let steps = stepsBack(reference) {
            guard let row = try newestRow(skipping: steps, in: db) else {
                throw LibraryError.noSuch(thing: "item", name: reference)
            }
            return try record(row, in: db)
        }
        let ids = try candidates(reference, table: "mediaItem", remoteColumn: "mediaId", in: db)
        return try record(single(ids, reference, thing: "item"), in: db)
    }

    /// The row of the newest item by creation, or of one so many before it.
    static func newestRow(skipping steps: Int, in db: Database) throws -> Int64? {
        // Rowids follow creation loosely. No item has a lower one than its time allows, so the
        // items asked for are above the lowest of the oldest time among as many last rows.
        let request: SQLRequest<Int64> = """
            SELECT min(createdAt) FROM
                (SELECT createdAt FROM mediaItem ORDER BY rowid DESC LIMIT 1 + \(steps))
            """
        guard let oldest = try request.fetchOne(db) else { return nil }
        let lowest = TimeOrderedRowID.lowest(for: Timestamp(milliseconds: oldest))
        return try Int64.fetchOne(
            db,
            sql: """
                SELECT rowid FROM mediaItem WHERE rowid >= ?
                ORDER BY createdAt DESC, rowid DESC LIMIT 1 OFFSET ?
                """, arguments: [lowest, steps])
    }

    /// The rows of the posts that `reference` names: all of them where it is a prefix.
    static func rowsOfPosts(named reference: String) -> SQL {
        if let steps = stepsBack(reference) {
            return
                "SELECT rowid FROM post ORDER BY createdAt DESC, rowid DESC LIMIT 1 OFFSET \(steps)"
        }
        let name = reference.lowercased()
        return """
            SELECT rowid FROM post WHERE (id >= \(name) AND id < \(name + "\u{10FFFF}"))
            OR postId IN (\(name), \(reference))
            """
    }

    /// The row of the post that `reference` names, in the words that items have; `last` is the
    /// newest post.
    static func postRow(_ reference: String, in db: Database) throws -> Int64 {
        if let steps = stepsBack(reference) {
            let row = try Int64.fetchOne(
                db,
                sql: "SELECT rowid FROM post ORDER BY createdAt DESC, rowid DESC LIMIT 1 OFFSET ?",
                arguments: [steps])
            guard let row else { throw LibraryError.noSuch(thing: "post", name: reference) }
            return row
        }
        let ids = try candidates(reference, table: "post", remoteColumn: "postId", in: db)
        return try single(ids, reference, thing: "post")
    }

    /// Whether a lone word of a query names an item: `last`, a whole id, or at least
    /// `minimumLength` characters that begin one.
    package func namesAnItem(_ word: String, minimumLength: Int) throws -> Bool {
        if Self.stepsBack(word) != nil { return true }
        guard word.count >= minimumLength, ShortID.isPrefix(word.lowercased()) else { return false }
        return try read { db in
            try !Self.candidates(word, table: "mediaItem", remoteColumn: "mediaId", in: db).isEmpty
        }
    }

    /// 0 for `last`, 2 for `last~2`, `nil` for anything else. More steps than any library has
    /// items are that many.
    static func stepsBack(_ reference: String) -> Int? {
        if reference == "last" { return 0 }
        guard reference.hasPrefix("last~") else { return nil }
        let digits = reference.dropFirst(5)
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return min(Int(digits) ?? .max, Int(Int32.max))
    }

    private static func candidates(
        _ reference: String, table: String, remoteColumn: String, in db: Database
    ) throws -> [(row: Int64, id: String)] {
        let name = reference.lowercased()
        guard !name.isEmpty else { return [] }
        // A range instead of LIKE: no character of the reference is a pattern.
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT rowid, id FROM \(table)
                WHERE (id >= :name AND id < :name || char(0x10FFFF)) OR \(remoteColumn) = :name
                    OR \(remoteColumn) = :typed
                ORDER BY id LIMIT 20
                """, arguments: ["name": name, "typed": reference])
        let found = try rows.map { (row: $0[0] as Int64, id: $0[1] as String) }.collect()
        return found.first { $0.id == name }.map { [$0] } ?? found
    }

    private static func single(
        _ found: [(row: Int64, id: String)], _ reference: String, thing: String
    ) throws -> Int64 {
        guard let first = found.first else {
            throw LibraryError.noSuch(thing: thing, name: reference)
        }
        guard found.count == 1 else {
            throw LibraryError.ambiguous(prefix: reference, matches: found.map(\.id))
        }
        return first.row
    }
}
