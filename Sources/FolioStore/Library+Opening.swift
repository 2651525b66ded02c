import FolioMigrations
import FolioModel
package import Foundation
import GRDB

extension Library {
    /// "FOLI": tells a Folio library from any other SQLite file.
    static let applicationID = 0x464F_4C49

    /// What a caller is going to do.
    package enum Access: Sendable {
        case reading, writing
    }

    /// Makes a new, empty library in `folder`, which is created where it is missing.
    ///
    /// The file appears under its name only when it is complete, so that a process that is
    /// killed, or two that start at once, never leave half a library.
    ///
    /// - Throws: ``LibraryError/alreadyExists(path:)`` and others.
    package static func create(in folder: URL) throws {
        guard !FileManager.default.fileExists(atPath: file(in: folder).path) else {
            throw LibraryError.alreadyExists(path: folder.path)
        }
        let draft = try LibraryDraft(in: folder)
        defer { draft.discard() }
        try draft.publish()
    }

    /// Opens the library in `folder`.
    ///
    /// A library of an older version is brought up to date when it is opened for writing, and
    /// also for reading if that is possible. A folder that cannot be written still serves readers.
    ///
    /// For tests: `makeID` draws ids, `witness` sees every transaction that writes, and without
    /// `keepsPrompts` one safety rule is left out.
    ///
    /// - Throws: ``LibraryError``; nothing has changed then.
    package static func open(
        _ folder: URL, for access: Access = .writing,
        makeID: @escaping @Sendable () -> String = randomID,
        keepsPrompts: Bool = true, witness: (@Sendable (WriteMoment) throws -> Void)? = nil
    ) throws -> Library {
        let file = file(in: folder)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw LibraryError.missing(path: folder.path)
        }
        return try translatingErrors(path: file.path) {
            let (database, isReadOnly) = try connectAndCheck(file, for: access)
            return Library(
                folder: folder, isReadOnly: isReadOnly, database: database, makeID: makeID,
                keepsPrompts: keepsPrompts, witness: witness)
        }
    }

    /// A short random id from the system's generator.
    package static let randomID: @Sendable () -> String = {
        var generator = SystemRandomNumberGenerator()
        return ShortID.random(using: &generator)
    }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in allMigrations {
            migrator.registerMigration(migration.name) { try $0.execute(sql: migration.sql) }
        }
        return migrator
    }

    static func configuration(readOnly: Bool = false) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        // Only a process that is stopped inside a transaction holds the library for so long.
        configuration.busyMode = .timeout(60)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA secure_delete = OFF;
                    PRAGMA cache_size = -16384;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    """)
            if !readOnly { try db.execute(sql: "PRAGMA synchronous = FULL") }
        }
        return configuration
    }

    /// A property of the file, set once. GRDB's own setting would write to the file each time.
    static func useLog(_ database: DatabaseQueue) throws {
        try database.inDatabase { db in
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode") != "wal" else { return }
            try db.execute(sql: "PRAGMA journal_mode = WAL")
        }
    }

    /// A full disk has no room for the log's index either, and still serves readers.
    private static func connectAndCheck(
        _ file: URL, for access: Access
    ) throws -> (DatabaseQueue, isReadOnly: Bool) {
        let path = file.deletingLastPathComponent().path
        do {
            let (database, isReadOnly) = try connect(file, for: access)
            try check(database, path: path, isReadOnly: isReadOnly)
            database.inDatabase(WordFrequencyRank.register)
            return (database, isReadOnly)
        } catch let error as DatabaseError where access == .reading && error.isForWantOfSpace {
            guard isEmptyOrMissing(file.path + "-wal") else { throw error }
            let database = try connectWithoutLog(file)
            try check(database, path: path, isReadOnly: true)
            database.inDatabase(WordFrequencyRank.register)
            return (database, true)
        }
    }

    private static func connect(
        _ file: URL, for access: Access
    ) throws -> (DatabaseQueue, isReadOnly: Bool) {
        guard FileManager.default.isReadableFile(atPath: file.path) else {
            throw LibraryError.unreadable(path: file.path, reason: "permission denied")
        }
        if isWritable(file) {
            return (try DatabaseQueue(path: file.path, configuration: configuration()), false)
        }
        guard access == .reading else { throw LibraryError.readOnly(path: file.path) }
        do {
            let database = try DatabaseQueue(
                path: file.path, configuration: configuration(readOnly: true))
            _ = try database.read { try Int.fetchOne($0, sql: "SELECT 1 FROM sqlite_schema") }
            return (database, true)
        } catch let error as DatabaseError
            where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
        {
            // Without a log beside it the file is complete by itself. SQLite cannot create the
            // log's index in a folder that cannot be written, so it is told not to look for one.
            guard isEmptyOrMissing(file.path + "-wal") else { throw error }
            return (try connectWithoutLog(file), true)
        }
    }

    /// Opens a library file that is no library's own, and leaves nothing beside it.
    static func connectToCopy(_ file: URL) throws -> DatabaseQueue {
        guard isEmptyOrMissing(file.path + "-wal") else {
            throw KeepingError.inUse(path: file.path)
        }
        return try translatingErrors(path: file.path) { try connectWithoutLog(file) }
    }

    private static func connectWithoutLog(_ file: URL) throws -> DatabaseQueue {
        let address = file.absoluteString + "?immutable=1"
        return try DatabaseQueue(path: address, configuration: configuration(readOnly: true))
    }

    /// Refuses files that are not ours or too new before anything is changed.
    ///
    /// SQLite is asked, since a file that this process opens and closes by itself takes away the
    /// locks of its other connections.
    static func check(_ database: DatabaseQueue, path: String, isReadOnly: Bool) throws {
        let migrator = migrator
        let isCurrent = try database.read { db in
            let mark = try Int.fetchOne(db, sql: "PRAGMA application_id")
            guard mark == applicationID else {
                throw LibraryError.notALibrary(path: file(in: URL(fileURLWithPath: path)).path)
            }
            if try migrator.hasBeenSuperseded(db) { throw LibraryError.tooNew(path: path) }
            return try migrator.hasCompletedMigrations(db)
        }
        // It stays without a log while others read it; readers and writers then wait in turn.
        if !isReadOnly { try? useLog(database) }
        guard !isCurrent else { return }
        guard !isReadOnly else { throw LibraryError.readOnly(path: path) }
        try bringUpToDate(database)
    }

    /// Applies the steps that are missing. Where another process applies them at the same time,
    /// one of the two fails at a step that is done by then, and goes on with the next.
    private static func bringUpToDate(_ database: DatabaseQueue) throws {
        let migrator = migrator
        var done = try database.read(migrator.appliedIdentifiers).count
        while true {
            do {
                return try migrator.migrate(database)
            } catch {
                let now = try database.read(migrator.appliedIdentifiers).count
                guard now > done else { throw error }
                done = now
            }
        }
    }
}

extension Library {
    /// The folder must be writable too: SQLite keeps its log beside the file.
    private static func isWritable(_ file: URL) -> Bool {
        let files = FileManager.default
        return files.isWritableFile(atPath: file.path)
            && files.isWritableFile(atPath: file.deletingLastPathComponent().path)
    }

    static func isEmptyOrMissing(_ path: String) -> Bool {
        // A log that cannot be examined counts as present: then nothing is read past it.
        guard FileManager.default.fileExists(atPath: path) else { return true }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue == 0
    }
}
