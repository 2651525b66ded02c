import FolioModel
package import Foundation
import GRDB

/// A library on disk: `library.sqlite`, beside it `thumbnails.sqlite` and `files/`.
///
/// One method is one transaction. Methods block for the few microseconds to milliseconds that
/// SQLite takes: a local answer is shorter than a change of thread. Every write is durable when
/// the method returns (`synchronous=FULL`). All methods throw ``LibraryError``.
package struct Library: Sendable {
    /// The library's folder.
    package let folder: URL
    /// Whether only reading methods work.
    package let isReadOnly: Bool

    let database: DatabaseQueue
    let makeID: @Sendable () -> String
    /// Whether a known prompt stays where the remote tells none: only a test says `false`.
    let keepsPrompts: Bool
    /// Told of every transaction that writes; what it throws ends the call there.
    let witness: (@Sendable (WriteMoment) throws -> Void)?

    /// A side of a transaction that writes.
    package enum WriteMoment: Hashable, Sendable {
        /// It has not begun, and does not if the witness throws.
        case before
        /// It is durable, whatever the witness throws.
        case after
    }

    /// The precious file.
    package var file: URL { Self.file(in: folder) }

    static func file(in folder: URL) -> URL {
        folder.appendingPathComponent("library.sqlite", isDirectory: false)
    }

    /// Runs `body`, which writes nothing, in one transaction: it sees one state of the library.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Self.translatingErrors(path: file.path) {
            #if DEBUG
                // SQLite refuses to write here. To turn that on and off costs all statements that
                // were prepared, so only development and tests do it.
                try database.read(body)
            #else
                try database.unsafeRead { db in try db.reading { try body(db) } }
            #endif
        }
    }

    /// Runs `body` in one immediate transaction, which waits for other writers.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        guard !isReadOnly else { throw LibraryError.readOnly(path: file.path) }
        try witness?(.before)
        let value = try Self.translatingErrors(path: file.path) { try database.write(body) }
        try witness?(.after)
        return value
    }

    static func translatingErrors<Value>(
        path: String, _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LibraryError(error, path: path)
        }
    }
}

extension Library {
    /// Draws ids until `isFree` accepts one.
    func newID(_ isFree: (String) throws -> Bool) rethrows -> String {
        var id = makeID()
        while try !isFree(id) { id = makeID() }
        return id
    }
}
