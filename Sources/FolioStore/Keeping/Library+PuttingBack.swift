package import FolioModel
package import Foundation
import GRDB

/// A line of a dump that is no row of a library, or rows that no library has.
package struct BadRow: Error {
    /// What follows “the dump”, such as “has other columns than the table tag”.
    package let reason: String
}

extension Library {
    /// Puts a library back in `folder`, where there is none yet or an empty one, from rows as
    /// ``forEachKeptRow(_:)`` gave them in a library with this step of the schema.
    ///
    /// `fill` hands over line after line and is answered with the table of each. A ``BadRow`` is
    /// thrown where the line is wrong; `fill` passes on whatever is thrown.
    ///
    /// Whatever happens, there is all of the library afterwards or nothing: rows are collected in a
    /// draft, with their search index and sums, and the draft becomes the library or, in one
    /// transaction, fills the empty one.
    ///
    /// `now` is when the copy took its original's place. What waits in it to be paid for or
    /// published may have been sent since, and is not sent by itself. It is `nil` where the library
    /// only moved: then everything goes on.
    ///
    /// - Throws: ``KeepingError``, ``LibraryError``, and what `fill` throws.
    package static func putBackRows(
        of schema: String, in folder: URL, at now: Timestamp?,
        _ fill: (_ add: (_ line: String) throws -> String) throws -> Void
    ) throws {
        try putBack(in: folder, at: now) { try LibraryDraft(in: folder, upTo: schema, fill) }
    }

    /// Puts a library back from a library file to which nobody writes, as ``putBackRows(of:in:at:_:)``
    /// does from rows.
    package static func putBack(_ copy: URL, in folder: URL, at now: Timestamp?) throws {
        try putBack(in: folder, at: now) { try LibraryDraft(in: folder, copying: copy) }
    }

    private static func putBack(
        in folder: URL, at now: Timestamp?, _ makeDraft: () throws -> LibraryDraft
    ) throws {
        let isNew = !FileManager.default.fileExists(atPath: file(in: folder).path)
        let isNewFolder = !FileManager.default.fileExists(atPath: folder.path)
        var isDone = false
        // A folder that was made for nothing goes away; one in which anything lies does not.
        defer { if isNewFolder, !isDone { rmdir(folder.path) } }
        if !isNew, try !open(folder).isEmpty() { throw KeepingError.notEmpty(path: folder.path) }
        let draft = try makeDraft()
        defer { draft.discard() }
        try translatingErrors(path: folder.path) {
            try draft.database.write { try mark($0, asPutBackAt: now) }
        }
        if isNew { try draft.publish() } else { try open(folder).fill(from: draft) }
        isDone = true
    }

    private static func mark(_ db: Database, asPutBackAt now: Timestamp?) throws {
        let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM outbox")
        try setState(.putBackAt, to: now?.text, in: db)
        try setState(.putBackThrough, to: now == nil ? nil : last.map { "\($0)" }, in: db)
    }

    /// Takes over all rows of a draft, in one transaction.
    private func fill(from draft: LibraryDraft) throws {
        guard !isReadOnly else { throw LibraryError.readOnly(path: file.path) }
        try witness?(.before)
        try Self.translatingErrors(path: file.path) {
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "ATTACH ? AS draft", arguments: [draft.path])
                try db.inTransaction(.immediate) {
                    guard try Self.isEmpty(db) else {
                        throw KeepingError.notEmpty(path: folder.path)
                    }
                    for name in LibraryTables.dumped { try Self.takeOver(name, in: db) }
                    try Self.deriveAll(in: db)
                    return .commit
                }
                try db.execute(sql: "DETACH draft")
            }
        }
        try witness?(.after)
    }

    private static func takeOver(_ name: String, in db: Database) throws {
        guard let table = try LibraryTables.Layout(name, in: db) else { return }
        let quoted = LibraryTables.Layout.quoted(name)
        try db.execute(
            sql: """
                DELETE FROM main.\(quoted);
                INSERT INTO main.\(quoted) (\(table.columnList))
                SELECT \(table.columnList) FROM draft.\(quoted) ORDER BY \(table.order)
                """)
    }

    /// Makes the search index and the sums from the rows.
    static func deriveAll(in db: Database) throws {
        try TextIndex(db: db).rebuild { _, _ in }
        try rebuildSums(in: db)
    }
}

extension LibraryDraft {
    /// A library of rows that were dumped, with all that is derived from them.
    init(
        in folder: URL, upTo schema: String,
        _ fill: (_ add: (_ line: String) throws -> String) throws -> Void
    ) throws {
        try self.init(in: folder, upTo: schema)
        do {
            try Library.translatingErrors(path: folder.path) {
                try database.write { db in
                    var rows = RowInsertion(db: db)
                    try fill { try rows.add($0) }
                }
                try Library.migrator.migrate(database)
                if let fault = try database.read({ try CopyCheck(db: $0).fault() }) {
                    throw BadRow(reason: fault)
                }
                try database.write { try Library.deriveAll(in: $0) }
            }
        } catch {
            discard()
            throw error
        }
    }
}

/// Puts lines of a dump back as rows.
private struct RowInsertion {
    let db: Database
    private var tables: [String: Statement] = [:]

    init(db: Database) {
        self.db = db
    }

    /// Returns the table that got a row.
    mutating func add(_ line: String) throws -> String {
        do {
            let name = try String.fetchOne(
                db.cachedStatement(
                    sql: "SELECT CASE WHEN json_valid(?1) THEN json_extract(?1, '$.table') END"),
                arguments: [line])
            guard let name, let insert = try insertion(into: name) else {
                throw BadRow(reason: "has a line that is no row of a table that this version knows")
            }
            try insert.execute(arguments: [line])
            guard db.changesCount == 1 else {
                throw BadRow(reason: "has other columns than the table \(name)")
            }
            return name
        } catch let error as DatabaseError
            where [.SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR, .SQLITE_TOOBIG]
            .contains(error.resultCode)
        {
            throw BadRow(
                reason:
                    "has a row that does not fit: \(error.message ?? error.resultCode.description)")
        }
    }

    private mutating func insertion(into name: String) throws -> Statement? {
        if let known = tables[name] { return known }
        guard LibraryTables.dumped.contains(name),
            let table = try LibraryTables.Layout(name, in: db)
        else { return nil }
        // Rows of a new library make room for those of the dump.
        try db.execute(sql: "DELETE FROM \(LibraryTables.Layout.quoted(name))")
        let statement = try db.makeStatement(sql: table.insertion)
        tables[name] = statement
        return statement
    }
}

extension Timestamp {
    /// As facts are kept: milliseconds since 1970.
    var text: String { String(milliseconds) }
}
