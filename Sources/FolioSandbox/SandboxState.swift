import Foundation
import GRDB

/// The sandbox's own SQLite file: everything that survives a restart.
struct SandboxState: Sendable {
    /// Why a state folder cannot be used.
    struct Failure: Error {
        let message: String
    }

    let database: DatabaseQueue
    let folder: String
    /// Whether the folder is removed at the end.
    let isTemporary: Bool
    let clock: SandboxClock
    private let lock: FolderLock

    /// Opens or creates the state and gives it the switches of this run.
    ///
    /// - Throws: ``Failure``.
    init(_ options: SandboxOptions, clock: SandboxClock) throws(Failure) {
        self.clock = clock
        isTemporary = options.state == nil
        folder = options.state ?? Self.temporaryFolder()
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            guard let lock = FolderLock(folder) else {
                throw Failure(message: "another sandbox uses it, or it cannot be written")
            }
            self.lock = lock
            var isOpen = false
            defer { if !isOpen { lock.release() } }
            var configuration = Configuration()
            configuration.busyMode = .timeout(2)
            configuration.prepareDatabase { db in
                // A stand-in may lose its last request in a power cut, never its order.
                try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            }
            database = try DatabaseQueue(
                path: folder + "/sandbox.sqlite", configuration: configuration)
            let now = clock.now()
            try database.write { db in try Self.prepare(db, options, now: now) }
            isOpen = true
        } catch let error as Failure {
            throw Failure(message: "the state folder \(folder) cannot be used: \(error.message)")
        } catch let error as DatabaseError {
            let reason = error.message ?? "its database cannot be read"
            throw Failure(message: "the state folder \(folder) cannot be used: \(reason)")
        } catch {
            throw Failure(message: "the state folder \(folder) cannot be created or written")
        }
    }

    /// Closes the file and removes a temporary folder.
    func close() {
        // Nothing can be done about a failure at the end, and nothing depends on it.
        try? database.close()
        lock.release()
        if isTemporary { try? FileManager.default.removeItem(atPath: folder) }
    }

    private static func temporaryFolder() -> String {
        FileManager.default.temporaryDirectory.path + "/folio-sandbox-" + Identifier.hex(16)
    }

    private static func prepare(
        _ db: Database, _ options: SandboxOptions, now: Int64
    ) throws {
        switch try Int.fetchOne(db, sql: "PRAGMA user_version") {
        case 0:
            try db.execute(sql: Schema.sql)
            try Workspace.create(db, options, now: now)
            try APIKey.create(db, name: "Sandbox key", scopes: APIKey.allScopes, now: now)
            try Account.createFirstFour(db, now: now)
        case 1: break
        default: throw Failure(message: "it was written by another version of the sandbox")
        }
        try Settings(options).save(db)
        try db.execute(sql: "DELETE FROM fault")
        for fault in options.faults { try FaultBook.add(fault, db) }
    }
}
