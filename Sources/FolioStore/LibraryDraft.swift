import Foundation
import GRDB

/// A library file under a passing name, which gets its own when it is complete: a process that is
/// killed, or two that make one at once, never leave half a library.
struct LibraryDraft {
    /// How passing names begin.
    static let prefix = ".library-"

    let folder: URL
    let database: DatabaseQueue
    private let file: URL

    /// Where it is until it is published.
    var path: String { file.path }

    /// Makes an empty draft in `folder`, which is created where it is missing. Its schema is of the
    /// step that is named, or else of the last.
    ///
    /// - Throws: ``LibraryError``.
    init(in folder: URL, upTo schema: String? = nil) throws {
        try self.init(in: folder) { database in
            try Library.useLog(database)
            try database.write {
                try $0.execute(sql: "PRAGMA application_id = \(Library.applicationID)")
            }
            try Library.migrator.migrate(database, upTo: schema ?? Library.schema)
        }
    }

    private init(in folder: URL, filling fill: (DatabaseQueue) throws -> Void) throws {
        try Self.makeFolder(folder)
        let file = folder.appendingPathComponent(
            "\(Self.prefix)\(UUID().uuidString).sqlite")
        do {
            try makePrivateFile(at: file.path)
            database = try Library.translatingErrors(path: folder.path) {
                let database = try DatabaseQueue(
                    path: file.path, configuration: Library.configuration())
                try fill(database)
                return database
            }
        } catch {
            Self.remove(file)
            throw error
        }
        self.folder = folder
        self.file = file
    }

    /// Makes a draft that is a copy of a library file to which nobody writes, brought up to date.
    ///
    /// - Throws: ``KeepingError``, ``LibraryError``.
    init(in folder: URL, copying copy: URL) throws {
        let source = try Library.connectToCopy(copy)
        try self.init(in: folder, filling: { try source.backup(to: $0) })
        do {
            try Library.check(database, path: copy.path, isReadOnly: false)
            let problems = try Library.translatingErrors(path: copy.path) {
                try database.read { db in
                    let broken = try Library.integrityProblems(in: db)
                    // What is broken cannot be read.
                    guard broken.isEmpty else { return broken }
                    return try CopyCheck(db: db).fault().map { ["it \($0)"] } ?? []
                }
            }
            guard problems.isEmpty else {
                throw KeepingError.unsound(path: copy.path, problems: problems)
            }
        } catch {
            discard()
            throw error
        }
    }

    /// Gives the finished draft its name, unless another process was first.
    ///
    /// - Throws: ``LibraryError/alreadyExists(path:)`` and others.
    func publish() throws {
        try Library.translatingErrors(path: folder.path) {
            // Closing would keep quiet about a log that could not be brought into the file.
            _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try database.close()
        }
        try refuseStrayLog()
        try NewFile.publish(
            file, as: Library.file(in: folder),
            orElse: LibraryError.alreadyExists(path: folder.path))
        try syncFolder(folder.deletingLastPathComponent().path)
    }

    /// A log without its library would be taken for one of the new library, which it would damage.
    private func refuseStrayLog() throws {
        let file = Library.file(in: folder)
        let log = ["-wal", "-journal"].map { file.path + $0 }
            .first { !Library.isEmptyOrMissing($0) }
        guard let log, !FileManager.default.fileExists(atPath: file.path) else { return }
        throw KeepingError.strayLog(path: log)
    }

    /// Removes the passing name and what SQLite keeps beside it.
    func discard() {
        // One that was published is closed already.
        try? database.close()
        Self.remove(file)
    }

    private static func remove(_ file: URL) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            // What cannot be removed is a stray file that no one will open.
            try? FileManager.default.removeItem(atPath: file.path + ending)
        }
    }

    private static func makeFolder(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            guard errorCode(of: error) != ENOSPC else {
                throw LibraryError.diskFull(path: folder.path)
            }
            throw LibraryError.unreadable(path: folder.path, reason: reason(of: error))
        }
    }

    private static func reason(of error: any Error) -> String {
        guard let code = errorCode(of: error) else { return error.localizedDescription }
        return String(cString: strerror(code))
    }

    /// The system's number for what Foundation reports.
    private static func errorCode(of error: any Error) -> Int32? {
        if (error as? CocoaError)?.code == .fileWriteOutOfSpace { return ENOSPC }
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let underlying, underlying.domain == NSPOSIXErrorDomain else { return nil }
        return Int32(underlying.code)
    }
}
